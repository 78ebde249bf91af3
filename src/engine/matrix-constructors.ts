/** Making matrices. Their sizes go into the type wherever the compiler can see them. */
import { type Known, Matrix } from "./matrix";
import { checkSize, plural, ShapeError } from "./shape-error";

export { checkSize };

/**
 * A matrix from its rows: `matrix([[1, 2], [3, 4]])` is a `Matrix<2, 2>`.
 * @throws ShapeError for no rows, empty rows, or rows of different lengths; TypeError for what is not a number.
 */
export function matrix<const M extends readonly (readonly number[])[]>(
  rows: M,
): Matrix<Known<M["length"]>, Known<M[0]["length"]>> {
  const width = rows.length === 0 ? 0 : rows[0].length;
  if (width === 0)
    throw new ShapeError("matrix: it is empty; at least one row with one number is needed: matrix([[0]])");
  const data = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    if (row.length !== width) {
      const lengths = `row ${i} has ${plural(row.length, "number")}, row 0 has ${width}`;
      throw new ShapeError(`matrix: ${lengths}; all rows must be equally long`);
    }
    row.forEach((x, j) => {
      if (typeof x !== "number") throw new TypeError(`matrix: row ${i}, column ${j} is ${textOf(x)}, not a number`);
      data[i * width + j] = x;
    });
  });
  return new Matrix(rows.length, width, data) as never;
}

/** rows × cols zeros. */
export function zeros<R extends number, C extends number>(rows: R, cols: C): Matrix<Known<R>, Known<C>> {
  checkSize("zeros", rows, cols);
  return full(rows, cols, 0);
}

/** rows × cols ones. */
export function ones<R extends number, C extends number>(rows: R, cols: C): Matrix<Known<R>, Known<C>> {
  checkSize("ones", rows, cols);
  return full(rows, cols, 1);
}

/** rows × cols times the same number. */
export function full<R extends number, C extends number>(rows: R, cols: C, x: number): Matrix<Known<R>, Known<C>> {
  checkSize("full", rows, cols);
  return new Matrix(rows, cols, new Float64Array(rows * cols).fill(x)) as never;
}

/** The n × n identity: ones on the diagonal. */
export function eye<N extends number>(n: N): Matrix<Known<N>, Known<N>> {
  checkSize("eye", n, n);
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return new Matrix(n, n, data) as never;
}

/**
 * rows × cols numbers given row after row; they are copied.
 * @throws ShapeError when there are not rows · cols of them.
 */
export function fromFlat<R extends number, C extends number>(
  rows: R,
  cols: C,
  numbers: ArrayLike<number>,
): Matrix<Known<R>, Known<C>> {
  checkSize("fromFlat", rows, cols);
  if (numbers.length !== rows * cols) {
    const need = `a ${rows}×${cols} matrix needs ${rows * cols}`;
    throw new ShapeError(`fromFlat: ${plural(numbers.length, "number")} came, ${need}`);
  }
  return new Matrix(rows, cols, new Float64Array(numbers)) as never;
}

function textOf(x: unknown): string {
  return typeof x === "string" ? JSON.stringify(x) : String(x);
}
