/**
 * log as the GNU C library computes it on an x86-64 processor with fused multiply-add, bit for bit. NumPy's normals go
 * through that log; with another one (V8's, say) 3 % of the draws differ in the last bit.
 *
 * The method is Szabolcs Nagy's for Arm (optimized-routines, math/log.c, MIT licence): x = 2ᵏ z, c near z from a table,
 * log x = k ln 2 + log c + log(1 + r) with r = z/c − 1. Which steps are fused was read from the machine code of
 * `__log_fma` in glibc 2.36; steps that are exact anyway are written plainly. Error below 0.52 units in the last place.
 */
import { fma, productError } from "./fma";
import { GENERAL, LN2_HI, LN2_LO, NEAR_ONE, TABLE } from "./log-table";

const bits = new DataView(new ArrayBuffer(8));
const TWO_52 = 4503599627370496;
const TWO_27 = 134217728;

/** The natural logarithm: −∞ at ±0, NaN below 0, ∞ at ∞. */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;
  if (x >= 0.9375 && x < 1.064697265625) return nearOne(x - 1);
  return x < 2.2250738585072014e-308 ? general(x * TWO_52, -52) : general(x, 0);
}

/** log of a normal x · 2^shift. */
function general(x: number, shift: number): number {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const offset = (high - 0x3fe60000) | 0; // counted from 0.6875, the table's start
  const i = (offset >>> 13) & 127;
  const k = (offset >> 20) + shift;
  bits.setUint32(0, high - (offset & 0xfff00000));
  const z = bits.getFloat64(0);

  const invc = TABLE[2 * i];
  const logc = TABLE[2 * i + 1];
  const p = z * invc;
  const r = p - 1 + productError(z, invc, p); // p − 1 is exact, so this is fma(z, invc, −1)
  const w = k * LN2_HI + logc; // exact: both are multiples of 2⁻⁴³
  const hi = w + r;
  const lo = fma(k, LN2_LO, w - hi + r);

  const r2 = r * r;
  const upper = fma(fma(r, GENERAL[4], GENERAL[3]), r2, fma(r, GENERAL[2], GENERAL[1]));
  return fma(r * r2, upper, fma(r2, GENERAL[0], lo)) + hi;
}

/** log(1 + r) for −1/16 ≤ r < 0.0647, where k ln 2 + log c would cancel. */
function nearOne(r: number): number {
  if (r === 0) return 0;
  const r2 = r * r;
  const r3 = r * r2;
  const b = NEAR_ONE;
  const high = fma(r3, b[10], fma(r2, b[9], fma(r, b[8], b[7])));
  const middle = fma(r2, b[6], fma(r, b[5], b[4]));
  const low = fma(r2, b[3], fma(r, b[2], b[1]));
  const y = fma(fma(high, r3, middle), r3, low);

  const rhi = r * TWO_27 + r - r * TWO_27; // the upper half of r: its square is exact
  const square = rhi * rhi * -0.5;
  const hi = r + square;
  const lo = fma(-0.5 * (r - rhi), r + rhi, r - hi + square);
  return fma(y, r3, lo) + hi;
}
