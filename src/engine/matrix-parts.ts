/** Parts of a matrix, always copied: blocks, and rows or columns picked by a list. */
import type { Numbers } from "./broadcast";
import { float64 } from "./float64";
import { plural, type Shape, shapeText } from "./shape-error";

export function rowsBetween(operation: string, a: Numbers, from: number, to: number): Float64Array {
  checkRange(operation, a, from, to, a.rows);
  const out = float64((to - from) * a.cols);
  out.set(a.data.subarray(from * a.cols, to * a.cols));
  return out;
}

export function columnsBetween(operation: string, a: Numbers, from: number, to: number): Float64Array {
  checkRange(operation, a, from, to, a.cols);
  const { rows, cols, data } = a;
  const width = to - from;
  const out = float64(rows * width);
  for (let i = 0; i < rows; i++) out.set(data.subarray(i * cols + from, i * cols + to), i * width);
  return out;
}

export function pickedRows(a: Numbers, list: ArrayLike<number>): Float64Array {
  checkList("pickRows", "row", a, list, a.rows);
  const { cols, data } = a;
  const out = float64(list.length * cols);
  for (let n = 0; n < list.length; n++) out.set(data.subarray(list[n] * cols, (list[n] + 1) * cols), n * cols);
  return out;
}

export function pickedColumns(a: Numbers, list: ArrayLike<number>): Float64Array {
  checkList("pickColumns", "column", a, list, a.cols);
  const { rows, cols, data } = a;
  const out = float64(rows * list.length);
  for (let i = 0, o = 0; i < rows; i++) {
    for (let n = 0; n < list.length; n++, o++) out[o] = data[i * cols + list[n]];
  }
  return out;
}

/** @throws RangeError when the matrix has no row i or no column j. */
export function checkPlace(operation: string, a: Shape, i: number, j: number): void {
  if (isIndex(i, a.rows) && isIndex(j, a.cols)) return;
  const last = `rows go from 0 to ${a.rows - 1}, columns from 0 to ${a.cols - 1}`;
  throw new RangeError(`${operation}: a ${shapeText(a)} matrix has no row ${i}, column ${j} (${last})`);
}

/** @throws RangeError when `i` is no index of the rows or columns, of which there are `size`. */
export function checkIndex(operation: string, word: "row" | "column", a: Shape, i: number, size: number): void {
  if (isIndex(i, size)) return;
  const last = `${word}s go from 0 to ${size - 1}`;
  throw new RangeError(`${operation}: a ${shapeText(a)} matrix has no ${word} ${i} (${last})`);
}

function checkRange(operation: string, a: Shape, from: number, to: number, size: number): void {
  if (isIndex(from, size) && isIndex(to - 1, size) && from < to) return;
  const rule = `0 ≤ from < to ≤ ${size}`;
  throw new RangeError(`${operation}: from ${from} to ${to} of a ${shapeText(a)} matrix; whole numbers with ${rule}`);
}

function checkList(operation: string, word: "row" | "column", a: Shape, list: ArrayLike<number>, size: number): void {
  if (list.length === 0) {
    throw new RangeError(`${operation}: the list is empty; at least one ${word} is needed: ${operation}([0])`);
  }
  for (let n = 0; n < list.length; n++) {
    if (isIndex(list[n], size)) continue;
    const where = `place ${n} of ${plural(list.length, "index", "indices")}`;
    throw new RangeError(
      `${operation}: a ${shapeText(a)} matrix has no ${word} ${list[n]} (${where}; ${word}s go from 0 to ${size - 1})`,
    );
  }
}

function isIndex(i: number, size: number): boolean {
  return Number.isInteger(i) && i >= 0 && i < size;
}
