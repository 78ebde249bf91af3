import { killMatrix } from "./kill-matrix";

killMatrix("template", {
  q1: {
    answer: "center",
    cells: ['import { zeros } from "./src";'],
    right: {
      "with matrices": "function center(X) { return X.sub(X.mean({ axis: 1 })); }",
      "by the sum": "function center(X) { return X.sub(X.sum({ axis: 1 }).scale(1 / X.cols)); }",
      "by a product with ones": "function center(X) { return X.sub(X.dot(zeros(X.cols, 1).add(1 / X.cols))); }",
    },
    wrong: {
      "axis 0": { change: ["axis: 1", "axis: 0"], says: "this is what comes out with the mean of each sample." },
      "no axis": { change: ["{ axis: 1 }", ""], says: "this is what comes out with one mean for all features." },
      plus: { change: ["sub", "add"], says: "this is what comes out with the mean added." },
      sum: { change: ["mean", "sum"], says: "this is what comes out with the sum in place of the mean." },
      n: {
        code: "function center(X) { return X.sub(X.sum({ axis: 1 }).scale(1 / X.rows)); }",
        says: "this is what comes out divided by n in place of m.",
      },
      first: {
        change: ["mean({ axis: 1 })", "column(0)"],
        says: "this is what comes out with the first sample in place of the mean.",
      },
      max: { change: ["mean", "max"], says: "this is what comes out with the largest number in place of the mean." },
      "means alone": {
        change: ["X.sub(", "X.scale(0).add("],
        says: "this is what comes out with the means alone.",
      },
      shape: {
        change: ["return X.sub(X.mean({ axis: 1 }))", "return X.mean({ axis: 1 })"],
        says: "it returns a 2×1 matrix; expected is a 2×5 matrix.",
      },
      "not a number": { change: ["X.sub(", "X.scale(0 / 0).add("], says: "it returns NaN in row 0, column 0." },
      changed: {
        code: "function center(X) { const mean = X.mean({ axis: 1 }); X.data.fill(0); return X.sub(mean); }",
        says: "the argument X was changed by center.",
      },
      global: {
        cells: ["let axis: 1 = 1;"],
        change: ["axis: 1", "axis"],
        says: "it uses the global variable axis (cell [3], line 1).",
      },
    },
  },
});
