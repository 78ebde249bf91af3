/**
 * The matrix product: C (rows × cols) is A·B, or what C held plus A·B, and bias is added to every row at the end.
 *
 * Every number of C has one accumulator, which takes its terms in ascending order, as Matrix.dot does; what runs side by
 * side are different numbers of C. A block of 4 × 4 of them stays in registers, so that each number loaded is used four
 * times. A's element (i, k) lies at A + i·rowStep + k·innerStep bytes, so that its transpose costs nothing; B and C have
 * rows of ldb and ldc bytes. Rows are computed four at a time: what lies behind the last is overwritten.
 */
import { add, both, mul } from "./vector";

export function product(
  C: usize, ldc: usize, rows: i32, cols: i32,
  A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, inner: i32,
  accumulate: bool, bias: usize,
): void {
  if (cols == 1) return productWithColumn(C, rows, A, rowStep, innerStep, B, ldb, inner, bias);
  let j = 0;
  for (; j + 2 < cols; j += 4) {
    const at = (<usize>j) << 3;
    for (let i = 0; i < rows; i += 4) {
      block4(C + <usize>i * ldc + at, ldc, A + <usize>i * rowStep, rowStep, innerStep, B + at, ldb, inner, accumulate, bias ? bias + at : 0);
    }
  }
  if (j < cols) {
    const at = (<usize>j) << 3;
    for (let i = 0; i < rows; i += 4) {
      block2(C + <usize>i * ldc + at, ldc, A + <usize>i * rowStep, rowStep, innerStep, B + at, ldb, inner, accumulate, bias ? bias + at : 0);
    }
  }
}

/** Four rows, four columns. */
function block4(
  C: usize, ldc: usize, A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, inner: i32, accumulate: bool, bias: usize,
): void {
  const C1 = C + ldc, C2 = C1 + ldc, C3 = C2 + ldc;
  let s00 = both(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  if (accumulate) {
    s00 = v128.load(C); s01 = v128.load(C, 16);
    s10 = v128.load(C1); s11 = v128.load(C1, 16);
    s20 = v128.load(C2); s21 = v128.load(C2, 16);
    s30 = v128.load(C3); s31 = v128.load(C3, 16);
  }
  let b = B, b0: v128, b1: v128, x: v128;
  if (rowStep == 8) {
    let a = A;
    for (const end = b + ldb * inner; b != end; ) {
      b0 = v128.load(b); b1 = v128.load(b, 16); b += ldb;
      x = v128.load64_splat(a); s00 = add(s00, mul(x, b0)); s01 = add(s01, mul(x, b1));
      x = v128.load64_splat(a, 8); s10 = add(s10, mul(x, b0)); s11 = add(s11, mul(x, b1));
      x = v128.load64_splat(a, 16); s20 = add(s20, mul(x, b0)); s21 = add(s21, mul(x, b1));
      x = v128.load64_splat(a, 24); s30 = add(s30, mul(x, b0)); s31 = add(s31, mul(x, b1));
      a += innerStep;
    }
  } else {
    let a0 = A, a1 = A + rowStep, a2 = a1 + rowStep, a3 = a2 + rowStep;
    for (let k = inner; k > 0; k--) {
      b0 = v128.load(b); b1 = v128.load(b, 16); b += ldb;
      x = v128.load64_splat(a0); s00 = add(s00, mul(x, b0)); s01 = add(s01, mul(x, b1));
      x = v128.load64_splat(a1); s10 = add(s10, mul(x, b0)); s11 = add(s11, mul(x, b1));
      x = v128.load64_splat(a2); s20 = add(s20, mul(x, b0)); s21 = add(s21, mul(x, b1));
      x = v128.load64_splat(a3); s30 = add(s30, mul(x, b0)); s31 = add(s31, mul(x, b1));
      a0 += 8; a1 += 8; a2 += 8; a3 += 8;
    }
  }
  if (bias) {
    const y0 = v128.load(bias), y1 = v128.load(bias, 16);
    s00 = add(s00, y0); s01 = add(s01, y1);
    s10 = add(s10, y0); s11 = add(s11, y1);
    s20 = add(s20, y0); s21 = add(s21, y1);
    s30 = add(s30, y0); s31 = add(s31, y1);
  }
  v128.store(C, s00); v128.store(C, s01, 16);
  v128.store(C1, s10); v128.store(C1, s11, 16);
  v128.store(C2, s20); v128.store(C2, s21, 16);
  v128.store(C3, s30); v128.store(C3, s31, 16);
}

/** Four rows, two columns. */
// @ts-ignore: decorator
@inline function block2(
  C: usize, ldc: usize, A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, inner: i32, accumulate: bool, bias: usize,
): void {
  const C1 = C + ldc, C2 = C1 + ldc, C3 = C2 + ldc;
  let s0 = both(0), s1 = s0, s2 = s0, s3 = s0;
  if (accumulate) {
    s0 = v128.load(C); s1 = v128.load(C1); s2 = v128.load(C2); s3 = v128.load(C3);
  }
  let a0 = A, a1 = A + rowStep, a2 = a1 + rowStep, a3 = a2 + rowStep, b = B;
  for (let k = inner; k > 0; k--) {
    const b0 = v128.load(b);
    s0 = add(s0, mul(v128.load64_splat(a0), b0));
    s1 = add(s1, mul(v128.load64_splat(a1), b0));
    s2 = add(s2, mul(v128.load64_splat(a2), b0));
    s3 = add(s3, mul(v128.load64_splat(a3), b0));
    a0 += innerStep; a1 += innerStep; a2 += innerStep; a3 += innerStep; b += ldb;
  }
  if (bias) {
    const y = v128.load(bias);
    s0 = add(s0, y); s1 = add(s1, y); s2 = add(s2, y); s3 = add(s3, y);
  }
  v128.store(C, s0); v128.store(C1, s1); v128.store(C2, s2); v128.store(C3, s3);
}

/** A single column, with C's numbers one behind the other: four accumulators side by side. */
function productWithColumn(
  C: usize, rows: i32, A: usize, rowStep: usize, innerStep: usize, B: usize, ldb: usize, inner: i32, bias: usize,
): void {
  const y = bias ? load<f64>(bias) : 0;
  for (let i = 0; i < rows; i += 4) {
    let s0: f64 = 0, s1: f64 = 0, s2: f64 = 0, s3: f64 = 0;
    let a0 = A + <usize>i * rowStep, a1 = a0 + rowStep, a2 = a1 + rowStep, a3 = a2 + rowStep, b = B;
    for (let k = inner; k > 0; k--) {
      const x = load<f64>(b);
      s0 += load<f64>(a0) * x; s1 += load<f64>(a1) * x; s2 += load<f64>(a2) * x; s3 += load<f64>(a3) * x;
      a0 += innerStep; a1 += innerStep; a2 += innerStep; a3 += innerStep; b += ldb;
    }
    const at = C + ((<usize>i) << 3);
    store<f64>(at, s0 + y); store<f64>(at, s1 + y, 8); store<f64>(at, s2 + y, 16); store<f64>(at, s3 + y, 24);
  }
}
