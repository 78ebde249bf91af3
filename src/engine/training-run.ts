/** What a training keeps track of besides the mathematics: the clock, the history, and how it ended. */
import { History, type Point } from "./history";
import type { Network } from "./network";
import type { Broken, Path } from "./path";

/** How far the training is, for a live display. */
export interface Progress extends Point {
  readonly network: Network;
  readonly history: readonly Point[];
  /** The most updates that will be made: the options' cap. */
  readonly iterations: number;
  /** Why the training has ended; undefined while it goes on. */
  readonly stopped?: Trained["stopped"];
}

/** What a training leaves. */
export interface Trained {
  /** As it was when the training stopped; after a divergence, as it last was with finite numbers. */
  readonly network: Network;
  /** The cost of that network on X and Y. */
  readonly cost: number;
  /** How many updates that network has had. */
  readonly iterations: number;
  /** The cost at evenly spaced iterations (a thousand at most), the first and the last among them. */
  readonly history: readonly Point[];
  readonly seconds: number;
  readonly stopped: "cost" | "iterations" | "interrupted" | "diverged";
  /** The same in a sentence. */
  readonly message: string;
}

interface Settings {
  readonly alpha: number;
  readonly iterations: number;
  readonly until: number;
  readonly report: (at: Point) => void;
  readonly reportEvery: number;
  readonly progressEvery: number;
  readonly onProgress: (at: Progress) => void;
}

/** Milliseconds of work between two turns of the event loop, in which interrupts and displays are served. */
const TURN = 50;

/** One training from its start; only `train` makes and changes it. */
export class Run {
  private readonly history = new History();
  private readonly started = performance.now();
  private turned = this.started;
  private shown = this.started;
  /** When updates were last asked for, moved on by the pauses since. */
  private asked: number | undefined = undefined;
  private updates = 1;
  private nextReport = 0;
  private iteration = 0;
  /** The last one known. */
  cost = NaN;

  constructor(
    private readonly path: Path,
    private readonly settings: Settings,
  ) {}

  /** After `iteration` updates, the network has this cost. */
  at(iteration: number, cost: number): void {
    this.iteration = iteration;
    this.cost = cost;
    this.history.add(iteration, cost);
    if (iteration < this.nextReport) return;
    const { report, reportEvery } = this.settings;
    this.nextReport = iteration - (iteration % reportEvery) + reportEvery;
    report({ iteration, cost });
  }

  /** How many updates to ask for: as many as take a good part of a turn, going by how long the last ones took. */
  pace(): number {
    const now = performance.now();
    const took = this.asked === undefined ? TURN / 4 : now - this.asked;
    this.asked = now;
    if (took < TURN / 8) this.updates *= 2;
    else if (took > TURN / 2) this.updates = Math.max(1, Math.floor(this.updates / 2));
    return this.updates;
  }

  turnIsOver(): boolean {
    return performance.now() - this.turned >= TURN;
  }

  /** Lets the event loop turn, after showing the progress when that is due. */
  async giveWay(): Promise<void> {
    const from = performance.now();
    if (from - this.shown >= this.settings.progressEvery) {
      this.show();
      this.shown = performance.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.turned = performance.now();
    if (this.asked !== undefined) this.asked += this.turned - from;
  }

  stop(stopped: Exclude<Trained["stopped"], "diverged">, iteration: number): Trained {
    if (iteration !== this.iteration) this.at(iteration, this.path.cost());
    const at = `at iteration ${iteration}`;
    const message = {
      cost: `the cost reached ${this.settings.until} ${at}`,
      iterations: `stopped ${at}, the cap, with cost ${this.cost}`,
      interrupted: `interrupted ${at} with cost ${this.cost}; what was learned is kept`,
    }[stopped];
    return this.end(stopped, message);
  }

  /** At `iteration` something is no longer finite; the network that is left has had `updates` updates. */
  diverged(broken: Broken, iteration: number, updates: number): Trained {
    const before = iteration === 0 ? "from the start" : `at iteration ${iteration} (last finite cost ${this.cost})`;
    const cause = `alpha = ${this.settings.alpha} is probably too large`;
    this.iteration = updates;
    return this.end(
      "diverged",
      `diverged: ${broken === "cost" ? "the cost" : "a parameter"} is not finite ${before}; ${cause}`,
    );
  }

  private end(stopped: Trained["stopped"], message: string): Trained {
    this.show(stopped);
    const { iteration: iterations, cost } = this;
    const seconds = (performance.now() - this.started) / 1000;
    const history = this.history.upTo({ iteration: iterations, cost });
    return { network: this.path.network(), cost, iterations, history, seconds, stopped, message };
  }

  private show(stopped?: Trained["stopped"]): void {
    const { iteration, cost } = this;
    const { iterations, onProgress } = this.settings;
    const history = this.history.upTo({ iteration, cost });
    onProgress({ network: this.path.network(), iteration, cost, history, iterations, stopped });
  }
}
