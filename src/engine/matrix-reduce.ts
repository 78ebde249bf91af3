/** Reductions: many numbers to one, over a whole matrix, down its rows or along its columns. */
import type { Numbers } from "./broadcast";
import { float64 } from "./float64";

/** What a reduction runs along: 0 down the rows (one result a column), 1 along the columns (one result a row). */
export interface Along {
  readonly axis: 0 | 1;
}

/** One number from `count` of them, at data[start], data[start + step], data[start + 2 step], … */
export type Fold = (data: Float64Array, start: number, step: number, count: number) => number;

/**
 * The fold of each column (axis 0) or of each row (axis 1), in order.
 * @throws RangeError, naming the operation, for another axis.
 */
export function foldAlong(operation: string, { rows, cols, data }: Numbers, axis: number, fold: Fold): Float64Array {
  if (axis !== 0 && axis !== 1) {
    throw new RangeError(
      `${operation}: axis ${axis} does not exist; use { axis: 0 }, { axis: 1 } or nothing for the whole matrix`,
    );
  }
  const out = float64(axis === 0 ? cols : rows);
  for (let n = 0; n < out.length; n++) out[n] = axis === 0 ? fold(data, n, cols, rows) : fold(data, n * cols, 1, cols);
  return out;
}

/** Order of the sum: one accumulator from +0, terms in ascending index, a whole matrix row by row. */
export const total: Fold = (data, start, step, count) => {
  let sum = 0;
  for (let n = 0, i = start; n < count; n++, i += step) sum += data[i];
  return sum;
};

export const average: Fold = (data, start, step, count) => total(data, start, step, count) / count;

/** NaN if one of them is; +0 counts as larger than −0. */
export const largest: Fold = (data, start, step, count) => {
  let max = -Infinity;
  for (let n = 0, i = start; n < count; n++, i += step) max = Math.max(max, data[i]);
  return max;
};

/** NaN if one of them is; −0 counts as smaller than +0. */
export const smallest: Fold = (data, start, step, count) => {
  let min = Infinity;
  for (let n = 0, i = start; n < count; n++, i += step) min = Math.min(min, data[i]);
  return min;
};

/** The place (0 … count − 1) of the first NaN, or else of the first of the largest numbers. */
export const placeOfLargest: Fold = (data, start, step, count) => {
  let place = 0;
  let max = data[start];
  for (let n = 1, i = start + step; n < count && !Number.isNaN(max); n++, i += step) {
    if (data[i] > max || Number.isNaN(data[i])) {
      place = n;
      max = data[i];
    }
  }
  return place;
};
