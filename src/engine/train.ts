/** The training loop: iteration after iteration, until there is a reason to stop. Lecture 002, the three-layer program. */
import { interruptSignal } from "../display";
import type { Point } from "./history";
import { checkPair, crossEntropy, type Loss } from "./losses";
import type { Matrix } from "./matrix";
import { checkInputs, checkOutputs, type Network } from "./network";
import { gradientDescent, type Optimizer } from "./optimizers";
import { notFinite, type PathSettings } from "./path";
import type { Random } from "./random";
import { ShapeError, shapeText } from "./shape-error";
import { fastPath, readablePath } from "./simd/choose";
import { type Progress, Run, type Trained } from "./training-run";

/** How to train. Only `alpha` must be given. */
export interface TrainOptions {
  /** The learning rate α, above 0. The lecture program has 0.01. */
  alpha: number;
  /** What to make small; crossEntropy when left out. */
  loss?: Loss;
  /** How the gradients become steps: momentum(), adam(); gradientDescent when left out. */
  optimizer?: Optimizer;
  /** λ of L2, which adds (λ/2) Σ W² to the cost; 0 when left out. */
  lambda?: number;
  /** Mini-batches of so many samples; all m when left out. Needs `rng`. */
  batchSize?: number;
  /** Draws each epoch's order of the samples, for mini-batches; for example seed(1). */
  rng?: Random;
  /** The most updates to make: every loop has a cap. 100 000 when left out. */
  iterations?: number;
  /** Stop as soon as the cost is this or less. Never, when left out. */
  until?: number;
  /** Called with the cost before the first update, and then every `reportEvery` iterations (10 000 when left out). */
  report?: (at: Point) => void;
  reportEvery?: number;
  /** For live displays: called about every `progressEvery` milliseconds (200 when left out), and once at the end. */
  onProgress?: (at: Progress) => void;
  progressEvery?: number;
  /** Stops the training when aborted; an interrupt of the running cell when left out. */
  signal?: AbortSignal;
  /** False runs the readable equations, with the same numbers, but slower. True when left out. */
  fast?: boolean;
}

/**
 * Trains by gradient descent (or another optimizer), and returns the trained network; the one given stays as it is.
 *
 * X is n[0] × m and Y is n[L] × m, one sample a column. Gives way to the event loop about every 50 ms. An iteration is an
 * update, over all m samples or over a mini-batch; the costs are always those of all m samples, so with mini-batches
 * there is one at the end of every epoch.
 *
 * It runs on the WebAssembly kernels of simd/; what it computes stands in descent.ts, and the bits are the same.
 *
 * @throws RangeError for an alpha that is not above 0, an unusable cap, labels that the loss has no meaning for, or
 * numbers that are not finite; ShapeError when X, Y and the network don't fit together. All before the first update.
 */
export async function train(
  network: Network,
  X: Matrix<any, any>,
  Y: Matrix<any, any>,
  options: TrainOptions,
): Promise<Trained> {
  const settings = { ...DEFAULTS, signal: interruptSignal(), ...given(options) };
  checkTraining(network, X, Y, settings);
  const { iterations, until, signal } = settings;
  const path = (settings.fast && fastPath(network, X, Y, settings)) || readablePath(network, X, Y, settings);
  const run = new Run(path, settings);
  if (!Number.isFinite(path.cost())) return run.diverged("cost", 0, 0);
  run.at(0, path.cost());
  for (let iteration = 0; ; ) {
    if (run.cost <= until) return run.stop("cost", iteration);
    if (iteration === iterations) return run.stop("iterations", iteration);
    if (run.turnIsOver()) await run.giveWay();
    if (signal.aborted) return run.stop("interrupted", iteration);
    const { updates, costs, broken } = path.advance(Math.min(run.pace(), iterations - iteration));
    const first = iteration + updates - costs.length + 1;
    for (let i = 0; i < costs.length; i++) run.at(first + i, costs[i]);
    if (broken) return run.diverged(broken.what, iteration + broken.after, iteration + updates);
    iteration += updates;
  }
}

const DEFAULTS: Required<Omit<TrainOptions, "alpha" | "signal" | "batchSize" | "rng">> &
  Pick<PathSettings, "batchSize" | "rng"> = {
  loss: crossEntropy,
  optimizer: gradientDescent,
  lambda: 0,
  batchSize: undefined,
  rng: undefined,
  iterations: 100_000,
  until: -Infinity,
  report: () => {},
  reportEvery: 10_000,
  onProgress: () => {},
  progressEvery: 200,
  fast: true,
};

type Settings = typeof DEFAULTS & PathSettings & { alpha: number; signal: AbortSignal };

/** An option given as undefined counts as left out. */
function given(options: TrainOptions): TrainOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as unknown as TrainOptions;
}

function checkTraining(network: Network, X: Matrix<any, any>, Y: Matrix<any, any>, settings: Settings): void {
  const { alpha, loss, lambda, batchSize, iterations, until, reportEvery } = settings;
  if (!(alpha > 0 && alpha < Infinity)) refuse("alpha", alpha, "a number above 0, for example 0.01");
  if (!(lambda >= 0 && lambda < Infinity)) refuse("lambda", lambda, "a number from 0 up, for example 0.001");
  if (batchSize !== undefined && (!Number.isSafeInteger(batchSize) || batchSize < 1 || batchSize > X.cols))
    refuse("batchSize", batchSize, `a whole number from 1 to ${X.cols}, the number of samples`);
  if (batchSize !== undefined && !settings.rng)
    refuse("rng", settings.rng, "a generator, for example seed(1), to draw mini-batches with");
  if (!Number.isSafeInteger(iterations) || iterations < 0) refuse("iterations", iterations, "a whole number from 0 up");
  if (!Number.isSafeInteger(reportEvery) || reportEvery < 1)
    refuse("reportEvery", reportEvery, "a whole number from 1 up");
  if (Number.isNaN(until)) refuse("until", until, "a cost, for example 0.05");
  const output = network.layers[network.layers.length - 1];
  checkPair(loss, output.activation);
  checkInputs("train", network, X);
  if (X.cols !== Y.cols) {
    const fix = "both need one column for each sample";
    throw new ShapeError(`train: X is ${shapeText(X)}, Y is ${shapeText(Y)}: ${fix}`);
  }
  checkOutputs("train", { rows: output.W.rows, cols: X.cols }, Y);
  checkFinite("X", X);
  checkFinite("Y", Y);
  loss.checkLabels(Y);
  if (notFinite(network, 0))
    throw new RangeError("train: the network holds parameters that are not finite; create a new one");
}

function refuse(name: string, value: unknown, need: string): never {
  throw new RangeError(`train: ${name} is ${value}; it must be ${need}`);
}

function checkFinite(name: string, a: Matrix<any, any>): void {
  const i = a.data.findIndex((x) => !Number.isFinite(x));
  if (i < 0) return;
  const where = `row ${Math.floor(i / a.cols)}, column ${i % a.cols}`;
  throw new RangeError(`train: ${name} is ${a.data[i]} in ${where} (counted from 0); all its numbers must be finite`);
}
