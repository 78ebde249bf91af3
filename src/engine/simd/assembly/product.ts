/**
 * The matrix product: C (rows × cols) is A·B, or what C held plus A·B; in the end `bias` is added to every row.
 *
 * Every number of C has one accumulator, which takes its terms in ascending order, as Matrix.dot does; what runs side by
 * side are different numbers of C. A block of them stays in registers, so that each number loaded is used several times:
 * 2 × 8 numbers, and 4 × 4 or 4 × 2 where fewer columns are left. (Wider blocks would not fit into 16 registers; taller
 * ones duplicate more of A's numbers, which costs as much as a multiplication.) The loops leave in their middle, since
 * WebAssembly engines check at every loop's start whether they are interrupted.
 *
 * A's element (i, k) lies at A + i·rowStep + k·innerStep bytes, so that its transpose costs nothing; B and C have rows of
 * ldb and ldc bytes. Up to four rows and eight columns are computed at a time, so that something is written behind the
 * last of them. Where C's rows lie side by side, that is where the next row begins, which is therefore written later: the
 * last columns come first.
 */
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

/** Two rows, eight columns. `last` is how far B's last row lies behind its first. */
// @ts-ignore: decorator
@inline function block8(
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
@inline function block4(
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
@inline function block2(
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
