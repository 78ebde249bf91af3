/** What a training keeps track of besides the mathematics: the clock, the history, and how it ended. */
import { History, type Point } from "./history";
import type { Network } from "./network";

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
  private iteration = 0;
  private cost = NaN;

  constructor(
    private network: Network,
    private readonly settings: Settings,
  ) {}

  /** Before update number `iteration`, the network has this cost. */
  at(network: Network, iteration: number, cost: number): void {
    this.network = network;
    this.iteration = iteration;
    this.cost = cost;
    this.history.add({ iteration, cost });
  }

  turnIsOver(): boolean {
    return performance.now() - this.turned >= TURN;
  }

  /** Lets the event loop turn, after showing the progress when that is due. */
  async giveWay(): Promise<void> {
    if (performance.now() - this.shown >= this.settings.progressEvery) {
      this.show();
      this.shown = performance.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.turned = performance.now();
  }

  stop(stopped: Exclude<Trained["stopped"], "diverged">): Trained {
    const at = `at iteration ${this.iteration}`;
    const message = {
      cost: `the cost reached ${this.settings.until} ${at}`,
      iterations: `stopped ${at}, the cap, with cost ${this.cost}`,
      interrupted: `interrupted ${at} with cost ${this.cost}; what was learned is kept`,
    }[stopped];
    return this.end(stopped, message);
  }

  diverged(broken: "cost" | "parameter", iteration: number): Trained {
    const before = iteration === 0 ? "from the start" : `at iteration ${iteration} (last finite cost ${this.cost})`;
    const cause = `alpha = ${this.settings.alpha} is probably too large`;
    return this.end(
      "diverged",
      `diverged: ${broken === "cost" ? "the cost" : "a parameter"} is not finite ${before}; ${cause}`,
    );
  }

  private end(stopped: Trained["stopped"], message: string): Trained {
    this.show(stopped);
    const { network, iteration: iterations, cost } = this;
    const seconds = (performance.now() - this.started) / 1000;
    return {
      network,
      cost,
      iterations,
      history: this.history.upTo({ iteration: iterations, cost }),
      seconds,
      stopped,
      message,
    };
  }

  private show(stopped?: Trained["stopped"]): void {
    const { network, iteration, cost } = this;
    const { iterations, onProgress } = this.settings;
    onProgress({ network, iteration, cost, history: this.history.upTo({ iteration, cost }), iterations, stopped });
  }
}
