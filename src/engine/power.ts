/** Integer powers. `Math.pow` and `**` give other last bits in Node 24 than in Node 22; Adam's 0.9ᵗ and 0.999ᵗ need better. */
import { productError } from "./fma";
import { timesPowerOfTwo } from "./power-of-two";

const bits = new DataView(new ArrayBuffer(8));

/** high + low, times 2^exponent: about 105 bits of a positive number, 1 ≤ high < 2. */
interface Wide {
  high: number;
  low: number;
  exponent: number;
}

/**
 * xⁿ for a whole n, by repeated squaring in twice the precision, so that it is right to 1 unit in the last place even
 * for 0.999^50000.
 *
 * @throws RangeError when n is not a whole number.
 */
export function power(x: number, n: number): number {
  if (!Number.isSafeInteger(n)) throw new RangeError(`power: the exponent ${n} is not a whole number`);
  if (n === 0) return 1;
  if (Number.isNaN(x)) return x;
  const sign = n % 2 !== 0 && (x < 0 || 1 / x < 0) ? -1 : 1;
  const a = Math.abs(x);
  if (a === 0 || a === Infinity) return (a === 0) === n > 0 ? sign * 0 : sign * Infinity;

  let base = widen(a);
  let result = { high: 1, low: 0, exponent: 0 };
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = product(result, base);
    base = product(base, base);
  }
  if (n < 0) result = reciprocal(result);
  return sign * timesPowerOfTwo(result.high, result.exponent);
}

function widen(a: number): Wide {
  const subnormal = a < 2.2250738585072014e-308;
  bits.setFloat64(0, subnormal ? a * 4503599627370496 : a);
  const top = bits.getUint32(0);
  bits.setUint32(0, (top & 0xfffff) | 0x3ff00000);
  return { high: bits.getFloat64(0), low: 0, exponent: (top >>> 20) - 1023 - (subnormal ? 52 : 0) };
}

function product(a: Wide, b: Wide): Wide {
  const p = a.high * b.high;
  const error = productError(a.high, b.high, p) + (a.high * b.low + a.low * b.high);
  const high = p + error;
  const low = p - high + error;
  const half = high >= 2 ? 0.5 : 1;
  return { high: high * half, low: low * half, exponent: a.exponent + b.exponent + (half === 0.5 ? 1 : 0) };
}

function reciprocal({ high, low, exponent }: Wide): Wide {
  const q = 1 / high;
  const p = q * high;
  const remainder = 1 - p - productError(q, high, p) - q * low;
  return { high: q + q * remainder, low: 0, exponent: -exponent };
}
