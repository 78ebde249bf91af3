/**
 * The blocks of C that product.ts computes: a block's numbers stay in registers, so that each number loaded is used
 * several times. (Wider blocks would not fit into 16 registers; taller ones duplicate more of A's numbers, which costs as
 * much as a multiplication.) The loops leave at the end of their body, with the addresses moved at its beginning:
 * V8 unrolls them itself, and on Node 20 a loop with its condition at the end was 4 % slower.
 */
import { add, both, mul } from "./vector";

/** Two rows, eight columns. `last` is how far B's last row lies behind its first. */
// @ts-ignore: decorator
@inline export function block8(
  C: usize, ldc: usize, A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, last: usize, accumulate: bool, bias: usize,
): void {
  const C1 = C + ldc;
  let s00 = both(0), s01 = s00, s02 = s00, s03 = s00, s10 = s00, s11 = s00, s12 = s00, s13 = s00;
  if (accumulate) {
    s00 = v128.load(C); s01 = v128.load(C, 16); s02 = v128.load(C, 32); s03 = v128.load(C, 48);
    s10 = v128.load(C1); s11 = v128.load(C1, 16); s12 = v128.load(C1, 32); s13 = v128.load(C1, 48);
  }
  let a0 = A - innerStep, a1 = a0 + rowStep;
  const end = B + last;
  let b = B - ldb, x: v128, b0: v128, b1: v128, b2: v128, b3: v128;
  for (;;) {
    a0 += innerStep; a1 += innerStep; b += ldb;
    b0 = v128.load(b); b1 = v128.load(b, 16); b2 = v128.load(b, 32); b3 = v128.load(b, 48);
    x = v128.load64_splat(a0); s00 = add(s00, mul(x, b0)); s01 = add(s01, mul(x, b1)); s02 = add(s02, mul(x, b2)); s03 = add(s03, mul(x, b3));
    x = v128.load64_splat(a1); s10 = add(s10, mul(x, b0)); s11 = add(s11, mul(x, b1)); s12 = add(s12, mul(x, b2)); s13 = add(s13, mul(x, b3));
    if (b == end) break;
  }
  if (bias) {
    b0 = v128.load(bias); b1 = v128.load(bias, 16); b2 = v128.load(bias, 32); b3 = v128.load(bias, 48);
    s00 = add(s00, b0); s01 = add(s01, b1); s02 = add(s02, b2); s03 = add(s03, b3);
    s10 = add(s10, b0); s11 = add(s11, b1); s12 = add(s12, b2); s13 = add(s13, b3);
  }
  v128.store(C, s00); v128.store(C, s01, 16); v128.store(C, s02, 32); v128.store(C, s03, 48);
  v128.store(C1, s10); v128.store(C1, s11, 16); v128.store(C1, s12, 32); v128.store(C1, s13, 48);
}

/** Four rows, four columns. `last` is how far B's last row lies behind its first. */
// @ts-ignore: decorator
@inline export function block4(
  C: usize, ldc: usize, A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, last: usize, accumulate: bool, bias: usize,
): void {
  const C1 = C + ldc, C2 = C1 + ldc, C3 = C2 + ldc;
  let s00 = both(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  if (accumulate) {
    s00 = v128.load(C); s01 = v128.load(C, 16);
    s10 = v128.load(C1); s11 = v128.load(C1, 16);
    s20 = v128.load(C2); s21 = v128.load(C2, 16);
    s30 = v128.load(C3); s31 = v128.load(C3, 16);
  }
  let a0 = A - innerStep, a1 = a0 + rowStep, a2 = a1 + rowStep, a3 = a2 + rowStep;
  const end = B + last;
  let b = B - ldb, x: v128, b0: v128, b1: v128;
  for (;;) {
    a0 += innerStep; a1 += innerStep; a2 += innerStep; a3 += innerStep; b += ldb;
    b0 = v128.load(b); b1 = v128.load(b, 16);
    x = v128.load64_splat(a0); s00 = add(s00, mul(x, b0)); s01 = add(s01, mul(x, b1));
    x = v128.load64_splat(a1); s10 = add(s10, mul(x, b0)); s11 = add(s11, mul(x, b1));
    x = v128.load64_splat(a2); s20 = add(s20, mul(x, b0)); s21 = add(s21, mul(x, b1));
    x = v128.load64_splat(a3); s30 = add(s30, mul(x, b0)); s31 = add(s31, mul(x, b1));
    if (b == end) break;
  }
  if (bias) {
    b0 = v128.load(bias); b1 = v128.load(bias, 16);
    s00 = add(s00, b0); s01 = add(s01, b1);
    s10 = add(s10, b0); s11 = add(s11, b1);
    s20 = add(s20, b0); s21 = add(s21, b1);
    s30 = add(s30, b0); s31 = add(s31, b1);
  }
  v128.store(C, s00); v128.store(C, s01, 16);
  v128.store(C1, s10); v128.store(C1, s11, 16);
  v128.store(C2, s20); v128.store(C2, s21, 16);
  v128.store(C3, s30); v128.store(C3, s31, 16);
}

/** Four rows, two columns. `last` is how far B's last row lies behind its first. */
// @ts-ignore: decorator
@inline export function block2(
  C: usize, ldc: usize, A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, last: usize, accumulate: bool, bias: usize,
): void {
  const C1 = C + ldc, C2 = C1 + ldc, C3 = C2 + ldc;
  let s00 = both(0), s10 = s00, s20 = s00, s30 = s00;
  if (accumulate) {
    s00 = v128.load(C);
    s10 = v128.load(C1);
    s20 = v128.load(C2);
    s30 = v128.load(C3);
  }
  let a0 = A - innerStep, a1 = a0 + rowStep, a2 = a1 + rowStep, a3 = a2 + rowStep;
  const end = B + last;
  let b = B - ldb, x: v128, b0: v128;
  for (;;) {
    a0 += innerStep; a1 += innerStep; a2 += innerStep; a3 += innerStep; b += ldb;
    b0 = v128.load(b);
    x = v128.load64_splat(a0); s00 = add(s00, mul(x, b0));
    x = v128.load64_splat(a1); s10 = add(s10, mul(x, b0));
    x = v128.load64_splat(a2); s20 = add(s20, mul(x, b0));
    x = v128.load64_splat(a3); s30 = add(s30, mul(x, b0));
    if (b == end) break;
  }
  if (bias) {
    b0 = v128.load(bias);
    s00 = add(s00, b0);
    s10 = add(s10, b0);
    s20 = add(s20, b0);
    s30 = add(s30, b0);
  }
  v128.store(C, s00);
  v128.store(C1, s10);
  v128.store(C2, s20);
  v128.store(C3, s30);
}
