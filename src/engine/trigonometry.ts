/**
 * sin and cos from additions, multiplications and comparisons only, so that they give the same bits on every machine
 * and every version of Node (`Math.sin` does not). Within 1 unit in the last place of the correctly rounded value.
 *
 * Source: Cody and Waite 1980, "Software Manual for the Elementary Functions": quarter turns are taken off first, in
 * parts of π/2 short enough that a part times a whole number is exact.
 */
import { sumError } from "./fma";

/** 10⁶·π: farther out the whole number of quarter turns would be too long for exact products. */
const FARTHEST = 3141592.653589793;
const QUARTERS_PER_RADIAN = 0.6366197723675814;
/** π/2 as a sum: three parts of 32 bits and the rest, 148 bits in all. */
const PART1 = 1.5707963267341256;
const PART2 = 6.07710049817245e-11;
const PART3 = 8.333742917250222e-20;
const PART4 = 1.2706558760139879e-29;

/**
 * The sine of x radians. NaN for ±∞.
 * @throws RangeError beyond ±10⁶·π.
 */
export function sin(x: number): number {
  if (Math.abs(x) < 1e-8) return x; // x³/6 is below the last place, and −0 stays −0
  const y = sineAfter("sin", 0, x);
  return x < 0 ? -y : y;
}

/**
 * The cosine of x radians. NaN for ±∞.
 * @throws RangeError beyond ±10⁶·π.
 */
export function cos(x: number): number {
  return sineAfter("cos", 1, x);
}

/** The sine of |x| + quarters·π/2. */
function sineAfter(name: string, quarters: number, x: number): number {
  const a = Math.abs(x);
  if (Number.isNaN(a) || a === Infinity) return NaN;
  if (a > FARTHEST) {
    const fix = "take off whole turns of 2π first, where they are known exactly";
    throw new RangeError(`${name}: ${x} is beyond ±10⁶·π; ${fix}`);
  }
  const n = Math.floor(a * QUARTERS_PER_RADIAN + 0.5);
  // a − n·π/2 = high + low, |high| < 0.7854. The first step and all four products but the last are exact.
  const r1 = a - n * PART1;
  const r2 = r1 - n * PART2;
  const r3 = r2 - n * PART3;
  const rest = sumError(r1, -n * PART2, r2) + sumError(r2, -n * PART3, r3) - n * PART4;
  const high = r3 + rest;
  const low = sumError(r3, rest, high);

  const turn = (n + quarters) % 4;
  const y = turn % 2 === 0 ? sineNearZero(high, low) : cosineNearZero(high, low);
  return turn < 2 ? y : -y;
}

/** sin(r + low): r, and the rest of its Taylor series to r¹⁷. */
function sineNearZero(r: number, low: number): number {
  const z = r * r;
  const a = -1 / 6 + z * (1 / 120 + z * (-1 / 5040 + z * (1 / 362880)));
  const b = -1 / 39916800 + z * (1 / 6227020800 + z * (-1 / 1307674368000 + z * (1 / 355687428096000)));
  const z4 = z * z * (z * z);
  return r + (r * z * (a + z4 * b) + low * (1 - 0.5 * z));
}

/** cos(r + low): 1 − r²/2, what rounding that cut off, and the rest of its Taylor series to r¹⁸. */
function cosineNearZero(r: number, low: number): number {
  const z = r * r;
  const half = 0.5 * z;
  const a = 1 / 24 + z * (-1 / 720 + z * (1 / 40320 + z * (-1 / 3628800)));
  const b = 1 / 479001600 + z * (-1 / 87178291200 + z * (1 / 20922789888000 + z * (-1 / 6402373705728000)));
  const z4 = z * z * (z * z);
  const w = 1 - half;
  return w + (1 - w - half + (z * z * (a + z4 * b) - r * low));
}
