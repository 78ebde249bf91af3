/** Classes, counted from 0: as labels (1 × m), and as one-hot columns (K × m). */
import { float64 } from "./float64";
import { type Known, Matrix } from "./matrix";
import { ShapeError, shapeText } from "./shape-error";

/** More classes than this are surely no classes: prices, say, or pixels. */
const MOST = 1000;

/**
 * Labels 0 … K − 1 (1 × m) as columns of zeros with a single 1, in the label's row (K × m). Without `K` there are as
 * many rows as the largest label asks for.
 * @throws ShapeError when Y is not 1 × m; RangeError for what is no label, or for a label that is not below K.
 */
export function oneHot<M extends number, K extends number = any>(Y: Matrix<1, M>, K?: K): Matrix<Known<K>, M> {
  const rows = checkClasses("oneHot", checkLabels("oneHot", "Y", Y), K);
  const data = float64(rows * Y.cols);
  for (let i = 0; i < Y.cols; i++) data[Y.data[i] * Y.cols + i] = 1; // (6.2)  y_k = 1 for the label k, else 0
  return new Matrix(rows, Y.cols, data) as never;
}

/**
 * The row of each column's largest number (K × m → 1 × m); of equal ones the first. It undoes `oneHot`, and makes a
 * network's K outputs a predicted class.
 * @throws RangeError for a column with NaN in it.
 */
export function classOf<M extends number>(A: Matrix<any, M>): Matrix<1, M> {
  const m: number = A.cols;
  const k = float64(m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < A.rows; j++) {
      const a = A.data[j * m + i];
      if (Number.isNaN(a)) throw new RangeError(`classOf: row ${j}, column ${i} is NaN; only numbers can be compared`);
      if (a > A.data[k[i] * m + i]) k[i] = j; // (6.5)  predicted class = argmax_k a_k
    }
  }
  return new Matrix(1, A.cols, k);
}

/**
 * How many classes the labels need: 1 more than the largest.
 * @throws ShapeError when they are not 1 × m; RangeError for one that is no whole number from 0 up.
 */
export function checkLabels(operation: string, name: string, Y: Matrix<any, any>): number {
  if (Y.rows !== 1) {
    const fix = "labels are 1×m, one a column (classOf makes labels of K×m one-hot columns or outputs)";
    throw new ShapeError(`${operation}: ${name} is ${shapeText(Y)}; ${fix}`);
  }
  let largest = 0;
  Y.data.forEach((y, i) => {
    if (!Number.isInteger(y) || y < 0 || y >= MOST) {
      const rule = `labels are whole numbers from 0 to ${MOST - 1}`;
      throw new RangeError(`${operation}: ${name} holds ${y} for sample ${i}; ${rule} (samples count from 0)`);
    }
    largest = Math.max(largest, y);
  });
  return largest + 1;
}

/**
 * K, or as many classes as the labels need when it is left out.
 * @throws RangeError for a K that is too small for the labels.
 */
export function checkClasses<K extends number>(operation: string, needed: number, K = needed as K): K {
  if (Number.isInteger(K) && K >= needed) return K;
  const rule = `the labels go up to ${needed - 1}, so it must be a whole number from ${needed} up`;
  throw new RangeError(`${operation}: K is ${K}; ${rule}`);
}
