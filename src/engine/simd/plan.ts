/**
 * Training on the WebAssembly kernels: the same iterations as descent.ts, bit for bit, in memory that is laid out once.
 * Samples, a column each in X and Y, lie there as rows.
 *
 * Nobody has to read simd/ to follow a lecture: descent.ts and what it calls say what is computed, and in which order every
 * sum is taken. The plan may put several sums side by side, into two lanes and into registers, and may take the samples
 * in blocks; but each sum keeps its one accumulator from +0 and its ascending order, goes on in the next block where it
 * stopped, and rounds every product. choose.ts looks, before each training, whether both ways still agree.
 */
import { Matrix } from "../matrix";
import type { Network } from "../network";
import { correction } from "../optimizers";
import type { Advance, Path, PathSettings } from "../path";
import { ACTIVATIONS, LOSSES, OPTIMIZERS } from "./codes";
import { instantiate, type Kernels } from "./instance";
import { type Layout, layOut, MOST_ITERATIONS } from "./layout";

type Samples = Matrix<any, any>;

/** Words in a layer's record, and where its addresses begin; where `failed` stands in the plan's: see assembly/plan.ts. */
const RECORD = 20;
const ADDRESSES = 7;
const FAILED = 9;

export class Plan implements Path {
  private J = NaN;
  /** Updates so far. */
  private t = 0;
  /** With mini-batches, where in the epoch's order the next one begins. */
  private from = 0;
  /** The memory, which never grows: two views of it that last. */
  private readonly words: Int32Array;
  private readonly numbers: Float64Array;

  private constructor(
    private readonly kernels: Kernels,
    private readonly layout: Layout,
    private readonly start: Network,
    private readonly m: number,
    private readonly settings: PathSettings,
  ) {
    this.words = new Int32Array(kernels.memory.buffer);
    this.numbers = new Float64Array(kernels.memory.buffer);
  }

  /** Whether the kernels have what this network and these settings name. */
  static knows(network: Network, { loss, optimizer }: PathSettings): boolean {
    return (
      network.layers.every(({ activation }) => ACTIVATIONS.includes(activation.name)) &&
      LOSSES.includes(loss.name) &&
      OPTIMIZERS.includes(optimizer.name)
    );
  }

  /** A plan for what it knows; undefined where this machine has no kernels, or not the memory. */
  static of(network: Network, X: Samples, Y: Samples, settings: PathSettings): Plan | undefined {
    const layout = layOut(network, X.cols, settings.batchSize, OPTIMIZERS.indexOf(settings.optimizer.name));
    const kernels = instantiate(layout.end);
    if (!kernels) return undefined;
    const plan = new Plan(kernels, layout, network, X.cols, settings);
    plan.writeRecords();
    plan.writeParameters();
    plan.writeSamples(layout.X, X, layout.layers[0].ldPrev);
    plan.writeSamples(layout.Y, Y, layout.layers[layout.layers.length - 1].ld);
    kernels.prepare(layout.plan);
    plan.J = plan.costOfAll(settings.batchSize === undefined);
    return plan;
  }

  network(): Network {
    const layers = this.start.layers.map(({ activation }, index) => {
      const { n, p, ldW } = this.layout.layers[index];
      const [W, b] = this.addresses(index);
      return { W: this.readMatrix(W, n, p, ldW), b: this.readMatrix(b, n, 1, 1), activation };
    });
    return { layers };
  }

  cost(): number {
    return this.settings.batchSize === undefined ? this.J : this.costOfAll(false);
  }

  advance(updates: number): Advance {
    const count = Math.min(updates, MOST_ITERATIONS);
    return this.settings.batchSize === undefined ? this.descend(count) : this.descendByBatches(count);
  }

  private descend(count: number): Advance {
    const { plan, X, Y, costs, corrections } = this.layout;
    this.writeCorrections(count);
    const made = this.kernels.iterate(plan, X, Y, this.m, count, this.settings.until, costs, corrections);
    this.t += made;
    const J = this.numbers.subarray(costs / 8, costs / 8 + made);
    if (made > 0) this.J = J[made - 1];
    const what = this.failed();
    if (!what) return { updates: made, costs: J };
    this.stepBack();
    return { updates: made, costs: J, broken: { what, after: made + 1 } };
  }

  private descendByBatches(updates: number): Advance {
    const { plan, X, Y, order, XB, YB, corrections } = this.layout;
    const size = this.settings.batchSize as number;
    if (this.from === 0) this.writeOrder();
    const count = Math.min(updates, Math.ceil((this.m - this.from) / size));
    this.writeCorrections(count);
    const batches = [order, this.from, size, XB, YB, count];
    const made = this.kernels.iterateBatches(plan, X, Y, this.m, ...batches, corrections);
    this.t += made;
    const what = this.failed();
    if (what) {
      if (what === "cost") return { updates: made, costs: [], broken: { what, after: made } };
      this.stepBack();
      return { updates: made, costs: [], broken: { what, after: made + 1 } };
    }
    this.from = this.from + made * size < this.m ? this.from + made * size : 0;
    if (this.from > 0) return { updates: made, costs: [] };
    const J = this.costOfAll(false);
    if (Number.isFinite(J)) return { updates: made, costs: [J] };
    return { updates: made, costs: [], broken: { what: "cost", after: made } };
  }

  private costOfAll(learn: boolean): number {
    const { plan, X, Y } = this.layout;
    return this.kernels.cost(plan, X, Y, this.m, learn);
  }

  /** Undoes the last update: the parameters before it are where it will write its next ones. */
  private stepBack(): void {
    this.layout.layers.forEach((_, index) => {
      const at = this.addresses(index);
      at.set([at[2], at[3], at[0], at[1]]);
    });
    this.kernels.prepare(this.layout.plan);
  }

  /** Where a layer's W, b, next W and next b are now: every update swaps them. */
  private addresses(index: number): Int32Array {
    const record = this.layout.records / 4 + RECORD * index;
    return this.words.subarray(record + ADDRESSES, record + ADDRESSES + 4);
  }

  private failed(): "cost" | "parameter" | undefined {
    const code = this.words[this.layout.plan / 4 + FAILED];
    return code === 0 ? undefined : code === 1 ? "cost" : "parameter";
  }

  /** The records of the plan, its optimizer and its layers, field by field as assembly/plan.ts declares them. */
  private writeRecords(): void {
    const { layers, plan, optimizer, records, block, terms, outputs } = this.layout;
    const { alpha, lambda, loss, optimizer: chosen } = this.settings;
    const [inputBytes, outputBytes] = [8 * layers[0].ldPrev, 8 * layers[layers.length - 1].ld];
    const { name, parameters: q } = chosen;
    this.words.set(
      [layers.length, LOSSES.indexOf(loss.name), block, records, optimizer, terms, outputs, inputBytes, outputBytes, 0],
      plan / 4,
    );
    this.words.set([OPTIMIZERS.indexOf(name), 0], optimizer / 4);
    const numbers = [alpha, q.beta ?? q.beta1 ?? 0, q.beta2 ?? 0, q.epsilon ?? 0, lambda, 1, 1];
    this.numbers.set(numbers, optimizer / 8 + 1);
    layers.forEach((l, index) => {
      const code = ACTIVATIONS.indexOf(this.start.layers[index].activation.name);
      const sizes = [l.n, l.p, code, l.ld, l.ldPrev, l.ldW, l.ldWT];
      const addresses = [l.W, l.b, l.nextW, l.nextB, l.WT, l.dW, l.db, l.VW, l.Vb, l.SW, l.Sb, l.A, l.dZ];
      this.words.set([...sizes, ...addresses], records / 4 + RECORD * index);
    });
  }

  private writeParameters(): void {
    this.start.layers.forEach(({ W, b }, index) => {
      const layer = this.layout.layers[index];
      for (let i = 0; i < layer.n; i++) {
        const row = W.data.subarray(i * layer.p, (i + 1) * layer.p);
        this.numbers.set(row, layer.W / 8 + i * layer.ldW);
      }
      this.numbers.set(b.data, layer.b / 8);
    });
  }

  /** A's columns as rows of `ld` numbers. */
  private writeSamples(at: number, A: Samples, ld: number): void {
    const to = this.numbers.subarray(at / 8);
    const { rows, cols, data } = A as { rows: number; cols: number; data: Float64Array };
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) to[j * ld + i] = data[i * cols + j];
    }
  }

  private writeOrder(): void {
    const order = this.settings.rng?.permutation(this.m) ?? [];
    this.words.set(order, this.layout.order / 4);
  }

  /** Adam's two factors for each of the next updates. */
  private writeCorrections(count: number): void {
    const { name, parameters } = this.settings.optimizer;
    if (name !== "adam") return;
    const at = this.layout.corrections / 8;
    for (let i = 0; i < count; i++) {
      this.numbers[at + 2 * i] = correction(parameters.beta1, this.t + i + 1);
      this.numbers[at + 2 * i + 1] = correction(parameters.beta2, this.t + i + 1);
    }
  }

  private readMatrix(at: number, rows: number, cols: number, ld: number): Matrix<any, any> {
    const from = this.numbers.subarray(at / 8);
    const data = new Float64Array(rows * cols);
    for (let i = 0; i < rows; i++) data.set(from.subarray(i * ld, i * ld + cols), i * cols);
    return new Matrix<any, any>(rows, cols, data);
  }
}
