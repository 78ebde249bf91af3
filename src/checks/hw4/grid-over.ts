/** hw4 q2: where the plot's grid lies. */
import type { Matrix } from "../../engine/matrix";
import type { Exercise, Mistake } from "../exercise";

type Inputs = [X: Matrix<2, any>, count: number];
interface Grid {
  from: number;
  step: number;
}

const MARGIN = 0.1;

/** From low to high with the margin on both sides. */
function grid(low: number, high: number, count: number): Grid {
  const width = high - low;
  return { from: low - MARGIN * width, step: ((1 + 2 * MARGIN) * width) / (count - 1) };
}

function otherwise(name: string, hint: string, solve: (X: Matrix<2, any>, count: number) => Partial<Grid>): Mistake {
  return { name, hint, solve };
}

const MARGINS = "The margin is a tenth of the data's width, on both sides.";

export const gridOver: Exercise = {
  call: "gridOver(X, count)",
  // the lowest number stands once in x₁ and once in x₂, the highest in the other row; all far from 0 and from each other
  inputs: (rng) =>
    [0, 1].map((k): Inputs => {
      const X = rng.uniform(-1, 1, 2, 7);
      const [i, j] = rng.permutation(7);
      X.data[7 * k + i] = -rng.uniform(2, 3);
      X.data[7 * (1 - k) + j] = rng.uniform(4, 6);
      return [X, rng.randint(13, 23)]; // 1.1/(count − 1) is 1.2/count for 12, and 1.2/(count + 1) for 23
    }),
  solve: (X, count) => grid(X.min(), X.max(), count),
  mistakes: [
    otherwise("without the margin", MARGINS, (X, count) => ({
      from: X.min(),
      step: (X.max() - X.min()) / (count - 1),
    })),
    otherwise("with a margin of 0.1, whatever the data's width is", MARGINS, (X, count) => ({
      from: X.min() - 0.1,
      step: (X.max() - X.min() + 0.2) / (count - 1),
    })),
    otherwise("with the margin added", "The grid begins outside the data, so below the lowest number.", (X, count) => ({
      ...grid(X.min(), X.max(), count),
      from: X.min() + MARGIN * (X.max() - X.min()),
    })),
    otherwise("with a tenth of the lowest number for the margin", MARGINS, (X) => ({ from: X.min() * (1 + MARGIN) })),
    otherwise("with a tenth of the highest number for the margin", MARGINS, (X) => ({
      from: X.min() - MARGIN * X.max(),
    })),
    otherwise("with x₁ alone", "One grid serves both axes, so it must reach over both rows.", (X, count) =>
      grid(X.row(0).min(), X.row(0).max(), count),
    ),
    otherwise("with x₂ alone", "One grid serves both axes, so it must reach over both rows.", (X, count) =>
      grid(X.row(1).min(), X.row(1).max(), count),
    ),
    otherwise(
      "with the first and the last number of X",
      "They are in no order: look for the lowest and the highest.",
      (X, count) => grid(X.data[0], X.data[X.data.length - 1], count),
    ),
    otherwise("with the highest number where the lowest belongs", "The grid begins at its lowest point.", (X, count) =>
      grid(X.max(), X.min(), count),
    ),
    otherwise("with the largest absolute value on both sides", "The data need not lie around 0.", (X, count) => {
      const most = X.abs().max();
      return grid(-most, most, count);
    }),
    otherwise("divided by count", "Between `count` points lie count − 1 steps.", (X, count) => ({
      step: (1.2 * (X.max() - X.min())) / count,
    })),
    otherwise("divided by count + 1", "Between `count` points lie count − 1 steps.", (X, count) => ({
      step: (1.2 * (X.max() - X.min())) / (count + 1),
    })),
    otherwise("with the margin on one side only", MARGINS, (X, count) => ({
      step: (1.1 * (X.max() - X.min())) / (count - 1),
    })),
    otherwise(
      "with the width, not yet divided into steps",
      "step is the distance from one point to the next.",
      (X) => ({
        step: 1.2 * (X.max() - X.min()),
      }),
    ),
    otherwise("with the end of the grid", "step is the distance from one point to the next.", (X) => ({
      step: X.max() + MARGIN * (X.max() - X.min()),
    })),
  ],
  tolerance: 1e-12, // measured: 1.2 · width for width + 2 · margin, 5e-16
  refused: ["boundary"],
};
