/** Broadcasting: a row, a column or a single number on the right serves every row, column or number on the left. */
import { float64 } from "./float64";
import { elementwiseMismatch, type Shape } from "./shape-error";

/** A matrix's size and its numbers, row after row. */
export interface Numbers extends Shape {
  readonly data: Float64Array;
}

/**
 * The right side's numbers, repeated to the left's size; its own when it is that large already.
 * @throws ShapeError, naming the operation, when it can't be stretched so.
 */
export function stretch(operation: string, sign: string, a: Numbers, b: number | Numbers): Float64Array {
  const { rows, cols } = a;
  if (typeof b === "number") return float64(rows * cols).fill(b); // (2.7)  (p,q) with a number: as (1,1)
  if (b.rows === rows && b.cols === cols) return b.data;
  if ((b.rows !== 1 && b.rows !== rows) || (b.cols !== 1 && b.cols !== cols)) {
    throw elementwiseMismatch(operation, sign, a, b);
  }
  const nextRow = b.rows === 1 ? 0 : b.cols;
  const nextCol = b.cols === 1 ? 0 : 1;
  const out = float64(rows * cols);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, at++) out[at] = b.data[i * nextRow + j * nextCol]; // (2.7)  (p,q) with (1,q), (p,1), (1,1)
  }
  return out;
}
