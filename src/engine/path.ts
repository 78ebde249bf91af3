/** The iterations of a training, which there are two ways to make: by the readable equations, or by the fast plan. */
import type { Loss } from "./losses";
import type { Network } from "./network";
import type { Optimizer } from "./optimizers";
import type { Random } from "./random";

/** Both ways give the same bits, for the same settings and data. */
export interface Path {
  /** The network as it is now; of one that has broken, the last before that. */
  network(): Network;
  /** J of that network over all m samples. */
  cost(): number;
  /** Makes up to `updates` more updates, at least one; fewer when the cost reaches `until`, or when something breaks. */
  advance(updates: number): Advance;
}

/** What the updates came to. */
export interface Advance {
  /** How many were made. */
  readonly updates: number;
  /** J over all m samples after each of the last `costs.length` updates; with mini-batches only where an epoch ends. */
  readonly costs: ArrayLike<number>;
  /** What is not finite any more, and after how many of these updates. */
  readonly broken?: { readonly what: Broken; readonly after: number };
}

export type Broken = "cost" | "parameter";

/** What the way depends on, besides the network and the data. */
export interface PathSettings {
  readonly alpha: number;
  readonly loss: Loss;
  readonly optimizer: Optimizer;
  /** λ of L2; 0 for none. */
  readonly lambda: number;
  /** J at which to stop. */
  readonly until: number;
  /** How many samples an update looks at; undefined for all m. */
  readonly batchSize: number | undefined;
  /** Draws the order of the samples for each epoch of mini-batches. */
  readonly rng: Random | undefined;
}

/** What is not finite, in a word; nothing when all is. Saturated units can hide an infinite parameter from the cost. */
export function notFinite({ layers }: Network, cost: number): Broken | undefined {
  if (!Number.isFinite(cost)) return "cost";
  return layers.every(({ W, b }) => allFinite(W.data) && allFinite(b.data)) ? undefined : "parameter";
}

function allFinite(data: Float64Array): boolean {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false;
  return true;
}
