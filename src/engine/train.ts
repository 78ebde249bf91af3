/** The training loop: forward, cost, backward, update, until a reason to stop. Lecture 002, the three-layer program. */
import { interruptSignal } from "../display";
import type { Point } from "./history";
import { checkPair, crossEntropy, type Loss } from "./losses";
import type { Matrix } from "./matrix";
import { backward, checkInputs, checkOutputs, forward, type Network, update } from "./network";
import { ShapeError, shapeText } from "./shape-error";
import { type Progress, Run, type Trained } from "./training-run";

/** How to train. Only `alpha` must be given. */
export interface TrainOptions {
  /** The learning rate α, above 0. The lecture program has 0.01. */
  alpha: number;
  /** What to make small; crossEntropy when left out. */
  loss?: Loss;
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
}

/**
 * Trains by gradient descent over all m samples at once, and returns the trained network; the one given stays as it is.
 *
 * X is n[0] × m and Y is n[L] × m, one sample a column. Gives way to the event loop about every 50 ms.
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
  const { alpha, loss, iterations, until, report, reportEvery, signal } = settings;
  const run = new Run(network, settings);
  for (let iteration = 0; ; iteration++) {
    const pass = forward(network, X);
    const cost = loss.cost(pass.caches[pass.caches.length - 1].Z, pass.A, Y);
    const broken = notFinite(network, cost);
    if (broken) return run.diverged(broken, iteration);
    run.at(network, iteration, cost);
    if (iteration % reportEvery === 0) report({ iteration, cost });
    if (cost <= until) return run.stop("cost");
    if (iteration === iterations) return run.stop("iterations");
    if (run.turnIsOver()) await run.giveWay();
    if (signal.aborted) return run.stop("interrupted");
    network = update(network, backward(network, pass, Y, loss), alpha);
  }
}

const DEFAULTS = {
  loss: crossEntropy,
  iterations: 100_000,
  until: -Infinity,
  report: () => {},
  reportEvery: 10_000,
  onProgress: () => {},
  progressEvery: 200,
};

type Settings = Required<TrainOptions>;

/** An option given as undefined counts as left out. */
function given(options: TrainOptions): TrainOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as unknown as TrainOptions;
}

function checkTraining(network: Network, X: Matrix<any, any>, Y: Matrix<any, any>, settings: Settings): void {
  const { alpha, loss, iterations, until, reportEvery } = settings;
  if (!(alpha > 0 && alpha < Infinity)) refuse("alpha", alpha, "a number above 0, for example 0.01");
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

/** What is not finite, in a word; nothing when all is. Saturated units can hide an infinite parameter from the cost. */
function notFinite(network: Network, cost: number): "cost" | "parameter" | undefined {
  if (!Number.isFinite(cost)) return "cost";
  return network.layers.every(({ W, b }) => allFinite(W.data) && allFinite(b.data)) ? undefined : "parameter";
}

function allFinite(data: Float64Array): boolean {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return false;
  return true;
}
