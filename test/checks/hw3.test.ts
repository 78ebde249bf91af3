/** The kill matrix of hw3: wrong solutions that its checks refuse, each with its own message, and right ones. */
import { firstInSession, killMatrix, type Table } from "./kill-matrix";

const COUNT = `
function countParameters(sizes: number[]): number {
  let count = 0;
  for (let l = 1; l < sizes.length; l++) count += sizes[l] * sizes[l - 1] + sizes[l];
  return count;
}`;

const FORWARD = `
function forwardAll(layers: readonly Layer[], X: Matrix<any, any>): { A: Matrix<any, any>[] } {
  const L = layers.length;
  const A = [X];
  for (let l = 1; l <= L; l++) {
    const { W, b } = layers[l - 1];
    const Z = W.dot(A[l - 1]).add(b);
    A[l] = l < L ? tanh.g(Z) : sigmoid.g(Z);
  }
  return { A };
}`;

const GRID = `
function gridPoints(from: number, step: number, count: number): Matrix<2, any> {
  const points = zeros(2, count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      points.data[i * count + j] = from + i * step;
      points.data[count * count + i * count + j] = from + j * step;
    }
  }
  return points;
}`;

const MISREAD = `
function misread(Yhat: Matrix<1, any>, Y: Matrix<1, any>): number {
  let count = 0;
  for (let i = 0; i < Y.cols; i++) {
    const answer = Yhat.at(0, i) > 0.5 ? 1 : 0;
    if (answer !== Y.at(0, i)) count += 1;
  }
  return count;
}`;

const table: Table = {
  q1: {
    answer: "countParameters",
    cells: ['import { createNetwork, parameterCount, seed } from "./src";'],
    right: {
      "with a loop": COUNT,
      "with reduce": `
const countParameters = (n: number[]) => n.slice(1).reduce((total, size, i) => total + size * (n[i] + 1), 0);`,
      "weights, then biases": `
function countParameters(sizes: number[]): number {
  let weights = 0, biases = 0;
  sizes.forEach((size, l) => {
    if (l === 0) return;
    weights += sizes[l - 1] * size;
    biases += size;
  });
  return weights + biases;
}`,
      recursive: `
function countParameters([p, n, ...more]: number[]): number {
  return n === undefined ? 0 : n * p + n + countParameters([n, ...more]);
}`,
    },
    wrong: {
      "no biases": { change: [" + sizes[l];", ";"], says: "this is what comes out without the biases." },
      "biases from layer 0": {
        change: ["count = 0", "count = sizes[0]"],
        says: "this is what comes out with a bias for every input, too.",
      },
      "one bias a layer": { change: ["+ sizes[l];", "+ 1;"], says: "this is what comes out with one bias a layer." },
      "biases of the layer before": {
        change: ["+ sizes[l];", "+ sizes[l - 1];"],
        says: "this is what comes out with the biases of the layer before.",
      },
      "the loop too short": {
        change: ["l < sizes.length", "l < sizes.length - 1"],
        says: "this is what comes out without the output layer.",
      },
      "no bias for the output": {
        change: ["return count", "return count - sizes[sizes.length - 1]"],
        says: "this is what comes out without the output's bias.",
      },
      "the loop too late": { change: ["l = 1", "l = 2"], says: "this is what comes out without the first layer." },
      units: {
        change: ["sizes[l] * sizes[l - 1] + ", ""],
        says: "this is what comes out with the units counted, not their weights.",
      },
      "units and inputs": {
        code: "const countParameters = (sizes: number[]) => sizes.reduce((a, b) => a + b, 0);",
        says: "this is what comes out with the units counted, the inputs among them.",
      },
      "a sum for the product": {
        change: ["sizes[l] * sizes", "sizes[l] + sizes"],
        says: "this is what comes out with rows and columns of W added, not multiplied.",
      },
      "square matrices": {
        change: ["sizes[l] * sizes[l - 1]", "sizes[l] * sizes[l]"],
        says: "this is what comes out with square weight matrices.",
      },
      "one product": {
        code: "const countParameters = (sizes: number[]) => sizes.reduce((a, b) => a * b, 1);",
        says: "this is what comes out with all sizes multiplied.",
      },
      matrices: {
        code: "const countParameters = (sizes: number[]) => 2 * (sizes.length - 1);",
        says: "this is what comes out with the number of matrices.",
      },
      "something else": { change: ["return count", "return count + 1000"], says: "the answer is not right." },
      "a place that is not there": { change: ["l = 1", "l = 0"], says: "it returns NaN." },
      "a text": { change: ["return count", 'return "many" as any'], says: 'it returns "many"; expected is a number.' },
      "sizes changed": {
        change: ["let count", "sizes.reverse();\n  let count"],
        says: "the argument sizes was changed by countParameters.",
      },
      "a global variable": {
        cells: ["let total = 0;"],
        change: ["return count", "total = count;\n  return total"],
        says: "it uses the global variable total (cell [3], line 5).",
      },
      "the engine's count": {
        change: [
          "return count",
          'return parameterCount(createNetwork({ sizes, activations: sizes.slice(1).map(() => "tanh"), rng: seed(1) }))',
        ],
        says: "it uses parameterCount of ./src (cell [2], line 5).",
      },
    },
  },
  q2: {
    answer: "forwardAll",
    cells: [
      'import { forward, Matrix, matrix, relu, sigmoid, tanh } from "./src";',
      "interface Layer { W: Matrix<any, any>; b: Matrix<any, 1> }",
    ],
    right: {
      "with a loop": FORWARD,
      "with loops over numbers, from the last term to the first": `
function forwardAll(layers: readonly Layer[], X: Matrix<any, any>) {
  const A = [X];
  layers.forEach(({ W, b }, index) => {
    const before = A[index];
    const rows = Array.from({ length: W.rows }, (_, i) => Array.from({ length: X.cols }, (_, s) => {
      let z = b.at(i, 0);
      for (let k = W.cols - 1; k >= 0; k--) z += W.at(i, k) * before.at(k, s);
      return index === layers.length - 1 ? 1 / (1 + Math.exp(-z)) : Math.tanh(z);
    }));
    A.push(matrix(rows));
  });
  return { A };
}`,
      "with tanh from exponentials": FORWARD.replace(
        "tanh.g(Z)",
        "Z.map((z) => (Math.exp(z) - Math.exp(-z)) / (Math.exp(z) + Math.exp(-z)))",
      ).replace("sigmoid.g(Z)", "Z.map((z) => Math.exp(z) / (1 + Math.exp(z)))"),
      "with reduce, and Z as well": `
const forwardAll = (layers: readonly Layer[], X: Matrix<any, any>) =>
  layers.reduce(({ A, Z }, { W, b }, i) => {
    const next = W.dot(A[i]).add(b);
    return { Z: [...Z, next], A: [...A, (i + 1 < layers.length ? tanh : sigmoid).g(next)] };
  }, { A: [X], Z: [] });`,
    },
    wrong: {
      "no b": { change: [".add(b)", ""], says: "A[1] is what comes out without b." },
      "minus b": { change: [".add(b)", ".sub(b)"], says: "A[1] is what comes out with b taken away." },
      "b outside": {
        change: [".add(b);", ";", "tanh.g(Z)", "tanh.g(Z).add(b)", "sigmoid.g(Z)", "sigmoid.g(Z).add(b)"],
        says: "A[1] is what comes out with b added after the activation.",
      },
      "tanh everywhere": {
        change: ["sigmoid.g", "tanh.g"],
        says: "A[3] is what comes out with tanh in the output layer, too.",
      },
      "sigmoid everywhere": {
        change: ["tanh.g", "sigmoid.g"],
        says: "A[1] is what comes out with the sigmoid in the hidden layers, too.",
      },
      ReLU: { change: ["tanh.g", "relu.g"], says: "A[1] is what comes out with ReLU in the hidden layers." },
      "Z for the output": {
        change: ["sigmoid.g(Z)", "Z"],
        says: "A[3] is what comes out without an activation in the output layer.",
      },
      "Z for the hidden layers": {
        change: ["tanh.g(Z)", "Z"],
        says: "A[1] is what comes out without an activation in the hidden layers.",
      },
      "Z for layer 1": {
        change: ["tanh.g(Z)", "l === 1 ? Z : tanh.g(Z)"],
        says: "A[1] is what comes out without an activation in layer 1.",
      },
      "two activations": {
        change: ["sigmoid.g(Z)", "sigmoid.g(tanh.g(Z))"],
        says: "A[3] is what comes out with tanh and then the sigmoid in the output layer.",
      },
      classes: {
        change: ["sigmoid.g(Z)", "sigmoid.g(Z).map((a) => (a > 0.5 ? 1 : 0))"],
        says: "A[3] is what comes out with classes in place of ŷ.",
      },
      "no A[0]": { change: ["{ A };", "{ A: A.slice(1) };"], says: "A is what comes out without A[0]." },
      "no A[L]": { change: ["{ A };", "{ A: A.slice(0, L) };"], says: "A is what comes out without the output layer." },
      "A[L] alone": { change: ["{ A };", "{ A: [A[L]] };"], says: "A is what comes out with the output alone." },
      "the answer alone": {
        change: ["{ A };", "A[L] as any;"],
        says: "it returns a 1×5 matrix; expected is an object with A.",
      },
      "a turned output": {
        change: ["sigmoid.g(Z)", "sigmoid.g(Z).T"],
        says: "A[3] is a 5×1 matrix; expected is a 1×5 matrix.",
      },
      "not a number": {
        change: ["sigmoid.g(Z)", "sigmoid.g(Z).sub(2).log()"],
        says: "A[3] is NaN in row 0, column 0.",
      },
      "W turned": {
        change: ["W.dot(A[l - 1])", "W.T.dot(A[l - 1])"],
        says: "forwardAll(layers, X) failed: ShapeError: dot: 2×3 · 2×5: the left has 3 columns, the right has 2 rows (A.T.dot(B) would be 3×5)",
      },
      "b spread by hand": {
        change: ["W.dot(A[l - 1]).add(b)", "W.dot(A[l - 1]).add(b.at(0, 0))"],
        says: "A[1] is not right.",
      },
      "layers changed": {
        change: ["const { W, b } = layers[l - 1];", "const { W, b } = layers[l - 1];\n    W.data[0] *= 2;"],
        says: "the argument layers was changed by forwardAll.",
      },
      "a global list": {
        cells: ["const A: Matrix<any, any>[] = [];"],
        change: ["const A = [X];", "A.length = 0;\n  A.push(X);", "return { A };", "return { A: [...A] };"],
        says: "it uses the global variable A (cell [4], line 4).",
      },
      "the engine's forward": {
        change: ["return {", "forward;\n  return {"],
        says: "it uses forward of ./src (cell [3], line 10).",
      },
    },
  },
  q3: {
    answer: "gridPoints",
    cells: ['import { boundary, fromFlat, hstack, Matrix, matrix, zeros } from "./src";'],
    right: {
      "place by place": GRID,
      "with division": `
function gridPoints(from: number, step: number, count: number) {
  const k = Array.from({ length: count * count }, (_, k) => k);
  return matrix([k.map((k) => from + step * Math.floor(k / count)), k.map((k) => from + step * (k % count))]);
}`,
      "point by point, then turned": `
function gridPoints(from: number, step: number, count: number) {
  const points: number[][] = [];
  let x1 = from;
  for (let i = 0; i < count; i++, x1 += step) {
    let x2 = from;
    for (let j = 0; j < count; j++, x2 += step) points.push([x1, x2]);
  }
  return matrix(points).T;
}`,
    },
    wrong: {
      "the slide's columns": {
        change: [
          "data[i * count + j]",
          "data[i * (count - 1) + j]",
          "count + i * count + j",
          "count + i * (count - 1) + j",
        ],
        says: "this is what comes out with the slide's i*39 + j.",
      },
      "i and j exchanged": {
        change: ["from + i * step", "from + k * step", "from + j * step", "from + i * step", "from + k", "from + j"],
        says: "this is what comes out with i and j exchanged.",
      },
      "i twice": {
        change: ["from + j * step", "from + i * step"],
        says: "this is what comes out with i in both rows.",
      },
      "j twice": {
        change: ["from + i * step", "from + j * step"],
        says: "this is what comes out with j in both rows.",
      },
      "no from": { change: ["from + i", "i", "from + j", "j"], says: "this is what comes out without from." },
      "no step": { change: ["i * step", "i", "j * step", "j"], says: "this is what comes out without step." },
      "counted from 1": {
        change: ["i * step", "(i + 1) * step", "j * step", "(j + 1) * step"],
        says: "this is what comes out with i and j counted from 1.",
      },
      "brackets at the wrong place": {
        change: ["from + i * step", "(from + i) * step", "from + j * step", "(from + j) * step"],
        says: "this is what comes out with (from + i) * step.",
      },
      "middles of cells": {
        change: ["i * step", "(i + 0.5) * step", "j * step", "(j + 0.5) * step"],
        says: "this is what comes out with points in the middle of their cells.",
      },
      "step for the width": {
        change: ["i * step", "i * step / (count - 1)", "j * step", "j * step / (count - 1)"],
        says: "this is what comes out with step as the width of the whole grid.",
      },
      "from and step exchanged": {
        change: ["(from: number, step", "(step: number, from"],
        says: "this is what comes out with from as the step.",
      },
      "one point a row": {
        change: ["return points", "return points.T as any"],
        says: "this is what comes out with one point a row.",
      },
      "x₂ missing": {
        change: ["      points.data[count * count + i * count + j] = from + j * step;\n", ""],
        says: "the answer is not right.",
      },
      "one row of the grid": {
        change: ["return points", "return points.columns(0, count)"],
        says: "it returns a 2×5 matrix; expected is a 2×25 matrix.",
      },
      "a list of points": {
        change: ["return points", "return points.T.toArray() as any"],
        says: "it returns a list of 25; expected is a 2×25 matrix.",
      },
      "not a number": {
        change: ["from + j * step", "from + j * step - NaN"],
        says: "it returns NaN in row 1, column 0.",
      },
      "nothing returned": {
        change: ["  return points;\n", ""],
        says: "it returns nothing; expected is a 2×25 matrix.",
      },
      "a global count": {
        cells: ["let n = 40;"],
        change: ["const points", "n = count;\n  const points"],
        says: "it uses the global variable n (cell [3], line 3).",
      },
      "the engine's plot": {
        change: ["return points", "boundary;\n  return points"],
        says: "it uses boundary of ./src (cell [2], line 10).",
      },
    },
  },
  q4: {
    answer: "misread",
    cells: ['import { accuracy, Matrix } from "./src";'],
    right: {
      "with a loop": MISREAD,
      "with matrices": `
const misread = (Yhat: Matrix<1, any>, Y: Matrix<1, any>) => Yhat.greater(0.5).sub(Y).abs().sum();`,
      "with filter": `
function misread(Yhat: Matrix<1, any>, Y: Matrix<1, any>): number {
  return [...Yhat.data].filter((yhat, i) => (yhat > 0.5) !== (Y.data[i] === 1)).length;
}`,
      "both classes apart": `
function misread(Yhat: Matrix<1, any>, Y: Matrix<1, any>): number {
  const tooHigh = Yhat.greater(0.5).times(Y.equalTo(0)).sum();
  const tooLow = Yhat.lessEqual(0.5).times(Y.equalTo(1)).sum();
  return tooHigh + tooLow;
}`,
    },
    wrong: {
      "the right ones": {
        change: ["answer !== Y", "answer === Y"],
        says: "this is what comes out with the samples that are read rightly.",
      },
      "0.5 as class 1": { change: ["> 0.5", ">= 0.5"], says: "this is what comes out with ŷ = 0.5 taken for class 1." },
      "rounded (0.5 goes up)": {
        code: "const misread = (Yhat, Y) => Yhat.map(Math.round).sub(Y).abs().sum() + 100;",
        says: "the answer is not right.",
      },
      "ŷ itself": {
        change: ["Yhat.at(0, i) > 0.5 ? 1 : 0", "Yhat.at(0, i)"],
        says: "this is what comes out with ŷ compared to y as it is.",
      },
      "class 0 only": {
        change: ["if (", "if (answer === 1 && "],
        says: "this is what comes out with class 0 alone.",
      },
      "class 1 only": {
        change: ["if (", "if (answer === 0 && "],
        says: "this is what comes out with class 1 alone.",
      },
      "the border at 0": { change: ["> 0.5", "> 0"], says: "this is what comes out with 0 for the border." },
      "the ones": {
        code: "const misread = (Yhat, Y) => Y.sum();",
        says: "this is what comes out with the samples of class 1.",
      },
      "the answered ones": {
        code: "const misread = (Yhat, Y) => Yhat.greater(0.5).sum();",
        says: "this is what comes out with the samples that are answered with class 1.",
      },
      distances: {
        code: "const misread = (Yhat, Y) => Yhat.sub(Y).abs().sum();",
        says: "this is what comes out with the distances |ŷ − y| added up.",
      },
      "a share": {
        change: ["return count", "return count / Y.cols"],
        says: "this is what comes out with the share in place of the number.",
      },
      "with signs": {
        code: "const misread = (Yhat, Y) => Yhat.greater(0.5).sub(Y).sum();",
        says: "this is what comes out with the difference of the two classes' mistakes.",
      },
      "a matrix": {
        code: "const misread = (Yhat, Y) => Yhat.greater(0.5).sub(Y).abs().sum({ axis: 1 });",
        says: "it returns a 1×1 matrix; expected is a number.",
      },
      "not a number": { change: ["return count", "return count / 0 * 0"], says: "it returns NaN." },
      "ŷ changed": {
        change: ["let count", "Yhat.data[0] = 1;\n  let count"],
        says: "the argument Yhat was changed by misread.",
      },
      "a global counter": {
        cells: ["let wrong = 0;"],
        change: ["let count = 0;", "wrong = 0;", "count += 1", "wrong += 1", "return count", "return wrong"],
        says: "it uses the global variable wrong (cell [3], line 3).",
      },
      "the engine's accuracy": {
        change: ["return count", "accuracy;\n  return count"],
        says: "it uses accuracy of ./src (cell [2], line 8).",
      },
    },
  },
};

killMatrix("hw3-depth", table);

firstInSession("hw3-depth", table);
