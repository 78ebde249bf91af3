/**
 * exp, tanh, log(1 + u) and what is made of them, for two lanes at once: step by step what src/engine/elementary.ts does,
 * so that the bits are the same. The tables are that file's too; instance.ts copies them to the start of the memory.
 */
import { add, both, div, firsts, mul, seconds, sub } from "./vector";

/** Where the tables lie. Each has room up to the next power of two, so that a NaN's index stays inside. */
const EXP: usize = 0; // 128 rows of two float64
const LOG1P: usize = 2048; // 65 rows, room for 128
const TANH: usize = 4096; // 1281 rows, room for 2048

/** 1.5 · 2⁵²: adding it rounds to a whole number, which then stands in the sum's lowest bits. */
const ROUND: f64 = 6755399441055744.0;
/**
 * 1.5 · 2⁴⁶: adding it rounds to a whole number of 64ths, which then stands there. (elementary.ts multiplies by 64, rounds,
 * and divides again: a power of two changes no digit.)
 */
const ROUND_64TH: f64 = 105553116266496.0;

/** Bytes from a table's start to the row that lane 0, or lane 1, of an index asks for. */
// @ts-ignore: decorator
@inline function row0(index: v128): usize {
  return (<usize>i32x4.extract_lane(index, 0)) << 4;
}

// @ts-ignore: decorator
@inline function row1(index: v128): usize {
  return (<usize>i32x4.extract_lane(index, 2)) << 4;
}

/** eˣ for |x| ≤ 708, where 2ᵏ and the result are normal numbers. */
// @ts-ignore: decorator
@inline export function expNormal(x: v128): v128 {
  const s = add(mul(x, both(184.6649652337873)), both(ROUND));
  const n = sub(s, both(ROUND));
  const r = sub(sub(x, mul(n, both(0.00541521234663378))), mul(n, both(1.4907929134926466e-12)));
  const r2 = mul(r, r);
  const low = add(both(1.0 / 2.0), mul(r, both(1.0 / 6.0)));
  const high = add(both(1.0 / 24.0), mul(r, both(1.0 / 120.0)));
  const e = add(r, mul(r2, add(low, mul(r2, high))));
  const j = v128.and(s, i64x2.splat(127));
  const a = v128.load(row0(j), EXP);
  const b = v128.load(row1(j), EXP);
  const T = firsts(a, b);
  const y = add(T, add(seconds(a, b), mul(T, e)));
  return i64x2.add(y, i64x2.shl(i64x2.sub(s, j), 45)); // times 2ᵏ, k = (n − j)/128
}

/** Where expNormal may be used: all bits of a lane, or none. */
// @ts-ignore: decorator
@inline function normal(x: v128): v128 {
  return f64x2.le(f64x2.abs(x), both(708));
}

/** Whether it may be used for all lanes of four vectors. */
// @ts-ignore: decorator
@inline export function areNormal(x0: v128, x1: v128, x2: v128, x3: v128): bool {
  return i64x2.all_true(v128.and(v128.and(normal(x0), normal(x1)), v128.and(normal(x2), normal(x3))));
}

/** eˣ of any x. */
// @ts-ignore: decorator
@inline export function exp(x: v128): v128 {
  return i64x2.all_true(normal(x)) ? expNormal(x) : expOfBoth(x);
}

function expOfBoth(x: v128): v128 {
  return f64x2(expAnywhere(f64x2.extract_lane(x, 0)), expAnywhere(f64x2.extract_lane(x, 1)));
}

/** With overflow, NaN, and results below the normal numbers, which are rounded once, by the last product. */
function expAnywhere(x: f64): f64 {
  if (!(x < 709.79)) return isNaN(x) ? x : Infinity;
  if (x < -745.2) return 0;
  const s = x * 184.6649652337873 + ROUND;
  const n = s - ROUND;
  const r = x - n * 0.00541521234663378 - n * 1.4907929134926466e-12;
  const r2 = r * r;
  const e = r + r2 * (1.0 / 2.0 + r * (1.0 / 6.0) + r2 * (1.0 / 24.0 + r * (1.0 / 120.0)));
  const j = <i32>(reinterpret<i64>(s) & 127);
  const at = (<usize>j) << 4;
  const T = load<f64>(at, EXP);
  const y = T + (load<f64>(at, EXP + 8) + T * e);
  const k = (<i32>n - j) / 128;
  const half = k / 2;
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}

// @ts-ignore: decorator
@inline function powerOfTwo(k: i32): f64 {
  return reinterpret<f64>((<i64>(k + 1023)) << 52);
}

/** Each of `count` numbers x becomes eˣ. Four vectors at a time, so that one's long chain fills the gaps of another's. */
export function exponential(x: usize, count: i32): void {
  const end = x + ((<usize>count) << 3);
  for (; x < end; x += 64) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const x2 = v128.load(x, 32);
    const x3 = v128.load(x, 48);
    if (areNormal(x0, x1, x2, x3)) {
      const a = expNormal(x0);
      const b = expNormal(x1);
      const c = expNormal(x2);
      const d = expNormal(x3);
      v128.store(x, a);
      v128.store(x, b, 16);
      v128.store(x, c, 32);
      v128.store(x, d, 48);
    } else {
      v128.store(x, exp(x0));
      v128.store(x, exp(x1), 16);
      v128.store(x, exp(x2), 32);
      v128.store(x, exp(x3), 48);
    }
  }
}

/** tanh x of any x. */
// @ts-ignore: decorator
@inline export function tanh(x: v128): v128 {
  const size = f64x2.pmin(f64x2.abs(x), both(20));
  const s = add(size, both(ROUND_64TH));
  const h = sub(size, sub(s, both(ROUND_64TH)));
  const h2 = mul(h, h);
  const series = add(both(-1.0 / 3.0), mul(h2, add(both(2.0 / 15.0), mul(h2, both(-17.0 / 315.0)))));
  const t = add(h, mul(mul(h, h2), series));
  const i = v128.and(s, i64x2.splat(2047));
  const a = v128.load(row0(i), TANH);
  const b = v128.load(row1(i), TANH);
  const T = firsts(a, b);
  const B = div(mul(T, add(T, t)), add(both(1), mul(T, t)));
  const y = add(T, add(seconds(a, b), sub(t, mul(t, B))));
  return v128.or(y, v128.and(x, both(-0.0)));
}

/** log(1 + u) for 0 ≤ u ≤ 1. */
// @ts-ignore: decorator
@inline export function log1p(u: v128): v128 {
  const s = add(u, both(ROUND_64TH));
  const i = v128.and(s, i64x2.splat(127));
  const a = v128.load(row0(i), LOG1P);
  const b = v128.load(row1(i), LOG1P);
  const w = mul(sub(u, sub(s, both(ROUND_64TH))), seconds(a, b));
  const w2 = mul(w, w);
  const low = sub(both(1.0 / 2.0), mul(w, both(1.0 / 3.0)));
  const high = add(
    sub(both(1.0 / 4.0), mul(w, both(1.0 / 5.0))),
    mul(w2, sub(both(1.0 / 6.0), mul(w, both(1.0 / 7.0)))),
  );
  return add(firsts(a, b), sub(w, mul(w2, add(low, mul(w2, high)))));
}

/** σ(x), given u = e^−|x|. */
// @ts-ignore: decorator
@inline export function logisticOf(x: v128, u: v128): v128 {
  const upper = v128.bitselect(u, both(1), f64x2.lt(x, both(0)));
  return div(upper, add(both(1), u));
}

/** softplus(x) = log(1 + eˣ), given u = e^−|x|. */
// @ts-ignore: decorator
@inline export function softplusOf(x: v128, u: v128): v128 {
  return add(f64x2.max(x, both(0)), log1p(u));
}
