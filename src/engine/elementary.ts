/**
 * exp, log, tanh and integer powers from additions, multiplications, divisions and comparisons only, so that they give
 * the same bits on every machine and every version of Node. (`Math.exp`, `Math.tanh` and `Math.pow` do not: the
 * language leaves their last bits open, and V8 has changed them.) Each is within 1 unit in the last place of the
 * correctly rounded value; exp, tanh and
 * softplus use neither tables of values nor bit tricks, so vector code can repeat them exactly.
 */
import { LN2_HI, LN2_LO } from "./log-table";
import { POWER_OF_TWO, timesPowerOfTwo } from "./power-of-two";

export { log } from "./glibc-log";
export { power } from "./power";

const LOG2_E = 1.4426950408889634;

/** eʳ − 1 − r for |r| ≤ 0.35: its Taylor series to r¹³, summed in pairs. */
function expTail(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const a = 1 / 2 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120));
  const b = 1 / 720 + r * (1 / 5040) + r2 * (1 / 40320 + r * (1 / 362880));
  const c = 1 / 3628800 + r * (1 / 39916800) + r2 * (1 / 479001600 + r * (1 / 6227020800));
  return r2 * (a + r4 * (b + r4 * c));
}

/** eˣ. ∞ above 709.78, 0 below −745.13. */
export function exp(x: number): number {
  if (!(x < 709.79)) return Number.isNaN(x) ? x : Infinity;
  if (x < -745.2) return 0;
  const k = Math.floor(x * LOG2_E + 0.5);
  const high = x - k * LN2_HI; // exact
  const low = k * LN2_LO;
  const r = high - low; // eˣ = 2ᵏ eʳ, |r| ≤ 0.35
  const s = 1 + r;
  const rest = 1 - s + r + (high - r - low + expTail(r)); // eʳ = s + rest
  return timesPowerOfTwo(s + rest, k);
}

/** The hyperbolic tangent: (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), without that quotient's overflow and cancellation. */
export function tanh(x: number): number {
  const a = Math.abs(x);
  if (a < 0.55) return tanhNearZero(x);
  if (!(a < 20)) return Number.isNaN(x) ? x : Math.sign(x);
  // tanh a = 1 − 2/(e²ᵃ + 1), with e²ᵃ = 2ᵏ (y + yRest) as in exp, and what rounding cut off put back.
  const k = Math.floor(2 * a * LOG2_E + 0.5);
  const high = 2 * a - k * LN2_HI;
  const low = k * LN2_LO;
  const r = high - low;
  const s = 1 + r;
  const rest = 1 - s + r + (high - r - low + expTail(r));
  const y = s + rest;
  const yRest = s - y + rest;
  const scale = POWER_OF_TWO[k + 1022];
  const e = y * scale;
  const d = e + 1;
  const dRest = e - d + 1 + yRest * scale;
  const q = 2 / d;
  const t = 1 - (q - 0.5 * q * q * dRest);
  return x < 0 ? -t : t;
}

/**
 * Lambert's continued fraction, tanh x = x/(1 + x²/(3 + x²/(5 + … + x²/15))), as x − x·y·N/D in y = x²: what is
 * subtracted is small, so the error of the division hardly counts.
 */
function tanhNearZero(x: number): number {
  if (Math.abs(x) < 3e-9) return x; // x³/3 is below the last place, and −0 stays −0
  const y = x * x;
  const n = 675675 + y * (45045 + y * (594 + y));
  const d = 2027025 + y * (945945 + y * (51975 + y * (630 + y)));
  return x - x * ((y * n) / d);
}

/** log(1 + eˣ), the smooth step from 0 to x; −log σ(x) is softplus(−x). Relative error below 1e-15. */
export function softplus(x: number): number {
  const u = exp(-Math.abs(x));
  return x > 0 ? x + log1p(u) : log1p(u);
}

/** log(1 + u) for 0 ≤ u ≤ 1: with s = u/(2 + u), log(1 + u) = 2 (s + s³/3 + s⁵/5 + …), and 2s = u − s·u. */
function log1p(u: number): number {
  const s = u / (2 + u);
  const z = s * s;
  const z2 = z * z;
  const z4 = z2 * z2;
  const a = 1 / 3 + z * (1 / 5) + z2 * (1 / 7 + z * (1 / 9));
  const b = 1 / 11 + z * (1 / 13) + z2 * (1 / 15 + z * (1 / 17));
  const c = 1 / 19 + z * (1 / 21) + z2 * (1 / 23 + z * (1 / 25));
  const d = 1 / 27 + z * (1 / 29) + z2 * (1 / 31 + z * (1 / 33));
  return u - s * (u - 2 * z * (a + z4 * (b + z4 * (c + z4 * d))));
}
