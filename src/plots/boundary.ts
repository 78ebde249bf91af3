import { Matrix } from "../engine/matrix";
import { colors, type Figure, type FigureOptions, figure, type Json, rounding } from "./figure";
import { checkPoints, type MatrixLike, pointTraces, shape } from "./points";

export interface BoundaryOptions extends FigureOptions {
  /** Where the grid begins, on both axes; default 0. */
  from?: number;
  /** From one grid point to the next; default 0.2. */
  step?: number;
  /** Grid points along each axis; default 40. */
  count?: number;
}

/**
 * The lecture's "distribution plot": what the network answers on a count × count grid, and the samples over it.
 *
 *     predict  2 × m → 1 × m, ŷ per column; asked once for the grid, once for the samples
 *     X, Y     2 × m and 1 × m: the samples, ○ class 0 and × class 1 by their true label, right or wrong
 *
 * A grid point with ŷ > 0.5 is a square, one with ŷ ≤ 0.5 a dot.
 * @throws RangeError for other shapes, a prediction that is NaN, labels other than 0 and 1, an empty grid
 */
export function boundary(
  predict: (X: Matrix<2, any>) => MatrixLike,
  X: Matrix<2, any>,
  Y: MatrixLike,
  options: BoundaryOptions = {},
): Figure {
  const { from = 0, step = 0.2, count = 40, ...rest } = options;
  checkPoints("boundary", X, Y);
  checkGrid(from, step, count);
  const points = gridPoints(from, step, count);
  const inClass1 = answers(predict, new Matrix(2, count * count, points));
  const right = rightOnes(predict, X, Y);
  const edge = [from - step, from + count * step].map(rounding(step * count));
  return figure({
    title: "What the network answers",
    xLabel: "x₁",
    yLabel: "x₂",
    width: 610,
    height: 560,
    ...rest,
    description: rest.description ?? sentence(count, X.cols, right),
    data: [...gridTraces(points, inClass1), ...pointTraces(X, Y)],
    xaxis: { range: edge, constrain: "domain" },
    yaxis: { range: edge, constrain: "domain", scaleanchor: "x" },
  });
}

/** 2 × count²: column i·count + j is (from + i·step, from + j·step). With the slide's i·39 + j, columns overwrite others. */
export function gridPoints(from: number, step: number, count: number): Float64Array {
  const points = new Float64Array(2 * count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      points[i * count + j] = from + i * step;
      points[count * count + i * count + j] = from + j * step;
    }
  }
  return points;
}

function checkGrid(from: number, step: number, count: number): void {
  if (!Number.isFinite(from)) throw new RangeError(`boundary: from is ${from}; expected a finite number`);
  if (!(step > 0 && step < Infinity)) throw new RangeError(`boundary: step is ${step}; expected a number above 0`);
  if (!(Number.isInteger(count) && count >= 2 && count <= 200)) {
    throw new RangeError(`boundary: count is ${count}; expected a whole number from 2 to 200`);
  }
}

/** How many samples lie on the right side. */
export function rightOnes(predict: (X: Matrix<2, any>) => MatrixLike, X: Matrix<2, any>, Y: MatrixLike): number {
  return answers(predict, X).filter((answer, i) => answer === (Y.data[i] === 1)).length;
}

/** For each column of X: whether the network says class 1. */
function answers(predict: (X: Matrix<2, any>) => MatrixLike, X: Matrix<2, any>): boolean[] {
  const Yhat = predict(X);
  if (Yhat.rows !== 1 || Yhat.cols !== X.cols) {
    throw new RangeError(
      `boundary: predict gave ${shape(Yhat)} for ${shape(X)}; expected 1×${X.cols}, one ŷ per column`,
    );
  }
  const values = Array.from(Yhat.data);
  const bad = values.findIndex(Number.isNaN);
  if (bad >= 0) throw new RangeError(`boundary: predict gave NaN for column ${bad}; has the training diverged?`);
  return values.map((yhat) => yhat > 0.5);
}

function gridTraces(points: Float64Array, inClass1: boolean[]): Json[] {
  const count = Math.sqrt(inClass1.length);
  const size = Math.round(Math.min(120, 2800 / count)) / 10; // pixels: 7 on the lecture's grid
  const square = { symbol: "square", size, color: colors.paleOrange };
  const dot = { symbol: "circle", size: Math.max(1, Math.round(0.7 * size)), color: colors.paleBlue };
  return [gridTrace(points, inClass1, true, "ŷ > 0.5", square), gridTrace(points, inClass1, false, "ŷ ≤ 0.5", dot)];
}

function gridTrace(points: Float64Array, inClass1: boolean[], side: boolean, name: string, marker: Json): Json {
  const total = inClass1.length;
  const shown = rounding(points[total - 1] - points[0]);
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < total; i++) {
    if (inClass1[i] !== side) continue;
    x.push(shown(points[i]));
    y.push(shown(points[total + i]));
  }
  return { type: "scatter", mode: "markers", name, x, y, marker };
}

function sentence(count: number, m: number, right: number): string {
  const misread = m - right;
  const verdict = misread === 0 ? `all ${m} lie` : `${right} of ${m} lie`;
  return (
    `The network's answer on ${count} × ${count} points: squares where it says class 1 (ŷ > 0.5), dots where it says ` +
    `class 0. Over them the samples by their true class, ○ 0 and × 1: ${verdict} on the right side.`
  );
}
