/** The kill matrix of hw4: wrong solutions that its checks refuse, each with its own message, and right ones. */
import { firstInSession, killMatrix, type Table } from "./kill-matrix";

const CIRCLES = `
function twoCircles(m: number, factor: number): { X: Matrix<2, any>; Y: Matrix<1, any> } {
  const outer = Math.floor(m / 2), inner = m - outer;
  const x1: number[] = [], x2: number[] = [], y: number[] = [];
  for (let k = 0; k < outer; k++) {
    const t = (2 * Math.PI * k) / outer;
    x1.push(cos(t)); x2.push(sin(t)); y.push(0);
  }
  for (let k = 0; k < inner; k++) {
    const t = (2 * Math.PI * k) / inner;
    x1.push(factor * cos(t)); x2.push(factor * sin(t)); y.push(1);
  }
  return { X: matrix([x1, x2]), Y: matrix([y]) };
}`;

const GRID = `
function gridOver(X: Matrix<2, any>, count: number): { from: number; step: number } {
  const low = X.min(), high = X.max();
  const margin = (high - low) / 10;
  return { from: low - margin, step: (high - low + 2 * margin) / (count - 1) };
}`;

const CONSTANT = `
function constantCost(Y: Matrix<1, any>): { p: number; cost: number } {
  const p = Y.sum() / Y.cols;
  if (p === 0 || p === 1) return { p, cost: 0 };
  return { p, cost: -p * log(p) - (1 - p) * log(1 - p) };
}`;

const MEANS = `
function classMeans(X: Matrix<2, any>, Y: Matrix<1, any>): Matrix<2, 2> {
  const sums = [[0, 0], [0, 0]], counts = [0, 0];
  for (let i = 0; i < X.cols; i++) {
    const k = Y.at(0, i);
    counts[k] += 1;
    sums[0][k] += X.at(0, i);
    sums[1][k] += X.at(1, i);
  }
  return matrix([[sums[0][0] / counts[0], sums[0][1] / counts[1]], [sums[1][0] / counts[0], sums[1][1] / counts[1]]]);
}`;

const table: Table = {
  q1: {
    answer: "twoCircles",
    cells: ['import { circles, cos, full, hstack, Matrix, matrix, sin } from "./src";'],
    right: {
      "with two loops": CIRCLES,
      "with Math.cos and Math.sin": CIRCLES.replaceAll(" cos(", " Math.cos(")
        .replaceAll(" sin(", " Math.sin(")
        .replaceAll("(cos(", "(Math.cos(")
        .replaceAll("(sin(", "(Math.sin("),
      "with a helper, side by side": `
const PI = 3.141592653589793;
function circle(count: number, radius: number): Matrix<2, any> {
  const angles = Array.from({ length: count }, (_, k) => k * (2 * PI / count));
  return matrix([angles.map((t) => cos(t)), angles.map((t) => sin(t))]).scale(radius);
}
function twoCircles(m: number, factor: number) {
  const outer = (m - (m % 2)) / 2;
  const X = hstack(circle(outer, 1), circle(m - outer, factor));
  return { X, Y: hstack(full(1, outer, 0), full(1, m - outer, 1)) };
}`,
      "by turning": `
function twoCircles(m: number, factor: number) {
  const columns: number[][] = [], labels: number[] = [];
  for (const [count, radius, label] of [[m >> 1, 1, 0], [m - (m >> 1), factor, 1]]) {
    const c = Math.cos(2 * Math.PI / count), s = Math.sin(2 * Math.PI / count);
    let [x, y] = [radius, 0];
    for (let k = 0; k < count; k++) {
      columns.push([x, y]);
      labels.push(label);
      [x, y] = [c * x - s * y, s * x + c * y];
    }
  }
  return { X: matrix(columns).T, Y: matrix([labels]) };
}`,
    },
    wrong: {
      "cos and sin exchanged": {
        change: [
          "x1.push(cos(t)); x2.push(sin(t))",
          "x1.push(sin(t)); x2.push(cos(t))",
          "factor * cos",
          "factor * tan",
          "factor * sin",
          "factor * cos",
          "factor * tan",
          "factor * sin",
        ],
        says: "X is what comes out with cos and sin exchanged.",
      },
      "ends that meet": {
        change: ["k) / outer", "k) / (outer - 1)", "k) / inner", "k) / (inner - 1)"],
        says: "X is what comes out with the first point of a circle twice.",
      },
      "half circles": {
        change: ["2 * Math.PI", "Math.PI", "(2 * Math.PI", "(Math.PI"],
        says: "X is what comes out with half circles.",
      },
      degrees: {
        change: ["2 * Math.PI", "360", "(2 * Math.PI", "(360"],
        says: "X is what comes out with angles in degrees.",
      },
      "one circle's steps": {
        change: ["k) / outer", "k) / m", "k) / inner", "k) / m"],
        says: "X is what comes out with the steps of one circle of m points.",
      },
      "counted from 1": {
        change: ["Math.PI * k", "Math.PI * (k + 1)", "Math.PI * k)", "Math.PI * (k + 1))"],
        says: "X is what comes out with points counted from 1.",
      },
      "no 2π": { change: ["2 * Math.PI * k", "k", "(2 * Math.PI * k", "(k"], says: "X is what comes out without 2π." },
      "no factor": {
        change: ["factor * cos", "cos", "factor * sin", "sin"],
        says: "X is what comes out without factor.",
      },
      "the inner circle first": {
        change: [
          "x1.push(cos(t)); x2.push(sin(t))",
          "x1.push(factor * Math.cos(t)); x2.push(factor * Math.sin(t))",
          "factor * cos",
          "cos",
          "factor * sin",
          "sin",
        ],
        says: "X is what comes out with the inner circle first.",
      },
      "factor outside, too": {
        change: ["x1.push(cos(t)); x2.push(sin(t))", "x1.push(factor * cos(t)); x2.push(factor * sin(t))"],
        says: "X is what comes out with factor for both circles.",
      },
      "factor in x₁": { change: ["factor * sin", "sin"], says: "X is what comes out with factor in x₁ only." },
      "factor squared": {
        change: ["factor * cos", "factor * factor * cos", "factor * sin", "factor * factor * sin"],
        says: "X is what comes out with the radius squared.",
      },
      "rounded up": {
        change: ["Math.floor", "Math.ceil"],
        says: "X is what comes out with the larger half of an odd m outside.",
      },
      "one point a row": {
        change: ["matrix([x1, x2])", "matrix([x1, x2]).T as any"],
        says: "X is what comes out with one point a row.",
      },
      "classes exchanged": {
        change: ["y.push(0)", "y.push(2)", "y.push(1)", "y.push(0)", "y.push(2)", "y.push(1)"],
        says: "Y is what comes out with the classes exchanged.",
      },
      "1 and 2": {
        change: ["y.push(1)", "y.push(2)", "y.push(0)", "y.push(1)"],
        says: "Y is what comes out with the classes 1 and 2.",
      },
      "in turn": {
        change: ["matrix([y])", "matrix([y.map((_, i) => i % 2)])"],
        says: "Y is what comes out with the classes in turn.",
      },
      "another radius": { change: ["factor * cos", "2 * factor * cos"], says: "X is not right." },
      "labels as a list": {
        change: ["matrix([y])", "y as any"],
        says: "Y is a list of 13; expected is a 1×13 matrix.",
      },
      "labels as a column": {
        change: ["matrix([y])", "matrix([y]).T as any"],
        says: "Y is a 13×1 matrix; expected is a 1×13 matrix.",
      },
      "no labels": { change: [", Y: matrix([y])", ""], says: "Y is nothing; expected is a 1×13 matrix." },
      "not a number": { change: ["x1.push(cos(t))", "x1.push(cos(t) - NaN)"], says: "X is NaN in row 0, column 0." },
      "a global list": {
        cells: ["const x2: number[] = [];"],
        change: ["x2: number[] = [], ", "", "  for", "  x2.length = 0;\n  for"],
        says: "it uses the global variable x2 (cell [3], line 5).",
      },
      "the engine's circles": {
        change: ["return {", "circles;\n  return {"],
        says: "it uses circles of ./src (cell [2], line 13).",
      },
    },
  },
  q2: {
    answer: "gridOver",
    cells: ['import { boundary, Matrix, matrix } from "./src";'],
    right: {
      "with min and max": GRID,
      "with a sorted list": `
function gridOver(X: Matrix<2, any>, count: number) {
  const all = [...X.data].sort((a, b) => a - b);
  const width = all[all.length - 1] - all[0];
  return { step: (1.2 * width) / (count - 1), from: all[0] - 0.1 * width };
}`,
      "row by row": `
const gridOver = (X: Matrix<2, any>, count: number) => {
  const low = Math.min(X.row(0).min(), X.row(1).min()), high = Math.max(X.row(0).max(), X.row(1).max());
  const from = low - (high - low) * 0.1, to = high + (high - low) * 0.1;
  return { from, step: (to - from) / (count - 1) };
};`,
    },
    wrong: {
      "no margin": { change: ["(high - low) / 10", "0"], says: "from is what comes out without the margin." },
      "a fixed margin": {
        change: ["(high - low) / 10", "0.1"],
        says: "from is what comes out with a margin of 0.1, whatever the data's width is.",
      },
      "margin added": {
        change: ["low - margin", "low + margin"],
        says: "from is what comes out with the margin added.",
      },
      "a tenth of the lowest": {
        change: ["low - margin", "1.1 * low"],
        says: "from is what comes out with a tenth of the lowest number for the margin.",
      },
      "a tenth of the highest": {
        change: ["(high - low) / 10", "high / 10"],
        says: "from is what comes out with a tenth of the highest number for the margin.",
      },
      "x₁ only": {
        change: ["X.min()", "X.row(0).min()", "X.max()", "X.row(0).max()"],
        says: "from is what comes out with x₁ alone.",
      },
      "x₂ only": {
        change: ["X.min()", "X.row(1).min()", "X.max()", "X.row(1).max()"],
        says: "from is what comes out with x₂ alone.",
      },
      "first and last": {
        change: ["X.min()", "X.data[0]", "X.max()", "X.data[X.data.length - 1]"],
        says: "from is what comes out with the first and the last number of X.",
      },
      "highest and lowest": {
        change: ["X.min()", "X.lowest()", "X.max()", "X.min()", "X.lowest()", "X.max()"],
        says: "from is what comes out with the highest number where the lowest belongs.",
      },
      "around 0": {
        change: ["X.min()", "-X.abs().max()", "X.max()", "X.abs().max()"],
        says: "from is what comes out with the largest absolute value on both sides.",
      },
      "count steps": { change: ["/ (count - 1)", "/ count"], says: "step is what comes out divided by count." },
      "one step too many": {
        change: ["/ (count - 1)", "/ (count + 1)"],
        says: "step is what comes out divided by count + 1.",
      },
      "one margin": {
        change: ["2 * margin", "margin"],
        says: "step is what comes out with the margin on one side only.",
      },
      "the margins left out of the step": {
        change: [" + 2 * margin", ""],
        says: "step is what comes out without the margin.",
      },
      "the width": {
        change: [" / (count - 1)", ""],
        says: "step is what comes out with the width, not yet divided into steps.",
      },
      "the end": {
        change: ["(high - low + 2 * margin) / (count - 1)", "high + margin"],
        says: "step is what comes out with the end of the grid.",
      },
      "something else": { change: ["2 * margin", "7 * margin"], says: "step is not right." },
      "a matrix": { change: ["X.min()", "X.min({ axis: 1 }) as any"], says: "from is NaN." },
      "a list": {
        change: ["return { from: low - margin, step: ", "return [low - margin, ", " };", "] as any;"],
        says: "it returns a list of 2; expected is an object with from, step.",
      },
      "one field missing": { change: ["from: low - margin, ", ""], says: "from is nothing; expected is a number." },
      "not finite": { change: ["/ (count - 1)", "/ 0"], says: "step is Infinity." },
      "X changed": {
        change: ["const low", "X.data.sort();\n  const low"],
        says: "the argument X was changed by gridOver.",
      },
      "a global margin": {
        cells: ["let tenth = 10;"],
        change: ["/ 10", "/ tenth"],
        says: "it uses the global variable tenth (cell [3], line 4).",
      },
      "the engine's plot": {
        change: ["return {", "boundary;\n  return {"],
        says: "it uses boundary of ./src (cell [2], line 5).",
      },
    },
  },
  q3: {
    answer: "constantCost",
    cells: ['import { costOf, crossEntropy, log, Matrix, matrix } from "./src";'],
    right: {
      "the formula": CONSTANT,
      "the mean over the samples": `
function constantCost(Y: Matrix<1, any>) {
  const p = Y.mean();
  let cost = 0;
  for (let i = Y.cols - 1; i >= 0; i--) cost -= Math.log(Y.at(0, i) === 1 ? p : 1 - p);
  return { p, cost: cost / Y.cols };
}`,
      "with counts": `
const constantCost = (Y: Matrix<1, any>) => {
  const m = Y.data.length, ones = Y.data.filter((y) => y === 1).length;
  const term = (n: number) => (n === 0 ? 0 : (n / m) * log(m / n));
  return { p: ones / m, cost: term(ones) + term(m - ones) };
};`,
      "with a matrix": `
function constantCost(Y: Matrix<1, any>) {
  const p = Y.mean();
  return { p, cost: Y.map((y) => -log(y === 1 ? p : 1 - p)).mean() };
}`,
    },
    wrong: {
      "class 0's share": {
        change: ["Y.sum() / Y.cols", "1 - Y.sum() / Y.cols"],
        says: "p is what comes out with the share of class 0.",
      },
      "a number for a share": {
        change: ["Y.sum() / Y.cols", "Y.sum()"],
        says: "p is what comes out with the number of ones, not their share.",
      },
      "one half": { change: ["Y.sum() / Y.cols", "0.5"], says: "p is what comes out with 0.5, whatever Y is." },
      odds: {
        change: ["Y.sum() / Y.cols", "Y.sum() / (Y.cols - Y.sum())"],
        says: "p is what comes out with the ones divided by the zeros.",
      },
      "the frequent class": {
        change: ["Y.sum() / Y.cols", "Y.mean() > 0.5 ? 1 : 0"],
        says: "p is what comes out with the class that is more frequent.",
      },
      "no minus": {
        change: ["-p * log(p) - ", "p * log(p) + "],
        says: "cost is what comes out without the minus sign.",
      },
      "base 2": {
        change: ["log(p)", "Math.log2(p)", "* log(1", "* Math.log2(1"],
        says: "cost is what comes out with logarithms to base 2.",
      },
      "base 10": {
        change: ["log(p)", "Math.log10(p)", "* log(1", "* Math.log10(1"],
        says: "cost is what comes out with logarithms to base 10.",
      },
      "class 1 only": { change: [" - (1 - p) * log(1 - p)", ""], says: "cost is what comes out with class 1 alone." },
      "class 0 only": { change: ["-p * log(p) - ", "-"], says: "cost is what comes out with class 0 alone." },
      "a sum": {
        change: ["-p * log(p) - (1 - p) * log(1 - p)", "Y.cols * (-p * log(p) - (1 - p) * log(1 - p))"],
        says: "cost is what comes out with the sum over the samples.",
      },
      "a mean of a mean": {
        change: ["-p * log(p) - (1 - p) * log(1 - p)", "(-p * log(p) - (1 - p) * log(1 - p)) / Y.cols"],
        says: "cost is what comes out divided by m once more.",
      },
      "shares exchanged": {
        code: CONSTANT.replace("p === 0 || p === 1", "false").replace(
          "-p * log(p) - (1 - p) * log(1 - p)",
          "-p * log(1 - p) - (1 - p) * log(p)",
        ),
        says: "cost is what comes out with the classes' shares exchanged.",
      },
      "the cost of one half": {
        code: "const constantCost = (Y: Matrix<1, any>) => ({ p: Y.mean(), cost: log(2) });",
        says: "cost is what comes out with log 2, the cost of 0.5.",
      },
      "0·log 0": {
        change: ["  if (p === 0 || p === 1) return { p, cost: 0 };\n", ""],
        says: "cost is what comes out with p·log p for p = 1.",
      },
      "something else": { change: ["-p * log(p)", "-p * log(p) + 1"], says: "cost is not right." },
      "a number": {
        change: ["{ p, cost: -p * log(p) - (1 - p) * log(1 - p) }", "(-p * log(p)) as any"],
        says: "it returns a number; expected is an object with p, cost.",
      },
      "a matrix for p": {
        change: ["Y.sum() / Y.cols", "Y.mean({ axis: 1 }) as any", "p * log(p) - (1 - p) * log(1 - p)", "p"],
        says: "p is a 1×1 matrix; expected is a number.",
      },
      "a list": {
        change: ["{ p, cost: -p", "[p, -p", "log(1 - p) }", "log(1 - p)] as any"],
        says: "it returns a list of 2; expected is an object with p, cost.",
      },
      "Y changed": {
        change: ["const p", "Y.data.fill(1);\n  const p"],
        says: "the argument Y was changed by constantCost.",
      },
      "a global variable": {
        cells: ["let share = 0;"],
        change: ["const p = Y.sum() / Y.cols;", "share = Y.sum() / Y.cols;\n  const p = share;"],
        says: "it uses the global variable share (cell [3], line 3).",
      },
      "the engine's cost": {
        change: ["const p", "crossEntropy;\n  const p"],
        says: "it uses crossEntropy of ./src (cell [2], line 3).",
      },
    },
  },
  q4: {
    answer: "classMeans",
    cells: ['import { hstack, Matrix, matrix } from "./src";'],
    right: {
      "with a loop": MEANS,
      "with masks": `
function classMeans(X: Matrix<2, any>, Y: Matrix<1, any>) {
  const mean = (mask: Matrix<1, any>) => X.times(mask).sum({ axis: 1 }).div(mask.sum());
  return hstack(mean(Y.equalTo(0)), mean(Y));
}`,
      "with a product": `
function classMeans(X: Matrix<2, any>, Y: Matrix<1, any>) {
  const isOf = matrix([Array.from(Y.data, (y) => 1 - y), Array.from(Y.data)]).T;
  return X.dot(isOf).div(isOf.sum({ axis: 0 }));
}`,
      "with the columns picked, from the last": `
const classMeans = (X: Matrix<2, any>, Y: Matrix<1, any>) => {
  const places = (k: number) => [...Y.data.keys()].filter((i) => Y.data[i] === k).reverse();
  const [zero, one] = [0, 1].map((k) => X.pickColumns(places(k)).mean({ axis: 1 }));
  return hstack(zero, one);
};`,
    },
    wrong: {
      "classes exchanged": {
        change: ["k = Y.at(0, i)", "k = 1 - Y.at(0, i)"],
        says: "this is what comes out with the classes exchanged.",
      },
      turned: {
        change: [
          "return matrix(",
          "return (",
          "]]);",
          "]] && matrix([[sums[0][0] / counts[0], sums[1][0] / counts[0]], [sums[0][1] / counts[1], sums[1][1] / counts[1]]]));",
        ],
        says: "this is what comes out with one class a row.",
      },
      "divided by m": {
        change: ["counts[k] += 1", "counts[0] = counts[1] = X.cols"],
        says: "this is what comes out divided by m.",
      },
      sums: {
        change: ["counts[k] += 1", "counts[0] = counts[1] = 1"],
        says: "this is what comes out with the sums, not divided.",
      },
      "one less": {
        change: ["counts = [0, 0]", "counts = [-1, -1]"],
        says: "this is what comes out divided by one less than there are.",
      },
      "all samples": {
        code: "const classMeans = (X, Y) => hstack(X.mean({ axis: 1 }), X.mean({ axis: 1 }));",
        says: "this is what comes out with the mean of all samples for both classes.",
      },
      "the other count": {
        change: ["counts[k] += 1", "counts[1 - k] += 1"],
        says: "this is what comes out with the other class's count.",
      },
      "half of m": {
        change: ["counts[k] += 1", "counts[0] = counts[1] = X.cols / 2"],
        says: "this is what comes out with half of m for each class.",
      },
      "both rows together": {
        change: [
          "sums[0][k] += X.at(0, i)",
          "sums[0][k] += (X.at(0, i) + X.at(1, i)) / 2",
          "sums[1][k] += X.at(1, i)",
          "sums[1][k] += (X.at(0, i) + X.at(1, i)) / 2",
        ],
        says: "this is what comes out with x₁ and x₂ averaged together.",
      },
      "rows exchanged": {
        change: [
          "sums[0][k] += X.at(0, i)",
          "sums[0][k] += X.at(1, i)",
          "sums[1][k] += X.at(1, i)",
          "sums[1][k] += X.at(0, i)",
        ],
        says: "this is what comes out with x₂ above x₁.",
      },
      "the first ones": {
        change: ["counts[k] += 1;", "if (counts[k] > 0) continue;\n    counts[k] = 1;"],
        says: "this is what comes out with the first sample of each class.",
      },
      "middles of ranges": {
        code: `
function classMeans(X, Y) {
  const of = (k) => X.pickColumns([...Y.data.keys()].filter((i) => Y.data[i] === k));
  const middle = (A) => A.max({ axis: 1 }).add(A.min({ axis: 1 })).scale(0.5);
  return hstack(middle(of(0)), middle(of(1)));
}`,
        says: "this is what comes out with the middle between lowest and highest.",
      },
      "class 1 twice": {
        change: [
          "sums[0][0] / counts[0]",
          "sums[0][1] / counts[1]",
          "sums[1][0] / counts[0]",
          "sums[1][1] / counts[1]",
        ],
        says: "this is what comes out with class 1's mean alone, in both columns.",
      },
      "something else": { change: ["sums[0][k] +=", "sums[0][k] -="], says: "the answer is not right." },
      "a list of rows": {
        change: ["return matrix(", "return (", "]]);", "]] as any);"],
        says: "it returns a list of 2; expected is a 2×2 matrix.",
      },
      "one column": {
        code: "const classMeans = (X, Y) => X.mean({ axis: 1 });",
        says: "it returns a 2×1 matrix; expected is a 2×2 matrix.",
      },
      "not a number": {
        change: ["counts[k] += 1", "counts[1] += 1"],
        says: "it returns -Infinity in row 0, column 0.",
      },
      "X changed": {
        change: ["const sums", "X.data.fill(0);\n  const sums"],
        says: "the argument X was changed by classMeans.",
      },
      "global counts": {
        cells: ["let counts = [0, 0];"],
        change: [", counts = [0, 0];", ";\n  counts = [0, 0];"],
        says: "it uses the global variable counts (cell [3], line 4).",
      },
    },
  },
};

killMatrix("hw4-circles", table);

firstInSession("hw4-circles", table);
