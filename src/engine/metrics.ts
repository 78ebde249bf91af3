/**
 * How good predicted classes are. Y holds the true labels, P the predicted ones: 1 × m, classes counted from 0, one
 * sample a column. All give what scikit-learn's `accuracy_score`, `confusion_matrix`, `precision_score`, `recall_score`
 * and `f1_score` give; where nothing was there to divide by (a class that was never predicted, say), the value is 0.
 *
 * Every function throws a ShapeError when Y and P are not 1 × m of one size, a RangeError for what is no label.
 */
import { float64 } from "./float64";
import { type Known, Matrix } from "./matrix";
import { fromFlat } from "./matrix-constructors";
import { checkClasses, checkLabels } from "./one-hot";
import { ShapeError, shapeText } from "./shape-error";

type Labels = Matrix<1, any>;

/** The share of the samples whose class was predicted rightly, 0 … 1. Lecture 001; equation 6.5. */
export function accuracy(Y: Labels, P: Labels): number {
  checkPair("accuracy", Y, P);
  let right = 0;
  for (let i = 0; i < Y.cols; i++) right += Y.data[i] === P.data[i] ? 1 : 0;
  return right / Y.cols; // (6.5)  accuracy = (1/m) Σ [ŷ = y]
}

/**
 * How many samples of class k (row) were predicted as class j (column), K × K. Without `K`, as many classes as the
 * largest label in Y or P asks for.
 */
export function confusionMatrix<K extends number = any>(Y: Labels, P: Labels, K?: K): Matrix<Known<K>, Known<K>> {
  const size = checkClasses("confusionMatrix", checkPair("confusionMatrix", Y, P), K);
  const counts = float64(size * size);
  for (let i = 0; i < Y.cols; i++) counts[Y.data[i] * size + P.data[i]] += 1;
  return new Matrix(size, size, counts) as never;
}

/**
 * What to make of the classes' values:
 * - `"binary"`, when left out: the value of class 1, for labels 0 and 1 only;
 * - `"macro"`: the mean of the classes that are in Y or P;
 * - `"none"`: each class's own, 1 × K; 0 for a class that is in neither.
 */
export type Average = "binary" | "macro" | "none";

interface Score {
  (Y: Labels, P: Labels, options?: { average?: "binary" | "macro" }): number;
  (Y: Labels, P: Labels, options: { average: "none" }): Matrix<1, any>;
}

/** Of the samples predicted as a class, the share that is of that class. */
export const precision = score("precision", ({ right, predicted }) => share(right, predicted));

/** Of the samples of a class, the share that was predicted as that class. */
export const recall = score("recall", ({ right, actual }) => share(right, actual));

/** The harmonic mean of precision and recall. */
export const f1 = score("f1", ({ right, actual, predicted }) => share(2 * right, actual + predicted));

/** One class's samples: rightly predicted, in Y, and in P. */
interface Counts {
  readonly right: number;
  readonly actual: number;
  readonly predicted: number;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function score(name: string, ofClass: (counts: Counts) => number): Score {
  const scored = (Y: Labels, P: Labels, { average = "binary" }: { average?: Average } = {}) => {
    const counts = countsOf(confusionMatrix(Y, P, checkPair(name, Y, P)));
    if (average === "none") return fromFlat(1, counts.length, counts.map(ofClass));
    if (average === "macro") return meanOf(counts.filter((one) => one.actual + one.predicted > 0).map(ofClass));
    checkBinary(name, average, counts.length);
    return counts.length === 2 ? ofClass(counts[1]) : 0; // of all 0 nothing is in class 1
  };
  return scored as Score;
}

function checkBinary(name: string, average: string, classes: number): void {
  if (average !== "binary") {
    const known = 'use "binary", "macro" or "none"';
    throw new RangeError(`${name}: the average ${JSON.stringify(average)} is not known; ${known}`);
  }
  if (classes > 2) {
    const fix = 'use { average: "macro" }, or { average: "none" } for each class';
    throw new RangeError(`${name}: the labels go up to ${classes - 1}, and "binary" knows 0 and 1 only; ${fix}`);
  }
}

/** Each class's diagonal number, its row's sum and its column's. */
function countsOf(confusion: Matrix<any, any>): Counts[] {
  const actual = confusion.sum({ axis: 1 }).data;
  const predicted = confusion.sum({ axis: 0 }).data;
  return Array.from({ length: confusion.rows }, (_, k) => ({
    right: confusion.at(k, k),
    actual: actual[k],
    predicted: predicted[k],
  }));
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How many classes Y and P need. */
function checkPair(operation: string, Y: Labels, P: Labels): number {
  const classes = Math.max(checkLabels(operation, "Y", Y), checkLabels(operation, "P", P));
  if (Y.cols === P.cols) return classes;
  const sizes = `Y is ${shapeText(Y)}, P is ${shapeText(P)}`;
  throw new ShapeError(`${operation}: ${sizes}; each true label needs its predicted one`);
}
