/**
 * Gradient descent once more, in plain loops over arrays of rows, one number at a time: the documented order of every sum,
 * with nothing of the engine but exp, log, tanh and what is made of them. Hidden units are tanh; the output is sigmoid
 * with cross-entropy, or softmax with categorical cross-entropy. L2 with λ.
 */
import { exp, log, logistic, softplus, tanh } from "../../../src/engine/elementary";

export type Rows = number[][];

export interface NaiveLayer {
  W: Rows;
  b: number[];
}

interface Result {
  readonly cost: number;
  readonly layers: NaiveLayer[];
}

/** The cost before the update, and the layers after it. */
export function naiveUpdate(
  layers: NaiveLayer[],
  X: Rows,
  Y: Rows,
  softmax: boolean,
  alpha: number,
  lambda: number,
): Result {
  const m = X[0].length;
  const A = [X];
  let Z: Rows = [];
  layers.forEach(({ W, b }, index) => {
    Z = grid(W.length, m, (i, j) => sum(W[i].length, (k) => W[i][k] * A[index][k][j]) + b[i]);
    if (index < layers.length - 1) A.push(grid(W.length, m, (i, j) => tanh(Z[i][j])));
  });
  const output = softmax ? softmaxOf(Z) : grid(Z.length, m, (i, j) => logistic(Z[i][j]));
  const total = sum(m, (j) => (softmax ? categoricalLoss(Z, Y, j) : binaryLoss(Z, Y, j)));
  const squares = sum(layers.length, (l) =>
    sum(layers[l].W.length * layers[l].W[0].length, (i) => square(layers[l].W, i)),
  );
  const cost = lambda === 0 ? total / m : total / m + (lambda / 2) * squares;

  let dZ = grid(Z.length, m, (i, j) => output[i][j] - Y[i][j]);
  const next: NaiveLayer[] = [];
  for (let l = layers.length - 1; l >= 0; l--) {
    const { W, b } = layers[l];
    const [out, before] = [dZ, A[l]];
    const dW = grid(W.length, W[0].length, (i, k) => {
      const mean = (1 / m) * sum(m, (j) => out[i][j] * before[k][j]);
      return lambda === 0 ? mean : mean + lambda * W[i][k];
    });
    const db = b.map((_, i) => (1 / m) * sum(m, (j) => out[i][j]));
    dZ = grid(W[0].length, m, (k, j) => sum(W.length, (i) => W[i][k] * out[i][j]) * (1 - before[k][j] * before[k][j]));
    next.unshift({
      W: grid(W.length, W[0].length, (i, k) => W[i][k] - alpha * dW[i][k]),
      b: b.map((x, i) => x - alpha * db[i]),
    });
  }
  return { cost, layers: next };
}

/** One accumulator from +0, terms in ascending order. */
function sum(count: number, term: (i: number) => number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += term(i);
  return total;
}

function grid(rows: number, cols: number, f: (i: number, j: number) => number): Rows {
  return Array.from({ length: rows }, (_, i) => Array.from({ length: cols }, (_, j) => f(i, j)));
}

function square(W: Rows, place: number): number {
  const w = W[Math.floor(place / W[0].length)][place % W[0].length];
  return w * w;
}

function binaryLoss(Z: Rows, Y: Rows, j: number): number {
  return sum(Z.length, (i) => softplus(Y[i][j] === 1 ? -Z[i][j] : Z[i][j]));
}

/** −log of what the sample's class got: log Σ e^(z − largest) − (z of the class − largest). */
function categoricalLoss(Z: Rows, Y: Rows, j: number): number {
  const largest = Z.reduce((most, row) => Math.max(most, row[j]), -Infinity);
  const k = Y.findIndex((row) => row[j] === 1);
  return largest - Z[k][j] + log(sum(Z.length, (i) => exp(Z[i][j] - largest)));
}

function softmaxOf(Z: Rows): Rows {
  const largest = Z[0].map((_, j) => Z.reduce((most, row) => Math.max(most, row[j]), -Infinity));
  const sums = Z[0].map((_, j) => sum(Z.length, (i) => exp(Z[i][j] - largest[j])));
  return grid(Z.length, Z[0].length, (i, j) => exp(Z[i][j] - largest[j]) / sums[j]);
}
