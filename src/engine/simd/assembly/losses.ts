/**
 * The losses. Each takes the output layer's Z (rows of `ld` numbers, one a sample), adds the samples' losses to `total`
 * in their order, and leaves dZ in Z's place.
 */
import { activate, differentiate } from "./activations";
import { exp, exponential, logisticOf, softplusOf } from "./elementary";
import { both, div, mul, sub } from "./vector";

/** The logarithm of src/engine/glibc-log.ts: needed once a sample, so one of them is enough. */
// @ts-ignore: decorator
@external("engine", "log") declare function log(x: f64): f64;

export const CROSS_ENTROPY = 0;
export const CATEGORICAL = 1;
export const SQUARED_ERROR = 2;

/** `terms` and `outputs` are room for as many numbers as Z has. */
export function lossAndDerivative(
  loss: i32, activation: i32, Z: usize, Y: usize, ld: i32, n: i32, rows: i32, terms: usize, outputs: usize, total: f64,
): f64 {
  if (loss == CATEGORICAL) return categorical(Z, Y, ld, n, rows, total);
  const count = rows * ld;
  if (loss == CROSS_ENTROPY) crossEntropy(Z, Y, count, terms);
  else squaredError(activation, Z, Y, count, terms, outputs);
  return sumBySample(terms, ld, n, rows, total);
}

/** L = softplus(−z) where y = 1, softplus(z) where y = 0; dZ = σ(z) − y. In between, `terms` holds u = e^−|z|. */
function crossEntropy(Z: usize, Y: usize, count: i32, terms: usize): void {
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 16) v128.store(terms + at, f64x2.neg(f64x2.abs(v128.load(Z + at))));
  exponential(terms, count);
  for (let at: usize = 0; at < bytes; at += 32) {
    const z0 = v128.load(Z + at);
    const z1 = v128.load(Z + at, 16);
    const y0 = v128.load(Y + at);
    const y1 = v128.load(Y + at, 16);
    const u0 = v128.load(terms + at);
    const u1 = v128.load(terms + at, 16);
    const L0 = softplusOf(turned(z0, y0), u0);
    const L1 = softplusOf(turned(z1, y1), u1);
    const dz0 = sub(logisticOf(z0, u0), y0);
    const dz1 = sub(logisticOf(z1, u1), y1);
    v128.store(terms + at, L0);
    v128.store(terms + at, L1, 16);
    v128.store(Z + at, dz0);
    v128.store(Z + at, dz1, 16);
  }
}

/** −z where y = 1, else z. */
// @ts-ignore: decorator
@inline function turned(z: v128, y: v128): v128 {
  return v128.xor(z, v128.and(f64x2.eq(y, both(1)), both(-0.0)));
}

/** The squares (a − y)², of which the cost takes half; dZ = (a − y) ∘ g′(z). */
function squaredError(activation: i32, Z: usize, Y: usize, count: i32, terms: usize, outputs: usize): void {
  activate(activation, Z, count);
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    const a = v128.load(Z + at);
    const d = sub(a, v128.load(Y + at));
    v128.store(outputs + at, a);
    v128.store(terms + at, mul(d, d));
    v128.store(Z + at, d);
  }
  differentiate(activation, Z, outputs, count);
}

/** L = log Σ eᶻ − z of the sample's class, with the largest z taken out of both; dZ = softmax(z) − y. */
function categorical(Z: usize, Y: usize, ld: i32, n: i32, rows: i32, total: f64): f64 {
  const step = (<usize>ld) << 3;
  for (let i = 0; i < rows; i++, Z += step, Y += step) {
    let largest = load<f64>(Z);
    let ofClass: f64 = 0;
    for (let k = 0; k < n; k++) {
      const at = (<usize>k) << 3;
      largest = max(largest, load<f64>(Z + at));
      if (load<f64>(Y + at) == 1) ofClass = load<f64>(Z + at);
    }
    for (let at: usize = 0; at < step; at += 16) v128.store(Z + at, exp(sub(v128.load(Z + at), both(largest))));
    let sum: f64 = 0;
    for (let k = 0; k < n; k++) sum += load<f64>(Z + ((<usize>k) << 3));
    for (let at: usize = 0; at < step; at += 16) {
      v128.store(Z + at, sub(div(v128.load(Z + at), both(sum)), v128.load(Y + at)));
    }
    total += min(largest - ofClass, f64.MAX_VALUE) + log(sum);
  }
  return total;
}

/** Within a sample from output to output, then from sample to sample. */
function sumBySample(terms: usize, ld: i32, n: i32, rows: i32, total: f64): f64 {
  const step = (<usize>ld) << 3;
  for (let i = 0; i < rows; i++, terms += step) {
    let sample: f64 = 0;
    for (let k = 0; k < n; k++) sample += load<f64>(terms + ((<usize>k) << 3));
    total += sample;
  }
  return total;
}
