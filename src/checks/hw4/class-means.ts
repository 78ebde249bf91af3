/** hw4 q4: the middle of each class. */
import type { Matrix } from "../../engine/matrix";
import { fromFlat } from "../../engine/matrix-constructors";
import { hstack } from "../../engine/matrix-stack";
import type { Exercise } from "../exercise";

type M = Matrix<any, any>;

/** The columns of X with label k. */
function ofClass(X: M, Y: M, k: number): M {
  const indices = Array.from(Y.data, (_, i) => i).filter((i) => Y.data[i] === k);
  return X.pickColumns(indices);
}

function both(column: (k: number) => M): M {
  return hstack(column(0), column(1));
}

const mean = (X: M, Y: M, k: number): M => ofClass(X, Y, k).mean({ axis: 1 });

export const classMeans: Exercise = {
  call: "classMeans(X, Y)",
  // classes of different size around different points, far from 0 and from each other; in random order
  inputs: (rng) =>
    [5, 9].map((ones) => {
      const m = 12;
      const Y = fromFlat(1, m, rng.shuffle(Array.from({ length: m }, (_, i) => (i < ones ? 1 : 0))));
      const X = rng.uniform(-1, 1, 2, m);
      for (let i = 0; i < m; i++) {
        X.data[i] += Y.data[i] === 1 ? 3 : -1.5;
        X.data[m + i] += Y.data[i] === 1 ? -2 : 5;
      }
      return [X, Y];
    }),
  solve: (X: M, Y: M) => both((k) => mean(X, Y, k)),
  mistakes: [
    {
      name: "with the classes exchanged",
      hint: "Column 0 belongs to class 0, column 1 to class 1.",
      solve: (X, Y) => both((k) => mean(X, Y, 1 - k)),
    },
    {
      name: "with one class a row",
      hint: "A point is a column, as in X: one column for each class.",
      solve: (X, Y) => both((k) => mean(X, Y, k)).T,
    },
    {
      name: "divided by m",
      hint: "A mean is divided by the number of what was added: the samples of this class.",
      solve: (X, Y) =>
        both((k) =>
          ofClass(X, Y, k)
            .sum({ axis: 1 })
            .scale(1 / X.cols),
        ),
    },
    {
      name: "with the sums, not divided",
      hint: "A mean is divided by the number of what was added.",
      solve: (X, Y) => both((k) => ofClass(X, Y, k).sum({ axis: 1 })),
    },
    {
      name: "divided by one less than there are",
      hint: "count − 1 belongs to a variance; a mean is divided by the count.",
      solve: (X, Y) =>
        both((k) => {
          const one = ofClass(X, Y, k);
          return one.sum({ axis: 1 }).scale(1 / (one.cols - 1));
        }),
    },
    {
      name: "with the mean of all samples for both classes",
      hint: "For each class take its own samples only.",
      solve: (X) => both(() => X.mean({ axis: 1 })),
    },
    {
      name: "with the other class's count",
      hint: "A mean is divided by the number of what was added: the samples of this class.",
      solve: (X, Y) =>
        both((k) =>
          ofClass(X, Y, k)
            .sum({ axis: 1 })
            .scale(1 / ofClass(X, Y, 1 - k).cols),
        ),
    },
    {
      name: "with half of m for each class",
      hint: "The classes need not be equally large.",
      solve: (X, Y) =>
        both((k) =>
          ofClass(X, Y, k)
            .sum({ axis: 1 })
            .scale(2 / X.cols),
        ),
    },
    {
      name: "with x₁ and x₂ averaged together",
      hint: "Each row of X has a mean of its own: axis 1 goes along the samples.",
      solve: (X, Y) => both((k) => mean(X, Y, k).map(() => ofClass(X, Y, k).mean())),
    },
    {
      name: "with x₂ above x₁",
      hint: "Row 0 is x₁, as in X.",
      solve: (X, Y) => both((k) => mean(X, Y, k).pickRows([1, 0])),
    },
    {
      name: "with the first sample of each class",
      hint: "Add up all samples of the class.",
      solve: (X, Y) => both((k) => ofClass(X, Y, k).column(0)),
    },
    {
      name: "with the middle between lowest and highest",
      hint: "A mean counts every sample, not the outermost alone.",
      solve: (X, Y) =>
        both((k) => {
          const one = ofClass(X, Y, k);
          return one
            .max({ axis: 1 })
            .add(one.min({ axis: 1 }))
            .scale(0.5);
        }),
    },
    {
      name: "with class 1's mean alone, in both columns",
      hint: "Column 0 belongs to class 0.",
      solve: (X, Y) => both(() => mean(X, Y, 1)),
    },
  ],
  tolerance: 1e-12, // measured: sums in the other order, 1e-15
};
