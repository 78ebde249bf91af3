/**
 * Training by the readable equations: forward, cost, backward, update, once each for every iteration. It has no sum of its
 * own: the order of each stands where it is defined, in matrix-product.ts, matrix-reduce.ts, layer.ts, losses.ts and l2.ts.
 */
import { penalty, withPenalty } from "./l2";
import type { Matrix } from "./matrix";
import { backward, costOf, type Forward, forward, type Network, update } from "./network";
import type { Memory } from "./optimizers";
import { type Advance, notFinite, type Path, type PathSettings } from "./path";

type Samples = Matrix<any, any>;

/** Every update looks at all m samples. Lecture 002, the three-layer program. */
export class Descent implements Path {
  private readonly step: Step;
  private pass: Forward;
  private J: number;

  constructor(
    private now: Network,
    private readonly X: Samples,
    private readonly Y: Samples,
    private readonly settings: PathSettings,
  ) {
    this.step = new Step(settings);
    this.pass = forward(now, X);
    this.J = this.costAfter(now, this.pass);
  }

  network(): Network {
    return this.now;
  }

  cost(): number {
    return this.J;
  }

  advance(): Advance {
    const next = this.step.from(this.now, this.pass, this.Y);
    const pass = forward(next, this.X);
    const J = this.costAfter(next, pass);
    const what = notFinite(next, J);
    if (what) return { updates: 0, costs: [], broken: { what, after: 1 } };
    this.now = next;
    this.pass = pass;
    this.J = J;
    return { updates: 1, costs: [J] };
  }

  private costAfter(network: Network, { A, caches }: Forward): number {
    const { loss, lambda } = this.settings;
    return loss.cost(caches[caches.length - 1].Z, A, this.Y) + penalty(network, lambda);
  }
}

/** Every update looks at a mini-batch; an epoch, in an order of its own, goes once through all m samples (5.17). */
export class MiniBatchDescent implements Path {
  private readonly step: Step;
  private order: number[] = [];
  /** Where in `order` the next mini-batch begins. */
  private from = 0;

  constructor(
    private now: Network,
    private readonly X: Samples,
    private readonly Y: Samples,
    private readonly settings: PathSettings & { batchSize: number; rng: { permutation(n: number): number[] } },
  ) {
    this.step = new Step(settings);
  }

  network(): Network {
    return this.now;
  }

  cost(): number {
    const { loss, lambda } = this.settings;
    return costOf(this.now, this.X, this.Y, loss) + penalty(this.now, lambda);
  }

  advance(): Advance {
    const { loss, batchSize, rng } = this.settings;
    const m = this.X.cols;
    if (this.from === 0) this.order = rng.permutation(m);
    const samples = this.order.slice(this.from, this.from + batchSize);
    const X = this.X.pickColumns(samples);
    const Y = this.Y.pickColumns(samples);
    const pass = forward(this.now, X);
    const J = loss.cost(pass.caches[pass.caches.length - 1].Z, pass.A, Y);
    if (!Number.isFinite(J)) return { updates: 0, costs: [], broken: { what: "cost", after: 0 } };
    const next = this.step.from(this.now, pass, Y); // (5.17)  the gradient of a mini-batch: the mean over its samples
    if (notFinite(next, 0)) return { updates: 0, costs: [], broken: { what: "parameter", after: 1 } };
    this.now = next;
    this.from = this.from + batchSize < m ? this.from + batchSize : 0;
    return this.from === 0 ? this.endOfEpoch() : { updates: 1, costs: [] };
  }

  private endOfEpoch(): Advance {
    const J = this.cost();
    if (Number.isFinite(J)) return { updates: 1, costs: [J] };
    return { updates: 1, costs: [], broken: { what: "cost", after: 1 } };
  }
}

/** One update by the settings' optimizer, which remembers. */
class Step {
  private memory: Memory = [];
  private t = 0;

  constructor(private readonly settings: PathSettings) {}

  from(network: Network, pass: Forward, Y: Samples): Network {
    const { alpha, loss, optimizer, lambda } = this.settings;
    const gradients = withPenalty(backward(network, pass, Y, loss), network, lambda);
    this.t++;
    const { direction, memory } = optimizer.direct(gradients, this.memory, this.t);
    this.memory = memory;
    return update(network, direction, alpha);
  }
}
