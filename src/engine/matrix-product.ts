/** The loops of the matrix product and of the transpose. */
import type { Numbers } from "./broadcast";
import { float64 } from "./float64";

/**
 * A·B, rows(A) × columns(B).
 *
 * Order of the sum: one accumulator from +0 for each number of the result, terms in ascending k. (The j loop is the inner
 * one since it runs along rows of both B and the result; it changes the order of no sum.)
 */
export function product(a: Numbers, b: Numbers): Float64Array {
  const { rows, cols: inner, data: left } = a;
  const { cols, data: right } = b;
  const out = float64(rows * cols);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const x = left[i * inner + k];
      for (let j = 0, o = i * cols, r = k * cols; j < cols; j++, o++, r++) out[o] += x * right[r];
    }
  }
  return out;
}

/** Aᵀ, columns(A) × rows(A). */
export function transposed({ rows, cols, data }: Numbers): Float64Array {
  const out = float64(data.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) out[j * rows + i] = data[i * cols + j];
  }
  return out;
}
