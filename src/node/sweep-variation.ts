/** What varies in a sweep: the variations with what they share, their labels, and the training of one of them. */
import type { Point } from "../engine/history";
import type { Initializer } from "../engine/initializers";
import type { Layer } from "../engine/layer";
import { createNetwork, type Network } from "../engine/network";
import type { Optimizer } from "../engine/optimizers";
import { seed } from "../engine/random";
import { type TrainOptions, train } from "../engine/train";
import type { Trained } from "../engine/training-run";

/** A matrix of any size. */
export type Data = Layer["W"];

/** One training: the network, the data, and the options of `train`. What it leaves out, the base says. */
export interface Variation extends Partial<Omit<TrainOptions, "signal" | "rng" | "onProgress" | "progressEvery">> {
  /** n[0], n[1], …, n[L]. */
  sizes?: readonly number[];
  /** The names of g[1] … g[L]. */
  activations?: readonly string[];
  /** How W and b start; as in `createNetwork` when left out. */
  initializer?: Initializer;
  /** Draws W and b, and after them the order of the mini-batches; 1 when left out. */
  seed?: number;
  /** How the steps go downhill; as in `train` when left out. */
  optimizer?: Optimizer;
  /** n[0] × m, one sample a column. */
  X?: Data;
  /** n[L] × m. */
  Y?: Data;
}

export interface Labelled {
  readonly label: string;
  readonly variation: Variation;
}

/** How one training ended. */
export interface Outcome {
  readonly stopped: Trained["stopped"] | "failed" | "not run";
  readonly iterations: number;
  /** NaN when there is none. */
  readonly cost: number;
  readonly seconds: number;
  readonly message: string;
  readonly history: readonly Point[];
  /** The trained network, unless it failed or was not run. */
  readonly network?: Network;
}

/** The variations with their labels, each with what it leaves out taken from the base. */
export function complete(
  variations: Readonly<Record<string, Variation>> | readonly Variation[],
  base: Variation,
): Labelled[] {
  const list = Array.isArray(variations)
    ? (variations as readonly Variation[]).map((variation) => [labelOf(variation), variation] as const)
    : Object.entries(variations as Record<string, Variation>);
  const times = new Map<string, number>();
  return list.map(([label, variation]) => {
    const count = (times.get(label) ?? 0) + 1;
    times.set(label, count);
    return { label: count === 1 ? label : `${label} (${count})`, variation: { ...given(base), ...given(variation) } };
  });
}

/** What the variation itself says, in words: `alpha 0.1, sizes 2-4-1`. */
function labelOf(variation: Variation): string {
  const words = Object.entries(given(variation)).map(([key, value]) => wordsFor(key, value));
  return words.join(", ") || "as the base";
}

function wordsFor(key: string, value: unknown): string {
  if (Array.isArray(value)) return `${key} ${value.join(typeof value[0] === "number" ? "-" : ", ")}`;
  if (typeof value !== "object" || value === null) return typeof value === "function" ? key : `${key} ${value}`;
  const { name, W, b } = value as { name?: string; W?: { name: string }; b?: { name: string } };
  if (W && b) return `W ${W.name}, b ${b.name}`;
  return name ?? key;
}

/** An option given as undefined counts as left out. */
function given(variation: Variation): Variation {
  return Object.fromEntries(Object.entries(variation).filter(([, value]) => value !== undefined));
}

/**
 * Creates the network and trains it. Whatever goes wrong is said in the outcome, and never thrown.
 * @param onProgress is told which part of the iterations is done, from 0 to 1
 */
export async function trainVariation(
  variation: Variation,
  signal: AbortSignal,
  onProgress: (part: number) => void,
): Promise<Outcome> {
  const started = performance.now();
  try {
    const { sizes, activations, initializer, seed: number, X, Y, ...options } = checked(variation);
    const rng = seed(number ?? 1);
    const network = createNetwork({ sizes, activations, rng, initializer });
    const watch = { signal, onProgress: (at: Part) => onProgress(at.iterations ? at.iteration / at.iterations : 1) };
    const trained = await train(network, X, Y, { ...options, ...watch, ...batches(options, rng) });
    const { stopped, iterations, cost, seconds, message, history } = trained;
    return { stopped, iterations, cost, seconds, message, history, network: trained.network };
  } catch (error) {
    return without("failed", textOf(error), (performance.now() - started) / 1000);
  }
}

interface Part {
  readonly iteration: number;
  readonly iterations: number;
}

/** The generator goes on where the parameters left it, for trainings that draw more. */
function batches(options: object, rng: unknown): object {
  return "batchSize" in options ? { rng } : {};
}

/** An outcome without a network. */
export function without(stopped: Outcome["stopped"], message: string, seconds = 0): Outcome {
  return { stopped, iterations: 0, cost: NaN, seconds, message, history: [] };
}

type Needed = "sizes" | "activations" | "X" | "Y" | "alpha";

function checked(variation: Variation): Variation & Required<Pick<Variation, Needed>> {
  for (const name of ["sizes", "activations", "X", "Y", "alpha"] as const) {
    const value = variation[name];
    const isMatrix = ArrayBuffer.isView((value as Partial<Data> | undefined)?.data);
    const isData = name === "X" || name === "Y";
    if (isData ? isMatrix : value !== undefined) continue;
    const what = isData ? "missing, or no matrix" : "missing";
    throw new RangeError(`sweep: ${name} is ${what}; give it in the variation, or in the base that all share`);
  }
  return variation as Variation & Required<Pick<Variation, Needed>>;
}

/** Anything can be thrown. */
export function textOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === "string" && message !== "" ? message : String(error);
}
