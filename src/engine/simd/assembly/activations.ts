/** g and g′, in place, on `count` numbers (rounded up to an even one). The codes are those of ../codes.ts. */
import { exp, logisticOf, tanh } from "./elementary";
import { both, mul, sub } from "./vector";

export const LINEAR = 0;
export const SIGMOID = 1;
export const TANH = 2;
export const RELU = 3;
export const LEAKY_RELU = 4;
export const SOFTMAX = 5;

/** Z becomes A = g(Z). */
export function activate(code: i32, Z: usize, count: i32): void {
  const end = Z + ((<usize>count) << 3);
  if (code == SIGMOID) {
    for (let at = Z; at < end; at += 16) v128.store(at, sigmoid(v128.load(at)));
  } else if (code == TANH) {
    // Two vectors at a time: one's long chain of operations fills the other's gaps.
    for (let at = Z; at < end; at += 32) {
      const a = tanh(v128.load(at));
      const b = tanh(v128.load(at, 16));
      v128.store(at, a);
      v128.store(at, b, 16);
    }
  } else if (code == RELU) {
    for (let at = Z; at < end; at += 16) {
      const z = v128.load(at);
      v128.store(at, v128.andnot(z, f64x2.le(z, both(0)))); // keeps NaN
    }
  } else if (code == LEAKY_RELU) {
    for (let at = Z; at < end; at += 16) {
      const z = v128.load(at);
      v128.store(at, v128.bitselect(z, mul(both(0.01), z), f64x2.gt(z, both(0))));
    }
  }
}

// @ts-ignore: decorator
@inline function sigmoid(z: v128): v128 {
  return logisticOf(z, exp(f64x2.neg(f64x2.abs(z))));
}

/** dA becomes dZ = dA ∘ g′(Z), with g′ from A. */
export function differentiate(code: i32, dA: usize, A: usize, count: i32): void {
  const end = dA + ((<usize>count) << 3);
  const one = both(1);
  if (code == SIGMOID) {
    for (; dA < end; dA += 16, A += 16) {
      const a = v128.load(A);
      v128.store(dA, mul(v128.load(dA), mul(a, sub(one, a))));
    }
  } else if (code == TANH) {
    for (; dA < end; dA += 16, A += 16) {
      const a = v128.load(A);
      v128.store(dA, mul(v128.load(dA), sub(one, mul(a, a))));
    }
  } else if (code == RELU || code == LEAKY_RELU) {
    const slope = both(code == RELU ? 0 : 0.01);
    for (; dA < end; dA += 16, A += 16) {
      const g = v128.bitselect(one, slope, f64x2.gt(v128.load(A), both(0)));
      v128.store(dA, mul(v128.load(dA), g));
    }
  }
}
