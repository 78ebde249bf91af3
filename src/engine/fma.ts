/**
 * a·b + c with one rounding, as the processor's fused multiply-add computes it, from plain additions and
 * multiplications. JavaScript has no such operation, and NumPy's normals need it (see glibc-log.ts).
 *
 * Sources: Dekker 1971 (exact product), Knuth (exact sum), Boldo and Melquiond 2008, "Emulation of FMA and correctly
 * rounded sums: proved algorithms using rounding to odd".
 */

const bits = new DataView(new ArrayBuffer(8));

/**
 * RN(a·b + c), the nearest double to the exact value.
 *
 * Holds as long as nothing over- or underflows on the way: |a|, |b| < 2⁹⁹⁵ and |a·b| > 2⁻⁹⁶⁸ or a·b = 0.
 */
export function fma(a: number, b: number, c: number): number {
  const uh = a * b;
  const ul = productError(a, b, uh);
  const th = c + ul;
  const tl = sumError(c, ul, th);
  const vh = uh + th;
  const vl = sumError(uh, th, vh);
  return vh + sumToOdd(tl, vl);
}

/** a·b − RN(a·b), exactly. */
export function productError(a: number, b: number, product: number): number {
  const ah = upperHalf(a);
  const al = a - ah;
  const bh = upperHalf(b);
  const bl = b - bh;
  return al * bl - (product - ah * bh - al * bh - ah * bl);
}

/** a + b − RN(a + b), exactly. */
export function sumError(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

/** The leading 26 bits, so that a product of two halves is exact. */
function upperHalf(x: number): number {
  const shifted = x * 134217729; // 2²⁷ + 1
  return shifted - (shifted - x);
}

/**
 * a + b rounded to odd: when the sum is inexact, the neighbour whose last bit is 1. The odd bit remembers that
 * something was cut off, so that the next rounding, to nearest, comes out as if it were the only one.
 */
function sumToOdd(a: number, b: number): number {
  const sum = a + b;
  const error = sumError(a, b, sum);
  if (error === 0) return sum;
  bits.setFloat64(0, sum);
  const low = bits.getUint32(4);
  if (low & 1) return sum;
  if (error > 0 === sum > 0) {
    bits.setUint32(4, low + 1); // away from zero: an even number has room for the 1
  } else {
    if (low === 0) bits.setUint32(0, bits.getUint32(0) - 1); // towards zero, with a borrow
    bits.setUint32(4, low - 1);
  }
  return bits.getFloat64(0);
}
