/**
 * Matrices of float64 numbers, with their dimensions in the type: `W.dot(X)` with a 4×2 W and a 3×35 X is refused by the
 * compiler before anything runs. Where a size is only known while running, checks stand behind the types.
 *
 * **The order of every sum is part of the engine's definition**, since it decides the last bits: one accumulator that
 * starts at +0 and takes the terms one at a time in ascending index order (in `dot` ascending k, in a total row by row),
 * each product rounded before it is added (no fused multiply-add). Whatever computes the same faster must keep it.
 */
import { asBundle, type Bundle, type Displayable } from "../display";
import { stretch } from "./broadcast";
import { float64 } from "./float64";
import { matrixHtml, matrixText } from "./matrix-text";
import { dotMismatch, ShapeError, shapeText } from "./shape-error";

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
    const rows: number = this.rows;
    const inner: number = this.cols;
    const cols: number = b.cols;
    const left = this.data;
    const right = b.data;
    const out = float64(rows * cols);
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < inner; k++) {
        const a = left[i * inner + k];
        for (let j = 0, o = i * cols, r = k * cols; j < cols; j++, o++, r++) out[o] += a * right[r];
      }
    }
    return new Matrix(this.rows, b.cols, out);
  }

  /**
   * A + B, element by element. In this and the next three a single row, column or number on the right is stretched to
   * the left's size (2.7).
   * @throws ShapeError when the right can't be stretched to R × C.
   */
  add(b: Matrix<R | 1, C | 1>): Matrix<R, C> {
    const right = stretch("add", "+", this, b);
    const left = this.data;
    const out = float64(left.length);
    for (let i = 0; i < out.length; i++) out[i] = left[i] + right[i];
    return new Matrix(this.rows, this.cols, out);
  }

  /** A − B, element by element; sizes as in `add`. */
  sub(b: Matrix<R | 1, C | 1>): Matrix<R, C> {
    const right = stretch("sub", "−", this, b);
    const left = this.data;
    const out = float64(left.length);
    for (let i = 0; i < out.length; i++) out[i] = left[i] - right[i];
    return new Matrix(this.rows, this.cols, out);
  }

  /** The Hadamard product A ∘ B, element by element; sizes as in `add`. Lecture 004, equation 4.5. */
  times(b: Matrix<R | 1, C | 1>): Matrix<R, C> {
    const right = stretch("times", "∘", this, b);
    const left = this.data;
    const out = float64(left.length);
    for (let i = 0; i < out.length; i++) out[i] = left[i] * right[i]; // (4.5)  (a ∘ b)_i = a_i b_i
    return new Matrix(this.rows, this.cols, out);
  }

  /** A / B, element by element; sizes as in `add`. */
  div(b: Matrix<R | 1, C | 1>): Matrix<R, C> {
    const right = stretch("div", "/", this, b);
    const left = this.data;
    const out = float64(left.length);
    for (let i = 0; i < out.length; i++) out[i] = left[i] / right[i];
    return new Matrix(this.rows, this.cols, out);
  }

  /** Every number times k. */
  scale(k: number): Matrix<R, C> {
    const left = this.data;
    const out = float64(left.length);
    for (let i = 0; i < out.length; i++) out[i] = k * left[i];
    return new Matrix(this.rows, this.cols, out);
  }

  /** f of every number. */
  map(f: (x: number) => number): Matrix<R, C> {
    const left = this.data;
    const out = float64(left.length);
    for (let i = 0; i < out.length; i++) out[i] = f(left[i]); // (2.1)  u = f(v), element by element
    return new Matrix(this.rows, this.cols, out);
  }

  /** The transpose Aᵀ: rows become columns. */
  get T(): Matrix<C, R> {
    const rows: number = this.rows;
    const cols: number = this.cols;
    const left = this.data;
    const out = float64(left.length);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) out[j * rows + i] = left[i * cols + j];
    }
    return new Matrix(this.cols, this.rows, out);
  }

  /** The sum of all numbers; along the columns' indices with `axis: 1` (R × 1), along the rows' with `axis: 0` (1 × C). */
  sum(): number;
  sum(along: { axis: 0 }): Matrix<1, C>;
  sum(along: { axis: 1 }): Matrix<R, 1>;
  sum(along?: { axis: 0 | 1 }): number | Matrix<1, C> | Matrix<R, 1> {
    const left = this.data;
    if (along === undefined) {
      let total = 0;
      for (let i = 0; i < left.length; i++) total += left[i];
      return total;
    }
    if (along.axis !== 0 && along.axis !== 1) {
      throw new RangeError(
        `sum: axis ${along.axis} does not exist; use { axis: 0 }, { axis: 1 } or nothing for the total`,
      );
    }
    const rows: number = this.rows;
    const cols: number = this.cols;
    if (along.axis === 0) {
      const out = float64(cols);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < cols; j++) out[j] += left[i * cols + j];
      }
      return new Matrix(1, this.cols, out);
    }
    const out = float64(rows);
    for (let i = 0; i < rows; i++) {
      let total = 0;
      for (let j = 0; j < cols; j++) total += left[i * cols + j];
      out[i] = total;
    }
    return new Matrix(this.rows, 1, out);
  }

  /**
   * The number in row i, column j, both counted from 0.
   * @throws RangeError when there is no such row or column.
   */
  at(i: number, j: number): number {
    if (!isIndex(i, this.rows) || !isIndex(j, this.cols)) {
      const last = `rows go from 0 to ${this.rows - 1}, columns from 0 to ${this.cols - 1}`;
      throw new RangeError(`at: a ${shapeText(this)} matrix has no row ${i}, column ${j} (${last})`);
    }
    return this.data[i * this.cols + j];
  }

  /**
   * Columns `from` up to, but not including, `to`: with one sample a column, some of the samples.
   * @throws RangeError when the matrix has no such columns, or none are asked for.
   */
  columns(from: number, to: number): Matrix<R, any> {
    if (!isIndex(from, this.cols) || !isIndex(to - 1, this.cols) || from >= to) {
      const rule = `0 ≤ from < to ≤ ${this.cols}`;
      throw new RangeError(`columns: from ${from} to ${to} of a ${shapeText(this)} matrix; whole numbers with ${rule}`);
    }
    const rows: number = this.rows;
    const out = float64(rows * (to - from));
    for (let i = 0; i < rows; i++) {
      out.set(this.data.subarray(i * this.cols + from, i * this.cols + to), i * (to - from));
    }
    return new Matrix(this.rows, to - from, out);
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

  /** Much as NumPy prints it; large ones with their middle left out. */
  toString(): string {
    return matrixText(this);
  }

  [asBundle](): Bundle {
    return { "text/html": matrixHtml(this), "text/plain": `${shapeText(this)}\n${matrixText(this)}` };
  }
}

function isIndex(i: number, size: number): boolean {
  return Number.isInteger(i) && i >= 0 && i < size;
}
