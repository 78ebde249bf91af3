/** g and g′, in place, on `count` numbers (rounded up to an even one). The codes are those of ../codes.ts. */
import { areNormal, exp, expNormal, logisticOf, tanh } from "./elementary";
import { both, mul, sub } from "./vector";

export const LINEAR = 0;
export const SIGMOID = 1;
export const TANH = 2;
export const RELU = 3;
export const LEAKY_RELU = 4;
export const SOFTMAX = 5;

/**
 * Z becomes A = g(Z). Sigmoid and tanh take several vectors at a time, so that one's long chain of operations fills the
 * gaps of another's; what they read and write behind the end is nobody's.
 */
export function activate(code: i32, Z: usize, count: i32): void {
  const end = Z + ((<usize>count) << 3);
  if (code == SIGMOID) {
    for (let at = Z; at < end; at += 64) {
      const z0 = v128.load(at);
      const z1 = v128.load(at, 16);
      const z2 = v128.load(at, 32);
      const z3 = v128.load(at, 48);
      const x0 = f64x2.neg(f64x2.abs(z0));
      const x1 = f64x2.neg(f64x2.abs(z1));
      const x2 = f64x2.neg(f64x2.abs(z2));
      const x3 = f64x2.neg(f64x2.abs(z3));
      if (areNormal(x0, x1, x2, x3)) {
        const a = logisticOf(z0, expNormal(x0));
        const b = logisticOf(z1, expNormal(x1));
        const c = logisticOf(z2, expNormal(x2));
        const d = logisticOf(z3, expNormal(x3));
        v128.store(at, a);
        v128.store(at, b, 16);
        v128.store(at, c, 32);
        v128.store(at, d, 48);
      } else {
        v128.store(at, logisticOf(z0, exp(x0)));
        v128.store(at, logisticOf(z1, exp(x1)), 16);
        v128.store(at, logisticOf(z2, exp(x2)), 32);
        v128.store(at, logisticOf(z3, exp(x3)), 48);
      }
    }
  } else if (code == TANH) {
    for (let at = Z; at < end; at += 64) {
      const a = tanh(v128.load(at));
      const b = tanh(v128.load(at, 16));
      const c = tanh(v128.load(at, 32));
      const d = tanh(v128.load(at, 48));
      v128.store(at, a);
      v128.store(at, b, 16);
      v128.store(at, c, 32);
      v128.store(at, d, 48);
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

/** dA becomes dZ = dA ∘ g′(Z), with g′ from A. */
export function differentiate(code: i32, dA: usize, A: usize, count: i32): void {
  const end = dA + ((<usize>count) << 3);
  if (code == SIGMOID) timesSlopes(SIGMOID, dA, A, end);
  else if (code == TANH) timesSlopes(TANH, dA, A, end);
  else if (code == RELU) timesSlopes(RELU, dA, A, end);
  else if (code == LEAKY_RELU) timesSlopes(LEAKY_RELU, dA, A, end);
}

// @ts-ignore: decorator
@inline function timesSlopes(code: i32, dA: usize, A: usize, end: usize): void {
  for (; dA < end; dA += 32, A += 32) {
    const dz0 = mul(v128.load(dA), slope(code, v128.load(A)));
    const dz1 = mul(v128.load(dA, 16), slope(code, v128.load(A, 16)));
    v128.store(dA, dz0);
    v128.store(dA, dz1, 16);
  }
}

// @ts-ignore: decorator
@inline function slope(code: i32, a: v128): v128 {
  const one = both(1);
  if (code == SIGMOID) return mul(a, sub(one, a));
  if (code == TANH) return sub(one, mul(a, a));
  return v128.bitselect(one, both(code == RELU ? 0 : 0.01), f64x2.gt(a, both(0)));
}
