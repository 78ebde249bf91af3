/** The matrix product on the kernels, with the bits of matrix-product.ts, which says what it computes. */
import type { Numbers } from "../broadcast";
import { float64 } from "../float64";
import { product } from "../matrix-product";
import { FREE } from "./instance";
import { even, stride } from "./layout";
import { scratchFor } from "./scratch";

/**
 * How many multiplications a product must have. Copying costs what a few of them cost; measured, the kernel is 1 to 4
 * times as fast as the readable loops at 200 multiplications (1 at a single row), 5 at 1000, 8 at 4000, 13 to 20 from 200 000 on.
 * Below a thousand nobody would notice, and the smallest networks need no kernels at all.
 */
const MULTIPLICATIONS = 1000;

/** How many for each number that is copied: in a product with a single row or column it is less than one. */
const USES = 2;

/** Whether A·B is computed faster by the kernels, copies included. */
export function pays({ rows, cols: inner }: Numbers, { cols }: Numbers): boolean {
  const copied = rows * inner + inner * cols + rows * cols;
  return rows * inner * cols >= Math.max(MULTIPLICATIONS, USES * copied);
}

/** Rows are computed four at a time: so many more are read and written. */
const MORE_ROWS = 3;

let agreed: boolean | undefined;

/**
 * A·B; undefined where that does not pay, where there are no kernels, or when the readable loops were edited so that
 * they give other numbers: a small product, made both ways before the first large one, tells.
 */
export function fastProduct(a: Numbers, b: Numbers): Float64Array | undefined {
  if (!pays(a, b)) return undefined;
  if (agreed === undefined) agreed = agree();
  return agreed ? onKernels(a, b) : undefined;
}

function onKernels(a: Numbers, b: Numbers): Float64Array | undefined {
  const { rows, cols: inner, data: left } = a;
  const { cols, data: right } = b;
  const ld = stride(cols);
  const A = FREE / 8;
  const B = A + even((rows + MORE_ROWS) * inner);
  const C = B + inner * ld;
  const scratch = scratchFor(C + (rows + MORE_ROWS) * ld - A);
  if (!scratch) return undefined;
  const { kernels, numbers } = scratch;
  numbers.set(left, A);
  for (let k = 0, r = 0, at = B; k < inner; k++, at += ld - cols) {
    for (let j = 0; j < cols; j++, r++, at++) numbers[at] = right[r];
  }
  kernels.product(8 * C, 8 * ld, rows, cols, 8 * A, 8 * inner, 8, 8 * B, 8 * ld, inner, 0, 0); // nothing to go on from, no bias
  const out = float64(rows * cols);
  for (let i = 0, o = 0, c = C; i < rows; i++, c += ld - cols) {
    for (let j = 0; j < cols; j++, o++, c++) out[o] = numbers[c];
  }
  return out;
}

/** With thirds in it, so that another order of the sum is another number. */
function example(rows: number, cols: number): Numbers {
  return { rows, cols, data: Float64Array.from({ length: rows * cols }, (_, i) => ((37 * i) % 101) / 3 - 15) };
}

function agree(): boolean {
  const [a, b] = [example(7, 9), example(9, 11)];
  const [fast, readable] = [onKernels(a, b), product(a, b)];
  return fast !== undefined && readable.every((x, i) => x === fast[i]);
}
