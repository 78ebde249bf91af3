/**
 * The matrix product: C (rows × cols) is A·B, or what C held plus A·B; in the end `bias` is added to every row.
 *
 * Every number of C has one accumulator, which takes its terms in ascending order, as Matrix.dot does; what runs side by
 * side are different numbers of C: blocks of 2 × 8, and of 4 × 4 or 4 × 2 where fewer columns are left.
 *
 * A's element (i, k) lies at A + i·rowStep + k·innerStep bytes, so that its transpose costs nothing; B and C have rows of
 * ldb and ldc bytes. Up to four rows and eight columns are computed at a time, so that something is written behind the
 * last of them. Where C's rows lie side by side, that is where the next row begins, which is therefore written later: the
 * last columns come first.
 */
import { block2, block4, block8 } from "./blocks";
import { add, both, mul } from "./vector";

export function product(
  C: usize, ldc: usize, rows: i32, cols: i32,
  A: usize, rowStep: usize, innerStep: usize,
  B: usize, ldb: usize, inner: i32,
  accumulate: bool, bias: usize,
): void {
  if (cols > 1 && cols <= 4 && inner <= 4 && !accumulate) return narrow(C, ldc, rows, A, rowStep, innerStep, B, ldb, inner, bias);
  if (rows == 1) return row(C, cols, A, innerStep, B, ldb, inner, accumulate, bias);
  if (cols == 1) return column(C, ldc, rows, A, rowStep, innerStep, B, ldb, inner, bias);
  const end = <usize>rows * ldc;
  const last = ldb * (inner - 1);
  let left = cols;
  while (left > 0) {
    const tail = left & 7;
    const width = tail == 0 || tail == 7 ? 8 : (tail - 1) & 2 ? 4 : 2;
    const height: usize = width == 8 ? 2 : 4;
    left = (left - 1) & -width;
    const from = (<usize>left) << 3;
    const b = B + from;
    const y = bias ? bias + from : 0;
    let a = A;
    for (let at: usize = 0; at < end; at += height * ldc, a += height * rowStep) {
      const c = C + from + at;
      if (width == 8) block8(c, ldc, a, rowStep, innerStep, b, ldb, last, accumulate, y);
      else if (width == 4) block4(c, ldc, a, rowStep, innerStep, b, ldb, last, accumulate, y);
      else block2(c, ldc, a, rowStep, innerStep, b, ldb, last, accumulate, y);
    }
  }
}

/** At most four columns and four terms: all of B stays in registers, and a row is done before the next is begun. */
function narrow(
  C: usize, ldc: usize, rows: i32, A: usize, rowStep: usize, innerStep: usize, B: usize, ldb: usize, inner: i32, bias: usize,
): void {
  const end = C + <usize>rows * ldc;
  if (inner == 1) rowsOf(1, C, ldc, end, A, rowStep, innerStep, B, ldb, bias);
  else if (inner == 2) rowsOf(2, C, ldc, end, A, rowStep, innerStep, B, ldb, bias);
  else if (inner == 3) rowsOf(3, C, ldc, end, A, rowStep, innerStep, B, ldb, bias);
  else rowsOf(4, C, ldc, end, A, rowStep, innerStep, B, ldb, bias);
}

// @ts-ignore: decorator
@inline function rowsOf(
  inner: i32, C: usize, ldc: usize, end: usize, A: usize, rowStep: usize, innerStep: usize, B: usize, ldb: usize, bias: usize,
): void {
  const zero = both(0);
  const y0 = bias ? v128.load(bias) : zero, y1 = bias ? v128.load(bias, 16) : zero;
  const b00 = v128.load(B), b01 = v128.load(B, 16);
  B += ldb;
  const b10 = inner > 1 ? v128.load(B) : zero, b11 = inner > 1 ? v128.load(B, 16) : zero;
  B += ldb;
  const b20 = inner > 2 ? v128.load(B) : zero, b21 = inner > 2 ? v128.load(B, 16) : zero;
  B += ldb;
  const b30 = inner > 3 ? v128.load(B) : zero, b31 = inner > 3 ? v128.load(B, 16) : zero;
  for (; C < end; C += ldc, A += rowStep) {
    let a = A, x = v128.load64_splat(a), s0 = add(zero, mul(x, b00)), s1 = add(zero, mul(x, b01));
    if (inner > 1) { a += innerStep; x = v128.load64_splat(a); s0 = add(s0, mul(x, b10)); s1 = add(s1, mul(x, b11)); }
    if (inner > 2) { a += innerStep; x = v128.load64_splat(a); s0 = add(s0, mul(x, b20)); s1 = add(s1, mul(x, b21)); }
    if (inner > 3) { a += innerStep; x = v128.load64_splat(a); s0 = add(s0, mul(x, b30)); s1 = add(s1, mul(x, b31)); }
    v128.store(C, add(s0, y0));
    v128.store(C, add(s1, y1), 16);
  }
}

/** A single row. */
function row(
  C: usize, cols: i32, A: usize, innerStep: usize, B: usize, ldb: usize, inner: i32, accumulate: bool, bias: usize,
): void {
  for (let left = cols; left > 0; left -= 8, C += 64, B += 64) {
    let s0 = both(0), s1 = s0, s2 = s0, s3 = s0;
    if (accumulate) {
      s0 = v128.load(C); s1 = v128.load(C, 16); s2 = v128.load(C, 32); s3 = v128.load(C, 48);
    }
    let a = A, b = B;
    for (let k = inner; k > 0; k--, a += innerStep, b += ldb) {
      const x = v128.load64_splat(a);
      s0 = add(s0, mul(x, v128.load(b))); s1 = add(s1, mul(x, v128.load(b, 16)));
      s2 = add(s2, mul(x, v128.load(b, 32))); s3 = add(s3, mul(x, v128.load(b, 48)));
    }
    if (bias) {
      s0 = add(s0, v128.load(bias)); s1 = add(s1, v128.load(bias, 16));
      s2 = add(s2, v128.load(bias, 32)); s3 = add(s3, v128.load(bias, 48));
      bias += 64;
    }
    v128.store(C, s0); v128.store(C, s1, 16); v128.store(C, s2, 32); v128.store(C, s3, 48);
  }
}

/** A single column, which goes on from nothing. */
function column(
  C: usize, ldc: usize, rows: i32, A: usize, rowStep: usize, innerStep: usize, B: usize, ldb: usize, inner: i32, bias: usize,
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
    store<f64>(C, s0 + y); C += ldc;
    store<f64>(C, s1 + y); C += ldc;
    store<f64>(C, s2 + y); C += ldc;
    store<f64>(C, s3 + y); C += ldc;
  }
}
