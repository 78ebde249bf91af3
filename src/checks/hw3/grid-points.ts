/** hw3 q3: the points of the distribution plot. */
import { float64 } from "../../engine/float64";
import { Matrix } from "../../engine/matrix";
import type { Exercise, Mistake } from "../exercise";

type Inputs = [from: number, step: number, count: number];

/** 2 × `columns`: `place` says in which column point (i, j) stands, `x` where it lies. The first i, j is 0. */
function points(
  [from, step, count]: Inputs,
  x: (i: number, j: number) => [x1: number, x2: number] = (i, j) => [from + i * step, from + j * step],
  place = (i: number, j: number) => i * count + j,
): Matrix<2, any> {
  const columns = count * count;
  const data = float64(2 * columns);
  for (let k = 0; k < columns; k++) {
    const [i, j] = [Math.floor(k / count), k % count];
    const column = place(i, j);
    [data[column], data[columns + column]] = x(i, j);
  }
  return new Matrix(2, columns, data);
}

function otherwise(
  name: string,
  hint: string,
  x: (inputs: Inputs, i: number, j: number) => [x1: number, x2: number],
): Mistake {
  return { name, hint, solve: (...inputs: Inputs) => points(inputs, (i, j) => x(inputs, i, j)) };
}

const WITHIN = "Point (0, 0) of the grid lies at (from, from), and its neighbours one step further.";

export const gridPoints: Exercise = {
  call: "gridPoints(from, step, count)",
  // from is not 0, step is not 1, and neither is a multiple of the other
  inputs: (rng) => [
    [rng.uniform(0.3, 0.9), rng.uniform(0.12, 0.28), 5],
    [-rng.uniform(1.1, 1.9), rng.uniform(0.4, 0.7), 7],
  ],
  solve: (...inputs: Inputs) => points(inputs),
  mistakes: [
    {
      name: "with the slide's i*39 + j",
      hint: "How many points has a row of the grid? Two points must never share a column.",
      solve: (...inputs: Inputs) => points(inputs, undefined, (i, j) => i * (inputs[2] - 1) + j),
    },
    otherwise(
      "with i and j exchanged",
      "Column i*count + j holds the point whose x₁ goes with i, and whose x₂ goes with j.",
      ([from, step], i, j) => [from + j * step, from + i * step],
    ),
    otherwise("with i in both rows", "x₁ goes with i, x₂ goes with j.", ([from, step], i) => [
      from + i * step,
      from + i * step,
    ]),
    otherwise("with j in both rows", "x₁ goes with i, x₂ goes with j.", ([from, step], _i, j) => [
      from + j * step,
      from + j * step,
    ]),
    otherwise("without from", WITHIN, ([, step], i, j) => [i * step, j * step]),
    otherwise("without step", WITHIN, ([from], i, j) => [from + i, from + j]),
    otherwise("with i and j counted from 1", WITHIN, ([from, step], i, j) => [
      from + (i + 1) * step,
      from + (j + 1) * step,
    ]),
    otherwise("with (from + i) * step", "Which is done first, + or ·?", ([from, step], i, j) => [
      (from + i) * step,
      (from + j) * step,
    ]),
    otherwise("with points in the middle of their cells", WITHIN, ([from, step], i, j) => [
      from + (i + 0.5) * step,
      from + (j + 0.5) * step,
    ]),
    otherwise(
      "with step as the width of the whole grid",
      "step is the distance from one point to the next.",
      ([from, step, count], i, j) => [from + (i * step) / (count - 1), from + (j * step) / (count - 1)],
    ),
    otherwise("with from as the step", WITHIN, ([from, step], i, j) => [step + i * from, step + j * from]),
    {
      name: "with one point a row",
      hint: "Samples stand in columns: row 0 holds all x₁, row 1 all x₂.",
      solve: (...inputs: Inputs) => points(inputs).T,
    },
  ],
  tolerance: 1e-12, // measured: step added again and again, not multiplied, 5e-16
  refused: ["boundary"],
};
