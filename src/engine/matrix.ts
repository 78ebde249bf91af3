/**
 * Matrices of float64 numbers, with their dimensions in the type: `W.dot(X)` with a 4×2 W and a 3×35 X is refused by the
 * compiler before anything runs. Where a size is only known while running, checks stand behind the types.
 *
 * **The order of every sum is part of the engine's definition**, since it decides the last bits: one accumulator that
 * starts at +0 and takes the terms one at a time in ascending index order (in `dot` ascending k, in a total row by row),
 * each product rounded before it is added (no fused multiply-add). Wherever a sum is defined, a comment that begins with
 * "Order of the sum" says so. Whatever computes the same faster must keep it.
 *
 * The loops stand in matrix-elementwise.ts, matrix-product.ts, matrix-reduce.ts and matrix-parts.ts. Large products, and
 * exp, tanh and σ of many numbers, are made by simd/ with the same bits, as long as those loops are what they were.
 */
import { asBundle, type Bundle, type Displayable } from "../display";
import { stretch } from "./broadcast";
import { exp, log, power } from "./elementary";
import { hadamard, mapped, minus, paired, plus, quotient, scaled } from "./matrix-elementwise";
import { checkIndex, checkPlace, columnsBetween, pickedColumns, pickedRows, rowsBetween } from "./matrix-parts";
import { product, transposed } from "./matrix-product";
import { type Along, average, type Fold, foldAlong, largest, placeOfLargest, smallest, total } from "./matrix-reduce";
import { matrixHtml, matrixText } from "./matrix-text";
import { checkSize, dotMismatch, reshapeMismatch, ShapeError, shapeText } from "./shape-error";
import { fastProduct } from "./simd/dot";
import { fastMap } from "./simd/map";

export { ShapeError };

/** A size that the compiler knows stays in the type; one known only as `number` becomes `any`, and gets in nobody's way. */
export type Known<N> = number extends N ? any : N;

/**
 * A matrix with R rows and C columns. Nothing changes it: every operation returns a new one.
 *
 * Rows and columns count from 0, as in NumPy. `data` holds the numbers row after row; treat it as read-only.
 */
export class Matrix<R extends number, C extends number> implements Displayable {
  readonly rows: R;
  readonly cols: C;
  readonly data: Float64Array;

  /** Takes `data` as it is, without a copy; use `matrix`, `zeros` or `fromFlat`, which check. */
  constructor(rows: R, cols: C, data: Float64Array) {
    this.rows = rows;
    this.cols = cols;
    this.data = data;
  }

  /**
   * The product A·B (R × C times C × K).
   * @throws ShapeError when the left's columns are not as many as the right's rows.
   */
  dot<K extends number>(b: Matrix<C, K>): Matrix<R, K> {
    if (this.cols !== b.rows) throw dotMismatch(this, b);
    return new Matrix(this.rows, b.cols, fastProduct(this, b) ?? product(this, b));
  }

  /** The transpose Aᵀ: rows become columns. */
  get T(): Matrix<C, R> {
    return new Matrix(this.cols, this.rows, transposed(this));
  }

  /**
   * A + B, element by element. In this and all that take a B below, a single row, column or number on the right is
   * stretched to the left's size (2.7).
   * @throws ShapeError when the right can't be stretched to R × C.
   */
  add(b: number | Matrix<R | 1, C | 1>): Matrix<R, C> {
    return new Matrix(this.rows, this.cols, plus(this.data, stretch("add", "+", this, b)));
  }

  /** A − B, element by element; sizes as in `add`. */
  sub(b: number | Matrix<R | 1, C | 1>): Matrix<R, C> {
    return new Matrix(this.rows, this.cols, minus(this.data, stretch("sub", "−", this, b)));
  }

  /** The Hadamard product A ∘ B, element by element; sizes as in `add`. Lecture 004, equation 4.5. */
  times(b: number | Matrix<R | 1, C | 1>): Matrix<R, C> {
    return new Matrix(this.rows, this.cols, hadamard(this.data, stretch("times", "∘", this, b)));
  }

  /** A / B, element by element; sizes as in `add`. */
  div(b: number | Matrix<R | 1, C | 1>): Matrix<R, C> {
    return new Matrix(this.rows, this.cols, quotient(this.data, stretch("div", "/", this, b)));
  }

  /** Every number times k. */
  scale(k: number): Matrix<R, C> {
    return new Matrix(this.rows, this.cols, scaled(k, this.data));
  }

  /** The larger of each two numbers, NaN if one of them is; sizes as in `add`. `Z.maximum(0)` is ReLU. */
  maximum(b: number | Matrix<R | 1, C | 1>): Matrix<R, C> {
    return new Matrix(this.rows, this.cols, paired(this.data, stretch("maximum", "with", this, b), Math.max));
  }

  /** 1 where A > B, 0 elsewhere (also beside NaN, as in the next four); sizes as in `add`. */
  greater(b: number | Matrix<R | 1, C | 1>): Matrix<R, C> {
    return compared(this, stretch("greater", ">", this, b), (x, y) => x > y);
  }

  /** 1 where A ≥ B, 0 elsewhere. */
  greaterEqual(b: number | Matrix<R | 1, C | 1>): Matrix<R, C> {
    return compared(this, stretch("greaterEqual", "≥", this, b), (x, y) => x >= y);
  }

  /** 1 where A < B, 0 elsewhere. */
  less(b: number | Matrix<R | 1, C | 1>): Matrix<R, C> {
    return compared(this, stretch("less", "<", this, b), (x, y) => x < y);
  }

  /** 1 where A ≤ B, 0 elsewhere. */
  lessEqual(b: number | Matrix<R | 1, C | 1>): Matrix<R, C> {
    return compared(this, stretch("lessEqual", "≤", this, b), (x, y) => x <= y);
  }

  /** 1 where A = B, 0 elsewhere. (`equals` compares whole matrices.) */
  equalTo(b: number | Matrix<R | 1, C | 1>): Matrix<R, C> {
    return compared(this, stretch("equalTo", "=", this, b), (x, y) => x === y);
  }

  /** f of every number. */
  map(f: (x: number) => number): Matrix<R, C> {
    return new Matrix(this.rows, this.cols, fastMap(this.data, f) ?? mapped(this.data, f));
  }

  /** eˣ of every number. */
  exp(): Matrix<R, C> {
    return this.map(exp);
  }

  /** The natural logarithm of every number: −∞ of 0, NaN below. */
  log(): Matrix<R, C> {
    return this.map(log);
  }

  /** Every number without its sign. */
  abs(): Matrix<R, C> {
    return this.map(Math.abs);
  }

  /** The square root of every number, NaN below 0. */
  sqrt(): Matrix<R, C> {
    return this.map(Math.sqrt);
  }

  /** x·x of every number. */
  square(): Matrix<R, C> {
    return new Matrix(this.rows, this.cols, hadamard(this.data, this.data));
  }

  /**
   * xⁿ of every number.
   * @throws RangeError when n is not a whole number.
   */
  power(n: number): Matrix<R, C> {
    return this.map((x) => power(x, n));
  }

  /**
   * The sum of all numbers; with `axis: 0` down the rows, one sum a column (1 × C); with `axis: 1` along the columns,
   * one sum a row (R × 1). The axes of `mean`, `max`, `min` and `argmax` are the same.
   * @throws RangeError for another axis.
   */
  sum(): number;
  sum(along: { axis: 0 }): Matrix<1, C>;
  sum(along: { axis: 1 }): Matrix<R, 1>;
  sum(along?: Along): any {
    return reduced("sum", this, total, along);
  }

  /** The sum, divided by how many numbers it has. */
  mean(): number;
  mean(along: { axis: 0 }): Matrix<1, C>;
  mean(along: { axis: 1 }): Matrix<R, 1>;
  mean(along?: Along): any {
    return reduced("mean", this, average, along);
  }

  /** The largest number, NaN if there is one. */
  max(): number;
  max(along: { axis: 0 }): Matrix<1, C>;
  max(along: { axis: 1 }): Matrix<R, 1>;
  max(along?: Along): any {
    return reduced("max", this, largest, along);
  }

  /** The smallest number, NaN if there is one. */
  min(): number;
  min(along: { axis: 0 }): Matrix<1, C>;
  min(along: { axis: 1 }): Matrix<R, 1>;
  min(along?: Along): any {
    return reduced("min", this, smallest, along);
  }

  /**
   * Where the largest number is, the first if there are several: its place in `data`; with `axis: 0` its row in each
   * column; with `axis: 1` its column in each row. As in NumPy, NaN counts as the largest.
   */
  argmax(): number;
  argmax(along: { axis: 0 }): Matrix<1, C>;
  argmax(along: { axis: 1 }): Matrix<R, 1>;
  argmax(along?: Along): any {
    return reduced("argmax", this, placeOfLargest, along);
  }

  /**
   * The number in row i, column j, both counted from 0.
   * @throws RangeError when there is no such row or column.
   */
  at(i: number, j: number): number {
    checkPlace("at", this, i, j);
    return this.data[i * this.cols + j];
  }

  /** Row i, counted from 0. @throws RangeError when there is no such row. */
  row(i: number): Matrix<1, C> {
    checkIndex("row", "row", this, i, this.rows);
    return new Matrix(1, this.cols, rowsBetween("row", this, i, i + 1));
  }

  /** Column j, counted from 0. @throws RangeError when there is no such column. */
  column(j: number): Matrix<R, 1> {
    checkIndex("column", "column", this, j, this.cols);
    return new Matrix(this.rows, 1, columnsBetween("column", this, j, j + 1));
  }

  /**
   * Rows `from` up to, but not including, `to`. (`rows` is how many there are.)
   * @throws RangeError when the matrix has no such rows, or none are asked for.
   */
  rowRange(from: number, to: number): Matrix<any, C> {
    return new Matrix(to - from, this.cols, rowsBetween("rowRange", this, from, to));
  }

  /**
   * Columns `from` up to, but not including, `to`: with one sample a column, some of the samples.
   * @throws RangeError when the matrix has no such columns, or none are asked for.
   */
  columns(from: number, to: number): Matrix<R, any> {
    return new Matrix(this.rows, to - from, columnsBetween("columns", this, from, to));
  }

  /**
   * The rows with these indices, in this order; one may come more than once.
   * @throws RangeError for an index that is no row, or an empty list.
   */
  pickRows<const List extends ArrayLike<number>>(indices: List): Matrix<Known<List["length"]>, C> {
    return new Matrix<any, C>(indices.length, this.cols, pickedRows(this, indices));
  }

  /**
   * The columns with these indices, in this order: `X.pickColumns(rng.permutation(m))` shuffles the samples.
   * @throws RangeError for an index that is no column, or an empty list.
   */
  pickColumns<const List extends ArrayLike<number>>(indices: List): Matrix<R, Known<List["length"]>> {
    return new Matrix<R, any>(this.rows, indices.length, pickedColumns(this, indices));
  }

  /**
   * The same numbers, row after row, in rows × cols.
   * @throws ShapeError when that is not as many as there are.
   */
  reshape<P extends number, Q extends number>(rows: P, cols: Q): Matrix<Known<P>, Known<Q>> {
    checkSize("reshape", rows, cols);
    if (rows * cols !== this.data.length) throw reshapeMismatch(this, rows, cols);
    return new Matrix<any, any>(rows, cols, this.data);
  }

  /**
   * Whether every number differs from the other's by at most `tolerance`. With NaN anywhere it is false.
   * @throws ShapeError when the sizes differ: comparing those is a mistake, not an answer.
   */
  equals(b: Matrix<R, C>, tolerance = 0): boolean {
    if (this.rows !== b.rows || this.cols !== b.cols) {
      throw new ShapeError(`equals: ${shapeText(this)} and ${shapeText(b)}: only matrices of one size can be compared`);
    }
    return this.data.every((x, i) => x === b.data[i] || Math.abs(x - b.data[i]) <= tolerance);
  }

  /** The numbers as an array of rows. */
  toArray(): number[][] {
    return Array.from({ length: this.rows }, (_, i) =>
      Array.from(this.data.subarray(i * this.cols, (i + 1) * this.cols)),
    );
  }

  /** As NumPy prints it: at most 8 decimals; of more than 1000 numbers only the edges. */
  toString(): string {
    return matrixText(this);
  }

  [asBundle](): Bundle {
    return { "text/html": matrixHtml(this), "text/plain": `${shapeText(this)}\n${matrixText(this)}` };
  }
}

function compared<R extends number, C extends number>(
  { rows, cols, data }: Matrix<R, C>,
  right: Float64Array,
  holds: (x: number, y: number) => boolean,
): Matrix<R, C> {
  return new Matrix(
    rows,
    cols,
    paired(data, right, (x, y) => (holds(x, y) ? 1 : 0)),
  );
}

/** One number without an axis; else 1 × C (axis 0) or R × 1 (axis 1). */
function reduced(operation: string, a: Matrix<any, any>, fold: Fold, along?: Along): number | Matrix<any, any> {
  if (along === undefined) return fold(a.data, 0, 1, a.data.length);
  const data = foldAlong(operation, a, along.axis, fold);
  return along.axis === 0 ? new Matrix(1, a.cols, data) : new Matrix(a.rows, 1, data);
}
