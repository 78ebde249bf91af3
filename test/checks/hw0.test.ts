/** hw0's kill matrix: every mistake as a student would write it, and right solutions of all kinds. */
import { afterAll, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { root } from "../kernel/kernel";
import { type Entry, inSession, killMatrix, wrongCode } from "./kill-matrix";

const IMPORTS = 'import { exp, log, Matrix, matrix, ones, sigmoid, tanh, zeros } from "./src";';

const FORWARD = `function forward({ W1, b1, W2, b2 }, X) {
  const Z1 = W1.dot(X).add(b1);
  const A1 = tanh.g(Z1);
  const Z2 = W2.dot(A1).add(b2);
  const A2 = sigmoid.g(Z2);
  return { Z1, A1, Z2, A2 };
}`;

const COST = `function cost(A2, Y) {
  const m = Y.cols;
  let sum = 0;
  for (let j = 0; j < m; j++) {
    const a = A2.at(0, j), y = Y.at(0, j);
    sum += -(y * log(a) + (1 - y) * log(1 - a));
  }
  return sum / m;
}`;

const BACKWARD = `function backward({ W2 }, { Z1, A1, A2 }, X, Y) {
  const m = X.cols;
  const dZ2 = A2.sub(Y);
  const dW2 = dZ2.dot(A1.T).scale(1 / m);
  const db2 = dZ2.sum({ axis: 1 }).scale(1 / m);
  const slope = A1.map((a) => 1 - a * a);
  const dZ1 = W2.T.dot(dZ2).times(slope);
  const dW1 = dZ1.dot(X.T).scale(1 / m);
  const db1 = dZ1.sum({ axis: 1 }).scale(1 / m);
  return { dW1, db1, dW2, db2 };
}`;

const UPDATE = `function update({ W1, b1, W2, b2 }, { dW1, db1, dW2, db2 }, alpha) {
  return {
    W1: W1.sub(dW1.scale(alpha)),
    b1: b1.sub(db1.scale(alpha)),
    W2: W2.sub(dW2.scale(alpha)),
    b2: b2.sub(db2.scale(alpha)),
  };
}`;

const LEARN = `function learn(parameters, X, Y, { alpha, cap, goal }) {
  const costs = [];
  for (let updates = 0; ; updates++) {
    const cache = forward(parameters, X);
    costs.push(cost(cache.A2, Y));
    if (costs[updates] <= goal || updates === cap) return { parameters, costs };
    parameters = update(parameters, backward(parameters, cache, X, Y), alpha);
  }
}`;

const q1: Entry = {
  answer: "forward",
  cells: [IMPORTS],
  right: {
    "with matrices": FORWARD,
    "with loops": `function forward({ W1, b1, W2, b2 }, X) {
  const layer = (W, b, A, g) => {
    const Z = [], out = [];
    for (let i = 0; i < W.rows; i++) {
      Z[i] = [], out[i] = [];
      for (let j = 0; j < A.cols; j++) {
        let z = b.at(i, 0);
        for (let k = W.cols - 1; k >= 0; k--) z += W.at(i, k) * A.at(k, j);
        Z[i][j] = z, out[i][j] = g(z);
      }
    }
    return [matrix(Z), matrix(out)];
  };
  const [Z1, A1] = layer(W1, b1, X, (z) => (Math.exp(z) - Math.exp(-z)) / (Math.exp(z) + Math.exp(-z)));
  const [Z2, A2] = layer(W2, b2, A1, (z) => 1 / (1 + Math.exp(-z)));
  return { Z1, A1, Z2, A2 };
}`,
    "an arrow, and more fields than asked for": `const forward = (p, X) => {
  const Z1 = p.b1.dot(ones(1, X.cols)).add(p.W1.dot(X)), A1 = Z1.map(Math.tanh);
  const Z2 = p.b2.dot(ones(1, X.cols)).add(p.W2.dot(A1)), A2 = Z2.map((z) => exp(z) / (1 + exp(z)));
  return { A2, Z2, A1, Z1, X };
};`,
  },
  wrong: {
    "without b[1]": { change: ["W1.dot(X).add(b1)", "W1.dot(X)"], says: "Z1 is what comes out without b[1]." },
    "minus b[1]": { change: ["add(b1)", "sub(b1)"], says: "Z1 is what comes out with b[1] subtracted." },
    "the slip A = g(z) + b": {
      change: ["tanh.g(Z1)", "tanh.g(W1.dot(X)).add(b1)"],
      says: "A1 is what comes out with b[1] outside the activation.",
    },
    "no activation": {
      change: ["tanh.g(Z1)", "Z1"],
      says: "A1 is what comes out without an activation in layer 1.",
    },
    "sigmoid hidden": { change: ["tanh.g", "sigmoid.g"], says: "A1 is what comes out with the sigmoid in layer 1." },
    "ReLU hidden": { change: ["tanh.g(Z1)", "Z1.maximum(0)"], says: "A1 is what comes out with ReLU in layer 1." },
    "tanh′ for tanh": {
      change: ["tanh.g(Z1)", "tanh.derivative(Z1, tanh.g(Z1))"],
      says: "A1 is what comes out with the derivative of tanh in layer 1.",
    },
    "Z1 into layer 2": {
      change: ["W2.dot(A1)", "W2.dot(Z1)"],
      says: "Z2 is what comes out with Z[1] in place of A[1].",
    },
    "without b[2]": { change: [".add(b2)", ""], says: "Z2 is what comes out without b[2]." },
    "linear output": {
      change: ["sigmoid.g(Z2)", "Z2"],
      says: "A2 is what comes out without an activation at the output.",
    },
    "tanh output": { change: ["sigmoid.g", "tanh.g"], says: "A2 is what comes out with tanh at the output." },
    "e^z": {
      change: ["sigmoid.g(Z2)", "Z2.map((z) => 1 / (1 + exp(z)))"],
      says: "A2 is what comes out with e^z in place of e^−z.",
    },
    "sigmoid twice": {
      change: ["sigmoid.g(Z2)", "sigmoid.g(sigmoid.g(Z2))"],
      says: "A2 is what comes out with the activation applied twice.",
    },
    "classes for probabilities": {
      change: ["sigmoid.g(Z2)", "sigmoid.g(Z2).greater(0.5)"],
      says: "A2 is what comes out rounded to the classes 0 and 1.",
    },
    "W[1] transposed": {
      change: ["W1.dot(X)", "W1.T.dot(X)"],
      says: "forward(parameters, X) failed: ShapeError: dot: 2×3 · 2×5: the left has 3 columns, the right has 2 rows (A.T.dot(B) would be 3×5)",
    },
    "Z transposed": {
      change: ["{ Z1,", "{ Z1: Z1.T,"],
      says: "Z1 is a 5×3 matrix; expected is a 3×5 matrix.",
    },
    "rows in place of a matrix": {
      change: ["{ Z1, A1", "{ Z1, A1: A1.toArray()"],
      says: "A1 is a list of 3; expected is a 3×5 matrix.",
    },
    "A[2] alone": {
      change: ["return { Z1, A1, Z2, A2 };", "return A2;"],
      says: "it returns a 1×5 matrix; expected is an object with Z1, A1, Z2, A2.",
    },
    "A[2] left out": { change: ["Z2, A2 }", "Z2 }"], says: "A2 is nothing; expected is a 1×5 matrix." },
    "nothing returned": {
      change: ["return {", "void {"],
      says: "it returns nothing; expected is an object with Z1, A1, Z2, A2.",
    },
    "not a number": { change: ["tanh.g(Z1)", "Z1.scale(0).div(0)"], says: "A1 is NaN in row 0, column 0." },
    "its argument changed": {
      change: ["return", "X.data[0] = 0;\n  return"],
      says: "the argument X was changed by forward.",
    },
    "its parameters changed": {
      code: FORWARD.replace("{ W1, b1, W2, b2 }", "p").replace(
        "const Z1",
        "const { W1, b1, W2, b2 } = p;\n  p.W1 = W2;\n  const Z1",
      ),
      says: "the argument parameters was changed by forward.",
    },
    "a global variable": {
      cells: ["const parameters = { b2: matrix([[Math.random()]]) };\nlet Z1;"],
      change: ["const Z1", "Z1"],
      says: "it uses the global variable Z1 (cell [3], line 2).",
    },
    "a global in a wrong answer": {
      cells: ["const b = matrix([[9]]);"],
      change: ["add(b2)", "add(b)"],
      says: "it uses the global variable b (cell [3], line 4).",
    },
    "the engine's layer": {
      cells: ['import { layer } from "./src";'],
      code: `function forward({ W1, b1, W2, b2 }, X) {
  const one = layer.forward({ W: W1, b: b1, activation: tanh }, X).cache;
  const two = layer.forward({ W: W2, b: b2, activation: sigmoid }, one.A).cache;
  return { Z1: one.Z, A1: one.A, Z2: two.Z, A2: two.A };
}`,
      says: "it uses layer of ./src (cell [3], line 2).",
    },
    "the engine's layer under another name": {
      cells: ['import * as engine from "./src";'],
      code: `function forward({ W1, b1, W2, b2 }, X) {
  const net = { layers: [{ W: W1, b: b1, activation: tanh }, { W: W2, b: b2, activation: sigmoid }] };
  const [one, two] = engine.forward(net, X).caches;
  return { Z1: one.Z, A1: one.A, Z2: two.Z, A2: two.A };
}`,
      says: "it uses engine of ./src (cell [3], line 3).",
    },
    "not written yet": {
      code: 'function forward(parameters, X) {\n  throw new Error("write your code here");\n}',
      says: "forward(parameters, X) failed: Error: write your code here",
    },
  },
};

const q2: Entry = {
  answer: "cost",
  cells: [IMPORTS],
  right: {
    "with a loop": COST,
    "with matrices": `function cost(A2, Y) {
  const not = (M) => M.map((x) => 1 - x);
  return -Y.times(A2.log()).add(not(Y).times(not(A2).log())).mean();
}`,
    "as a product, from the last to the first": `function cost(A2, Y) {
  const m = A2.cols;
  let likely = 1;
  for (let j = m - 1; j >= 0; j--) likely *= Y.data[j] === 1 ? A2.data[j] : 1 - A2.data[j];
  return -Math.log(likely) / m;
}`,
    "two products of matrices": `const cost = (A2, Y) =>
  (-1 / Y.cols) * (Y.dot(A2.log().T).at(0, 0) + Y.map((y) => 1 - y).dot(A2.map((a) => Math.log(1 - a)).T).at(0, 0));`,
  },
  wrong: {
    "without 1/m": { change: ["sum / m", "sum"], says: "this is what comes out without 1/m." },
    "without minus": { change: ["+= -(", "+= ("], says: "this is what comes out without the minus sign." },
    "only y = 1": {
      change: [" + (1 - y) * log(1 - a)", ""],
      says: "this is what comes out without the samples of class 0.",
    },
    "only y = 0": { change: ["y * log(a) + ", ""], says: "this is what comes out without the samples of class 1." },
    "minus between": {
      change: ["log(a) +", "log(a) -"],
      says: "this is what comes out with a minus between the two terms.",
    },
    "1 − log": {
      change: ["log(1 - a)", "(1 - log(a))"],
      says: "this is what comes out with 1 − log ŷ in place of log(1 − ŷ).",
    },
    exchanged: {
      change: ["a = A2.at(0, j), y = Y.at(0, j)", "y = A2.at(0, j), a = Y.at(0, j)"],
      says: "this is what comes out with Y and A2 exchanged.",
    },
    "squared error": {
      change: ["-(y * log(a) + (1 - y) * log(1 - a))", "(a - y) ** 2 / 2"],
      says: "this is what comes out of the squared error.",
    },
    "squared error without ½": {
      change: ["-(y * log(a) + (1 - y) * log(1 - a))", "(a - y) ** 2"],
      says: "this is what comes out of the squared error without ½.",
    },
    "1/(2m)": { change: ["sum / m", "sum / (2 * m)"], says: "this is what comes out with 1/(2m)." },
    log10: {
      change: ["log(a)", "Math.log10(a)", "log(1 - a)", "Math.log10(1 - a)"],
      says: "this is what comes out with the logarithm to base 10.",
    },
    log2: {
      change: ["log(a)", "Math.log2(a)", "log(1 - a)", "Math.log2(1 - a)"],
      says: "this is what comes out with the logarithm to base 2.",
    },
    "= for +=": { change: ["+=", "="], says: "this is what comes out from the last sample alone." },
    "a 1×1 matrix": {
      change: ["return sum / m", "return matrix([[sum / m]])"],
      says: "it returns a 1×1 matrix; expected is a number.",
    },
    "a loss for each sample": {
      code: "const cost = (A2, Y) => A2.log().times(Y).scale(-1);",
      says: "it returns a 1×5 matrix; expected is a number.",
    },
    "not a number": { change: ["sum / m", "sum / 0 - sum / 0"], says: "it returns NaN." },
    "an unknown mistake": { change: ["1 - a", "1 - a * a"], says: "the answer is not right." },
    "the labels turned into −1 and 1": {
      change: ["const m", "for (let j = 0; j < Y.cols; j++) Y.data[j] = 2 * Y.data[j] - 1;\n  const m"],
      says: "the argument Y was changed by cost.",
    },
    "a global m": {
      cells: ["let m = 35;"],
      change: ["const m = Y.cols;", "m = Y.cols;"],
      says: "it uses the global variable m (cell [3], line 2).",
    },
    "the engine's loss": {
      cells: ['import { crossEntropy as loss } from "./src";'],
      code: "const cost = (A2, Y) => loss.cost(A2.map((a) => Math.log(a / (1 - a))), A2, Y);",
      says: "it uses crossEntropy of ./src (cell [3], line 1).",
    },
    "nothing returned": { change: ["return ", ""], says: "it returns nothing; expected is a number." },
  },
};

const q3: Entry = {
  answer: "backward",
  cells: [IMPORTS],
  right: {
    "tanh′ from A": BACKWARD,
    "tanh′ from Z": BACKWARD.replace("A1.map((a) => 1 - a * a)", "Z1.map((z) => 1 - Math.tanh(z) ** 2)"),
    "tanh′ from Z by 1/cosh²": BACKWARD.replace(
      "A1.map((a) => 1 - a * a)",
      "Z1.map((z) => 4 / (Math.exp(z) + Math.exp(-z)) ** 2)",
    ),
    "tanh′ of the engine": BACKWARD.replace("A1.map((a) => 1 - a * a)", "tanh.derivative(Z1, A1)"),
    "1/m inside dZ": BACKWARD.replace("A2.sub(Y)", "A2.sub(Y).scale(1 / m)").replace(
      /\)\.scale\(1 \/ m\);/g,
      (all, at) => (at < BACKWARD.indexOf("dW2") ? all : ");"),
    ),
    "with the mean over an axis": BACKWARD.replace(/sum\(\{ axis: 1 \}\)\.scale\(1 \/ m\)/g, "mean({ axis: 1 })"),
    "with loops over the samples, from the last to the first": `function backward({ W1, W2 }, { A1, A2 }, X, Y) {
  const m = X.cols, n = W1.rows, p = W1.cols;
  const dW1 = Array.from({ length: n }, () => Array(p).fill(0)), db1 = Array.from({ length: n }, () => [0]);
  const dW2 = [Array(n).fill(0)], db2 = [[0]];
  for (let j = m - 1; j >= 0; j--) {
    const dz2 = A2.at(0, j) - Y.at(0, j);
    db2[0][0] += dz2 / m;
    for (let i = 0; i < n; i++) {
      const a = A1.at(i, j), dz1 = W2.at(0, i) * dz2 * (1 + a) * (1 - a);
      dW2[0][i] += (dz2 * a) / m;
      db1[i][0] += dz1 / m;
      for (let k = 0; k < p; k++) dW1[i][k] += (dz1 * X.at(k, j)) / m;
    }
  }
  return { dW1: matrix(dW1), db1: matrix(db1), dW2: matrix(dW2), db2: matrix(db2) };
}`,
    "through dA[2], as for any output": BACKWARD.replace(
      "A2.sub(Y)",
      "A2.map((a, j) => 0).add(Y.map((y) => 1 - y).div(A2.map((a) => 1 - a)).sub(Y.div(A2))).times(sigmoid.derivative(A2, A2))",
    ),
  },
  wrong: {
    "without 1/m": {
      change: ["A1.T).scale(1 / m)", "A1.T)", "axis: 1 }).scale(1 / m)", "axis: 1 })", "X.T).scale(1 / m)", "X.T)"],
      says: "dW2 is what comes out without 1/m.",
    },
    "without 1/m in dW[1] alone": {
      change: ["X.T).scale(1 / m)", "X.T)"],
      says: "dW1 is what comes out without 1/m.",
    },
    "without 1/m in db[2] alone": {
      change: ["dZ2.sum({ axis: 1 }).scale(1 / m)", "dZ2.sum({ axis: 1 })"],
      says: "db2 is what comes out without 1/m.",
    },
    "rows for columns": {
      change: ["m = X.cols", "m = X.rows"],
      says: "dW2 is what comes out divided by the number of rows.",
    },
    "1/m twice": {
      change: ["A2.sub(Y)", "A2.sub(Y).scale(1 / m)"],
      says: "dW2 is what comes out with 1/m applied twice.",
    },
    "Y − A": { change: ["A2.sub(Y)", "Y.sub(A2)"], says: "dW2 is what comes out with Y − A[2] in place of A[2] − Y." },
    "squared error": {
      change: ["A2.sub(Y)", "A2.sub(Y).times(A2.map((a) => a * (1 - a)))"],
      says: "dW2 is what comes out with the derivative of the squared error.",
    },
    "no labels": { change: ["A2.sub(Y)", "A2"], says: "dW2 is what comes out with A[2] in place of A[2] − Y." },
    transposed: {
      change: ["dZ2.dot(A1.T)", "A1.dot(dZ2.T)", "dZ1.dot(X.T)", "X.dot(dZ1.T)"],
      says: "dW2 is what comes out with the transpose.",
    },
    "dW[1] transposed": { change: ["dZ1.dot(X.T)", "X.dot(dZ1.T)"], says: "dW1 is what comes out with the transpose." },
    "X for A[1]": { change: ["dZ2.dot(A1.T)", "dZ2.dot(X.T)"], says: "dW2 is what comes out with X in place of A[1]." },
    "Z[1] for A[1]": {
      change: ["dZ2.dot(A1.T)", "dZ2.dot(Z1.T)"],
      says: "dW2 is what comes out with Z[1] in place of A[1].",
    },
    "the other axis": {
      change: ["dZ2.sum({ axis: 1 }).scale(1 / m)", "dZ2.mean({ axis: 0 })"],
      says: "db2 is what comes out with the mean over the wrong axis.",
    },
    "the other axis in db[1]": {
      change: ["dZ1.sum({ axis: 1 }).scale(1 / m)", "dZ1.mean({ axis: 0 })"],
      says: "db1 is what comes out with the mean over the wrong axis.",
    },
    "one mean for all units": {
      change: ["dZ1.sum({ axis: 1 }).scale(1 / m)", "zeros(dZ1.rows, 1).add(dZ1.mean())"],
      says: "db1 is what comes out with the mean over all units at once.",
    },
    "a number for db[1]": {
      change: ["dZ1.sum({ axis: 1 }).scale(1 / m)", "dZ1.mean()"],
      says: "db1 is a number; expected is a 3×1 matrix.",
    },
    "without tanh′": { change: [".times(slope)", ""], says: "dW1 is what comes out without the derivative of tanh." },
    "A for 1 − A²": { change: ["1 - a * a", "a"], says: "dW1 is what comes out with A instead of 1 − A²." },
    "A² for 1 − A²": { change: ["1 - a * a", "a * a"], says: "dW1 is what comes out with A² instead of 1 − A²." },
    "1 − A": { change: ["1 - a * a", "1 - a"], says: "dW1 is what comes out with 1 − A instead of 1 − A²." },
    "1 − Z²": { change: ["A1.map", "Z1.map"], says: "dW1 is what comes out with 1 − Z² instead of 1 − A²." },
    "σ′ for tanh′": {
      change: ["1 - a * a", "a * (1 - a)"],
      says: "dW1 is what comes out with the sigmoid's derivative in layer 1.",
    },
    "the slip + for ∘": {
      change: ["times(slope)", "add(slope)"],
      says: "dW1 is what comes out with a plus in place of ∘.",
    },
    "without W[2]": { change: ["W2.T.dot", "ones(W2.cols, 1).dot"], says: "dW1 is what comes out without W[2]." },
    "W[2] not transposed": {
      change: ["W2.T.dot", "W2.dot"],
      says: "backward(parameters, cache, X, Y) failed: ShapeError: dot: 1×3 · 1×5: the left has 3 columns, the right has 1 row (A.T.dot(B) would be 3×5)",
    },
    "a part left out": { change: ["db1, dW2, db2 }", "dW2, db2 }"], says: "db1 is nothing; expected is a 3×1 matrix." },
    "not a number": { change: ["scale(1 / m)", "scale(0 / 0)"], says: "dW2 is NaN in row 0, column 0." },
    "its cache changed": {
      change: ["const m", "A1.data[0] += 1;\n  const m"],
      says: "the argument cache was changed by backward.",
    },
    "a global X": {
      cells: ["const data = { m: 5 + Math.random() };"],
      change: ["const m = X.cols", "const m = Math.round(data.m) * 0 + X.cols"],
      says: "it uses the global variable data (cell [3], line 2).",
    },
    "the engine's backward": {
      cells: ['import { layer } from "./src";'],
      code: `function backward({ W1, b1, W2, b2 }, { Z1, A1, Z2, A2 }, X, Y) {
  const two = layer.backwardFromZ({ W: W2, b: b2, activation: sigmoid }, { Aprev: A1, Z: Z2, A: A2 }, A2.sub(Y));
  const one = layer.backward({ W: W1, b: b1, activation: tanh }, { Aprev: X, Z: Z1, A: A1 }, two.dAprev);
  return { dW1: one.dW, db1: one.db, dW2: two.dW, db2: two.db };
}`,
      says: "it uses layer of ./src (cell [3], line 2).",
    },
  },
};

const q4: Entry = {
  answer: "update",
  cells: [IMPORTS],
  right: {
    "with matrices": UPDATE,
    "for every name": `function update(parameters, gradients, alpha) {
  const step = (name) => parameters[name].add(gradients["d" + name].scale(-alpha));
  return { W1: step("W1"), b1: step("b1"), W2: step("W2"), b2: step("b2") };
}`,
    "in copies": `function update(parameters, gradients, alpha) {
  const next: any = {};
  for (const [name, W] of Object.entries<any>(parameters)) {
    const numbers = W.toArray();
    for (let i = 0; i < W.rows; i++) for (let j = 0; j < W.cols; j++) numbers[i][j] -= gradients["d" + name].at(i, j) * alpha;
    next[name] = matrix(numbers);
  }
  return next;
}`,
  },
  wrong: {
    "+ α": {
      change: ["W1.sub", "W1.add", "b1.sub", "b1.add", "W2.sub", "W2.add", "b2.sub", "b2.add"],
      says: "W1 is what comes out with + alpha.",
    },
    "+ α in b[1] alone": { change: ["b1.sub", "b1.add"], says: "b1 is what comes out with + alpha." },
    "without α": { change: ["dW1.scale(alpha)", "dW1"], says: "W1 is what comes out without alpha." },
    "α = 0.01": {
      change: ["dW1.scale(alpha)", "dW1.scale(0.01)"],
      says: "W1 is what comes out with alpha = 0.01, whatever is given.",
    },
    "divided by α": {
      change: ["dW1.scale(alpha)", "dW1.scale(1 / alpha)"],
      says: "W1 is what comes out divided by alpha.",
    },
    "α alone": {
      change: ["W1.sub(dW1.scale(alpha))", "W1.sub(alpha)"],
      says: "W1 is what comes out with alpha alone, without the gradient.",
    },
    "the step alone": {
      change: ["W1.sub(dW1.scale(alpha))", "dW1.scale(-alpha)"],
      says: "W1 is what comes out with the step alone.",
    },
    "turned round": {
      change: ["W1.sub(dW1.scale(alpha))", "dW1.scale(alpha).sub(W1)"],
      says: "W1 is what comes out with the difference turned round.",
    },
    "a product": {
      change: ["W1.sub(", "W1.times("],
      says: "W1 is what comes out with a product in place of the difference.",
    },
    twice: {
      change: ["dW1.scale(alpha)", "dW1.scale(2 * alpha)"],
      says: "W1 is what comes out with the step taken twice.",
    },
    brackets: {
      change: ["W1.sub(dW1.scale(alpha))", "W1.sub(dW1).scale(alpha)"],
      says: "W1 is what comes out with alpha applied to the parameter, too.",
    },
    "biases forgotten": {
      change: ["b1.sub(db1.scale(alpha))", "b1", "b2.sub(db2.scale(alpha))", "b2"],
      says: "b1 is what comes out left as it was.",
    },
    "the slip: b[2] is never updated": {
      change: ["b2.sub(db2.scale(alpha))", "b2"],
      says: "b2 is what comes out left as it was.",
    },
    "b[2] left out": {
      change: ["    b2: b2.sub(db2.scale(alpha)),\n", ""],
      says: "b2 is nothing; expected is a 1×1 matrix.",
    },
    "a list": {
      change: ["return {\n    W1: ", "return [", "b1: ", "", "W2: ", "", "b2: ", "", "};\n}", "];\n}"],
      says: "it returns a list of 4; expected is an object with W1, b1, W2, b2.",
    },
    "the gradients turned": {
      change: ["W2.sub(dW2.scale(alpha))", "W2.T.sub(dW2.T.scale(alpha))"],
      says: "W2 is a 3×1 matrix; expected is a 1×3 matrix.",
    },
    "not a number": {
      change: ["dW1.scale(alpha)", "dW1.scale(alpha / 0)"],
      says: "W1 is -Infinity in row 0, column 0.",
    },
    "in place": {
      code: `function update(parameters, gradients, alpha) {
  for (const name of ["W1", "b1", "W2", "b2"]) parameters[name] = parameters[name].sub(gradients["d" + name].scale(alpha));
  return parameters;
}`,
      says: "the argument parameters was changed by update.",
    },
    "a global α": {
      cells: ["let rate = 0.01;"],
      change: ["return", "rate = alpha;\n  return"],
      says: "it uses the global variable rate (cell [3], line 2).",
    },
    "a global α in place of the argument": {
      cells: ["let alpha0 = 0.05;"],
      change: ["dW1.scale(alpha)", "dW1.scale(alpha0)"],
      says: "it uses the global variable alpha0 (cell [3], line 3).",
    },
    "the engine's update": {
      cells: ['import { update as step } from "./src";'],
      code: `function update({ W1, b1, W2, b2 }, { dW1, db1, dW2, db2 }, alpha) {
  const layers = [{ W: W1, b: b1, activation: tanh }, { W: W2, b: b2, activation: sigmoid }];
  const next = step({ layers }, [{ dW: dW1, db: db1 }, { dW: dW2, db: db2 }], alpha).layers;
  return { W1: next[0].W, b1: next[0].b, W2: next[1].W, b2: next[1].b };
}`,
      says: "it uses update of ./src (cell [3], line 3).",
    },
  },
};

const q5: Entry = {
  answer: "learn",
  cells: [IMPORTS, FORWARD, COST, BACKWARD, UPDATE],
  right: {
    "the test in the middle": LEARN,
    "a while loop": `function learn(parameters, X, Y, { alpha, cap, goal }) {
  let cache = forward(parameters, X);
  const costs = [cost(cache.A2, Y)];
  while (costs[costs.length - 1] > goal && costs.length <= cap) {
    parameters = update(parameters, backward(parameters, cache, X, Y), alpha);
    cache = forward(parameters, X);
    costs.push(cost(cache.A2, Y));
  }
  return { parameters, costs };
}`,
    "for a fixed number of times, asynchronous": `async function learn(start, X, Y, options) {
  const costs = [cost(forward(start, X).A2, Y)];
  let now = start;
  for (let i = 1; i <= options.cap; i++) {
    if (costs[i - 1] <= options.goal) break;
    now = update(now, backward(now, forward(now, X), X, Y), options.alpha);
    costs[i] = cost(forward(now, X).A2, Y);
  }
  return { costs, parameters: now };
}`,
  },
  wrong: {
    "the first cost is not kept": {
      change: [
        "costs.push(cost(cache.A2, Y));",
        "const J = cost(cache.A2, Y);\n    if (updates > 0) costs.push(J);",
        "costs[updates]",
        "J",
      ],
      says: "costs is what comes out without the first cost.",
    },
    "the last cost is not kept": {
      change: [
        "costs.push(cost(cache.A2, Y));",
        "const J = cost(cache.A2, Y);",
        "costs[updates]",
        "J",
        "    parameters = update",
        "    costs.push(J);\n    parameters = update",
      ],
      says: "costs is what comes out without the last cost.",
    },
    "update's result is thrown away": {
      change: ["parameters = update", "update"],
      says: "costs[1] is what comes out with the updated parameters thrown away.",
    },
    "gradients from before the loop": {
      change: [
        "  const costs",
        "  const gradients = backward(parameters, forward(parameters, X), X, Y);\n  const costs",
        "backward(parameters, cache, X, Y), alpha",
        "gradients, alpha",
      ],
      says: "costs[2] is what comes out with the gradients of the first step in all others.",
    },
    "no goal": {
      change: ["costs[updates] <= goal || ", ""],
      says: "costs is what comes out without a stop at the goal.",
    },
    "the goal the wrong way round": {
      change: ["<= goal", "> goal"],
      says: "costs is what comes out without a single update.",
    },
    "cap + 1": {
      change: ["updates === cap", "updates > cap"],
      says: "costs is what comes out with one update too many.",
    },
    "cap − 1": {
      change: ["updates === cap", "updates === cap - 1"],
      says: "costs is what comes out with one update too few.",
    },
    "as the slide's program: update first, then look": {
      code: `function learn(parameters, X, Y, { alpha, cap, goal }) {
  const costs = [];
  let isDone = false;
  for (let i = 0; !isDone; i++) {
    const cache = forward(parameters, X);
    costs.push(cost(cache.A2, Y));
    isDone = costs[i] <= goal || i === cap;
    parameters = update(parameters, backward(parameters, cache, X, Y), alpha);
  }
  return { parameters, costs: [...costs, cost(forward(parameters, X).A2, Y)] };
}`,
      says: "costs is what comes out with one more update after the goal.",
    },
    "an update after the last cost": {
      code: `function learn(parameters, X, Y, { alpha, cap, goal }) {
  const costs = [];
  do {
    const cache = forward(parameters, X);
    costs.push(cost(cache.A2, Y));
    parameters = update(parameters, backward(parameters, cache, X, Y), alpha);
  } while (costs[costs.length - 1] > goal && costs.length <= cap);
  return { parameters, costs };
}`,
      says: "parameters.W1 is what comes out with an update after the last cost.",
    },
    "+ α": { change: [", alpha);", ", -alpha);"], says: "costs[1] is what comes out with + alpha." },
    "biases forgotten": {
      change: ["parameters = update(", "parameters = { ...parameters, ...weights(update(", ", alpha);", ", alpha)) };"],
      cells: ["const weights = ({ W1, W2 }) => ({ W1, W2 });"],
      says: "costs[1] is what comes out with the biases left as they were.",
    },
    "a backward without 1/m": {
      cells: [BACKWARD.replace(/\.scale\(1 \/ m\)/g, "")],
      says: "costs[1] is what comes out without 1/m in the gradients.",
    },
    "α = 0.01": {
      change: [", alpha);", ", 0.01);"],
      says: "costs[1] is what comes out with alpha = 0.01, whatever is given.",
    },
    "the first parameters returned": {
      change: [
        "const costs",
        "const start = parameters;\n  const costs",
        "{ parameters, costs }",
        "{ parameters: start, costs }",
      ],
      says: "parameters.W1 is what comes out returned as they were before the first update.",
    },
    "costs left out": {
      change: ["{ parameters, costs }", "{ parameters }"],
      says: "costs is nothing; expected is a list of 6.",
    },
    "the last cost alone": {
      change: ["{ parameters, costs }", "{ parameters, costs: costs[updates] }"],
      says: "costs is a number; expected is a list of 6.",
    },
    "a promise in it": {
      change: ["{ parameters, costs }", "{ parameters, costs: Promise.resolve(costs) }"],
      says: "costs is a Promise; expected is a list of 6.",
    },
    "its parameters changed": {
      change: [
        "parameters = update(parameters, ",
        "Object.assign(parameters, update(parameters, ",
        ", alpha);",
        ", alpha));",
      ],
      says: "the argument parameters was changed by learn.",
    },
    "a global list of costs": {
      cells: ["let costs = [];"],
      change: ["const costs", "costs"],
      says: "it uses the global variable costs (cell [7], line 2).",
    },
    "the engine's train": {
      cells: ['import { createNetwork, seed, train } from "./src";'],
      code: `async function learn({ W1, b1, W2, b2 }, X, Y, { alpha, cap, goal }) {
  const layers = [{ W: W1, b: b1, activation: tanh }, { W: W2, b: b2, activation: sigmoid }];
  const { network, history } = await train({ layers }, X, Y, { alpha, iterations: cap, until: goal });
  const [one, two] = network.layers;
  return { parameters: { W1: one.W, b1: one.b, W2: two.W, b2: two.b }, costs: history.map(({ cost }) => cost) };
}`,
      says: "it uses train of ./src (cell [7], line 3).",
    },
  },
};

/** A few go the whole way: compiled cells, a process of their own, the kernel's checks. */
describe("in a notebook's session", () => {
  const compiler = new Compiler(root);
  afterAll(() => compiler.close());

  it("a right answer passes", async () => {
    const { error, shown } = await inSession(compiler, "hw0-warm-up", "q5", q5, LEARN);
    expect(error).toBeUndefined();
    expect(shown).toBe("✓ q5: learn(parameters, X, Y, options) is right");
  });

  it.each(["without 1/m in dW[1] alone", "A for 1 − A²", "its cache changed"])("%s is refused", async (name) => {
    const { error } = await inSession(compiler, "hw0-warm-up", "q3", q3, wrongCode(q3, q3.wrong[name]));
    expect(error).toBe(`CheckFailed: q3: ${q3.wrong[name].says}`);
  });

  it("tells what was expected and what came, of inputs that the student may see", async () => {
    const { shown } = await inSession(compiler, "hw0-warm-up", "q2", q2, wrongCode(q2, q2.wrong["without 1/m"]));
    expect(shown).toMatch(
      /^✗ q2: this is what comes out without 1\/m\.\n {2}The cost is .*\n {2}expected 0\.\d+, came \d\.\d+$/,
    );
  });
});

killMatrix("hw0-warm-up", { q1, q2, q3, q4, q5 });
