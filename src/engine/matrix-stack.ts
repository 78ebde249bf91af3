/**
 * Putting matrices together. The first one fixes the size that all must have: written as `First["cols"]`, since from a
 * plain C for all of them the compiler would infer "35 or 3", and accept both.
 */
import type { Numbers } from "./broadcast";
import { float64 } from "./float64";
import { Matrix } from "./matrix";
import { plural, ShapeError, shapeText } from "./shape-error";

/**
 * The matrices one under another: all with C columns, the rows are as many as theirs together.
 * @throws ShapeError when they do not all have the same number of columns.
 */
export function vstack<First extends Matrix<any, any>>(
  first: First,
  ...rest: readonly Matrix<any, First["cols"]>[]
): Matrix<any, First["cols"]> {
  const parts: readonly Matrix<any, any>[] = [first, ...rest];
  checkParts("vstack", "column", parts);
  const rows = parts.reduce((count, part) => count + part.rows, 0);
  const out = float64(rows * first.cols);
  let at = 0;
  for (const { data } of parts) {
    out.set(data, at);
    at += data.length;
  }
  return new Matrix(rows, first.cols, out);
}

/**
 * The matrices side by side: all with R rows, the columns are as many as theirs together. With one sample a column,
 * the samples of all.
 * @throws ShapeError when they do not all have the same number of rows.
 */
export function hstack<First extends Matrix<any, any>>(
  first: First,
  ...rest: readonly Matrix<First["rows"], any>[]
): Matrix<First["rows"], any> {
  const parts: readonly Matrix<any, any>[] = [first, ...rest];
  checkParts("hstack", "row", parts);
  const cols = parts.reduce((count, part) => count + part.cols, 0);
  const out = float64(first.rows * cols);
  let from = 0;
  for (const part of parts) {
    place(part, out, from, cols);
    from += part.cols;
  }
  return new Matrix(first.rows, cols, out);
}

/** Writes the part's rows into columns `from` and on of an array of rows of `cols` numbers. */
function place({ rows, cols: width, data }: Numbers, out: Float64Array, from: number, cols: number): void {
  for (let i = 0; i < rows; i++) out.set(data.subarray(i * width, (i + 1) * width), i * cols + from);
}

function checkParts(operation: string, word: "row" | "column", parts: readonly Matrix<any, any>[]): void {
  if (Array.isArray(parts[0])) {
    throw new TypeError(`${operation}: an array came; give the matrices one by one: ${operation}(A, B)`);
  }
  const size = (part: Matrix<any, any>): number => (word === "row" ? part.rows : part.cols);
  const wrong = parts.findIndex((part) => size(part) !== size(parts[0]));
  if (wrong < 0) return;
  const came = `the first is ${shapeText(parts[0])}, number ${wrong + 1} is ${shapeText(parts[wrong])}`;
  const fix = size(parts[wrong].T) === size(parts[0]) ? " (its transpose would fit)" : "";
  throw new ShapeError(`${operation}: ${came}: all must have ${plural(size(parts[0]), word)}${fix}`);
}
