/**
 * exp, tanh and what the losses need of them, from additions, multiplications, divisions and comparisons only, so that
 * they give the same bits on every machine and every version of Node. (`Math.exp`, `Math.tanh` and `Math.pow` do not:
 * the language leaves their last bits open, and V8 has changed them.) exp, log and tanh are within 1 unit in the last
 * place of the correctly rounded value.
 *
 * All work alike: a table knows the function at evenly spaced points, and a short series takes the rest of the way from
 * the nearest of them. Method: Tang 1989, "Table-driven implementation of the exponential function".
 */
import { EXP_TABLE, LOG1P_TABLE, TANH_TABLE } from "./elementary-tables";
import { timesPowerOfTwo } from "./power-of-two";

export { log } from "./glibc-log";
export { power } from "./power";

/** ln 2 / 128 in two parts; whole multiples of the first, up to 2¹⁸ of them, are exact. */
const STEP_HIGH = 0.00541521234663378;
const STEP_LOW = 1.4907929134926466e-12;
const STEPS = 184.6649652337873; // 128 / ln 2

/** The nearest whole number, of two equally near the even one; |x| < 2⁵¹. */
function nearest(x: number): number {
  return x + 6755399441055744 - 6755399441055744; // 1.5 · 2⁵²: there, doubles are whole numbers
}

/** eˣ. ∞ above 709.78, 0 below −745.13. */
export function exp(x: number): number {
  if (!(x < 709.79)) return Number.isNaN(x) ? x : Infinity;
  if (x < -745.2) return 0;
  const n = nearest(x * STEPS);
  const r = x - n * STEP_HIGH - n * STEP_LOW; // eˣ = 2^(n/128) · eʳ, |r| < 0.0028
  const r2 = r * r;
  const e = r + r2 * (1 / 2 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120))); // eʳ − 1
  const j = n & 127;
  const T = EXP_TABLE[2 * j];
  return timesPowerOfTwo(T + (EXP_TABLE[2 * j + 1] + T * e), (n - j) / 128);
}

/** The hyperbolic tangent: (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), without that quotient's overflow and cancellation. */
export function tanh(x: number): number {
  const a = Math.min(Math.abs(x), 20);
  if (Number.isNaN(a)) return x;
  const n = nearest(a * 64);
  const h = a - n * (1 / 64); // exact
  const h2 = h * h;
  const t = h + h * h2 * (-1 / 3 + h2 * (2 / 15 + h2 * (-17 / 315))); // tanh h
  const T = TANH_TABLE[2 * n];
  const B = (T * (T + t)) / (1 + T * t); // tanh(n/64 + h) = (T + t)/(1 + T·t) = T + t − t·B
  const y = T + (TANH_TABLE[2 * n + 1] + (t - t * B));
  return x < 0 || 1 / x < 0 ? -y : y;
}

/** σ(x) = 1/(1 + e⁻ˣ), through e^−|x|, which cannot overflow and keeps the small values' digits. */
export function logistic(x: number): number {
  const u = exp(-Math.abs(x));
  return (x < 0 ? u : 1) / (1 + u);
}

/** log(1 + eˣ), the smooth step from 0 to x; −log σ(x) is softplus(−x). Relative error below 1e-15. */
export function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}

/** log(1 + u) for 0 ≤ u ≤ 1. */
function log1p(u: number): number {
  const n = nearest(u * 64);
  const w = (u - n * (1 / 64)) * LOG1P_TABLE[2 * n + 1]; // 1 + u = (1 + n/64)(1 + w), |w| ≤ 1/128
  const w2 = w * w;
  const low = 1 / 2 - w * (1 / 3);
  const high = 1 / 4 - w * (1 / 5) + w2 * (1 / 6 - w * (1 / 7));
  return LOG1P_TABLE[2 * n] + (w - w2 * (low + w2 * high));
}
