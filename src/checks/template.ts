/**
 * The exercise of notebooks/homework/template.ipynb: what a new homework's file of checks looks like. A teacher copies
 * it, and adds a line to homeworks.ts.
 */

import type { Matrix } from "../engine/matrix";
import type { Exercises } from "./exercise";

type M = Matrix<any, any>;

export const template: Exercises = {
  q1: {
    call: "center(X)",
    inputs: (rng) => [rng.randn(2, 5).add(3), rng.randn(4, 3).sub(1)].map((X) => [X]),
    solve: (X: M) => X.sub(X.mean({ axis: 1 })),
    // Sums in another order differ by at most 2e-15 on 1000 drawings.
    tolerance: 1e-12,
    mistakes: [
      {
        name: "with the mean of each sample",
        hint: "Which way do the samples lie in X, as rows or as columns?",
        solve: (X: M) => X.sub(X.mean({ axis: 0 })),
      },
      {
        name: "with one mean for all features",
        hint: "Every feature has a mean of its own: an n × 1 column.",
        solve: (X: M) => X.sub(X.mean()),
      },
      {
        name: "with the mean added",
        hint: "What should the new mean be?",
        solve: (X: M) => X.add(X.mean({ axis: 1 })),
      },
      {
        name: "with the sum in place of the mean",
        hint: "A mean is divided by the number of samples.",
        solve: (X: M) => X.sub(X.sum({ axis: 1 })),
      },
      {
        name: "divided by n in place of m",
        hint: "Count the samples, not the features.",
        solve: (X: M) => X.sub(X.sum({ axis: 1 }).scale(1 / X.rows)),
      },
      {
        name: "with the first sample in place of the mean",
        hint: "All samples count alike.",
        solve: (X: M) => X.sub(X.column(0)),
      },
      {
        name: "with the largest number in place of the mean",
        hint: "The mean lies between the smallest and the largest.",
        solve: (X: M) => X.sub(X.max({ axis: 1 })),
      },
      {
        name: "with the means alone",
        hint: "Return X with its mean taken away, as large as X.",
        solve: (X: M) => X.scale(0).add(X.mean({ axis: 1 })),
      },
    ],
  },
};
