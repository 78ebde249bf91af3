/** hw1's kill matrix: every mistake as a student would write it, and right solutions of all kinds. */
import { afterAll, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { root } from "../kernel/kernel";
import { type Entry, inSession, killMatrix } from "./kill-matrix";

const IMPORTS = `import {
  adam, allZero, asInLecture, backward, costOf, createNetwork, crossEntropy, forward, matrix, scaledNormal, seed, squaredError,
  standard, train, update,
} from "./src";`;

const BASE = `async function trainBase(X, Y, alpha, cap) {
  const sizes = [2, 3, 4, 1], activations = ["tanh", "tanh", "sigmoid"];
  const network = createNetwork({ sizes, activations, initializer: asInLecture, rng: seed(1) });
  return train(network, X, Y, { alpha, until: 0.05, iterations: cap });
}`;

const COMPARE = `async function compareAlphas(X, Y, alphas, cap) {
  const rows = [];
  for (const alpha of alphas) {
    const { iterations, stopped, cost } = await trainBase(X, Y, alpha, cap);
    rows.push({ alpha, iterations: stopped === "cost" ? iterations : null, cost });
  }
  return rows;
}`;

const DESCEND = `function descend(X, Y, alpha, cap) {
  const costs = [];
  let w = 0;
  for (let updates = 0; updates <= cap; updates++) {
    const error = X.scale(w).sub(Y);
    const J = error.square().mean() / 2;
    if (!Number.isFinite(J)) break;
    costs.push(J);
    w -= alpha * error.times(X).mean();
  }
  return costs;
}`;

const LARGEST = "const largestAlpha = (X) => 2 / X.square().mean();";

const q1: Entry = {
  answer: "trainBase",
  cells: [IMPORTS],
  right: {
    "with train": BASE,
    "with train's readable path, and the numbers alone": `const trainBase = async (X, Y, alpha, cap) => {
  const initializer = { W: scaledNormal(0.01), b: scaledNormal(1) };
  const options = { sizes: [2, 3, 4, 1], activations: ["tanh", "tanh", "sigmoid"], initializer, rng: seed(1) };
  const run = await train(createNetwork(options), X, Y, { alpha, until: 0.05, iterations: cap, fast: false });
  return { cost: run.cost, iterations: run.iterations, stopped: run.stopped };
};`,
    "with a loop of its own, samples in another order": `function trainBase(X, Y, alpha, cap) {
  const turn = Array.from({ length: X.cols }, (_, j) => X.cols - 1 - j);
  const X2 = X.pickColumns(turn), Y2 = Y.pickColumns(turn);
  const activations = ["tanh", "tanh", "sigmoid"];
  let network = createNetwork({ sizes: [2, 3, 4, 1], activations, initializer: asInLecture, rng: seed(1) });
  for (let iterations = 0; ; iterations++) {
    const cost = costOf(network, X2, Y2, crossEntropy);
    if (cost <= 0.05) return { iterations, cost, stopped: "cost" };
    if (iterations === cap) return { iterations, cost, stopped: "iterations" };
    network = update(network, backward(network, forward(network, X2), Y2, crossEntropy), alpha);
  }
}`,
  },
  wrong: {
    "α = 0.01": {
      change: ["{ alpha,", "{ alpha: 0.01,"],
      says: "iterations is what comes out with alpha = 0.01, whatever is given.",
    },
    "no goal": { change: ["until: 0.05, ", ""], says: "iterations is what comes out without the goal." },
    "no cap": { change: [", iterations: cap", ""], says: "iterations is what comes out without the cap." },
    "goal 0.5": { change: ["0.05", "0.5"], says: "iterations is what comes out with a goal of 0.5." },
    "goal 0.005": { change: ["0.05", "0.005"], says: "iterations is what comes out with a goal of 0.005." },
    "b = 0": {
      change: [" initializer: asInLecture,", ""],
      says: "iterations is what comes out with b = 0 at the start.",
    },
    "W = randn": {
      change: ["asInLecture", "{ W: scaledNormal(1), b: scaledNormal(1) }"],
      says: "iterations is what comes out with W as large as randn gives it.",
    },
    "seed 0": { change: ["seed(1)", "seed(0)"], says: "iterations is what comes out with seed(0)." },
    "seed 42": { change: ["seed(1)", "seed(42)"], says: "iterations is what comes out with seed(42)." },
    "2-3-1": {
      change: ["[2, 3, 4, 1]", "[2, 3, 1]", '"tanh", "tanh"', '"tanh"'],
      says: "iterations is what comes out with one hidden layer of 3 units.",
    },
    "2-4-1": {
      change: ["[2, 3, 4, 1]", "[2, 4, 1]", '"tanh", "tanh"', '"tanh"'],
      says: "iterations is what comes out with one hidden layer of 4 units.",
    },
    "2-4-3-1": { change: ["3, 4", "4, 3"], says: "iterations is what comes out with the hidden layers exchanged." },
    ReLU: {
      change: ['"tanh", "tanh"', '"relu", "relu"'],
      says: "iterations is what comes out with ReLU in the hidden layers.",
    },
    sigmoid: {
      change: ['"tanh", "tanh"', '"sigmoid", "sigmoid"'],
      says: "iterations is what comes out with the sigmoid in the hidden layers.",
    },
    "squared error": {
      change: ["{ alpha,", "{ alpha, loss: squaredError,"],
      says: "iterations is what comes out with the squared error.",
    },
    Adam: {
      change: ["{ alpha,", "{ alpha, optimizer: adam(),"],
      says: "iterations is what comes out with Adam in place of gradient descent.",
    },
    "α / m": {
      change: ["{ alpha,", "{ alpha: alpha / X.cols,"],
      says: "iterations is what comes out with alpha divided by m.",
    },
    "counted from 1": {
      change: [
        "return train",
        "const run = await train",
        "iterations: cap });",
        "iterations: cap });\n  return { ...run, iterations: run.iterations + 1 };",
      ],
      says: "iterations is what comes out counted one too high.",
    },
    "the first cost": {
      change: [
        "return train",
        "const run = await train",
        "iterations: cap });",
        "iterations: cap });\n  return { ...run, cost: run.history[0].cost };",
      ],
      says: "cost is what comes out with the first cost of the run.",
    },
    "the network alone": {
      change: ["return train", "return (await train", "iterations: cap });", "iterations: cap })).network;"],
      says: "iterations is nothing; expected is a number.",
    },
    "nothing returned": {
      change: ["return train", "await train"],
      says: "it returns nothing; expected is an object with iterations, stopped, cost.",
    },
    "no await": {
      change: [
        "return train",
        "const run = train",
        "iterations: cap });",
        "iterations: cap });\n  return { iterations: run, stopped: run, cost: run };",
      ],
      says: "iterations is a Promise; expected is a number.",
    },
    "not a number": {
      change: [
        "return train",
        "const run = await train",
        "iterations: cap });",
        "iterations: cap });\n  return { ...run, iterations: 0 / 0 };",
      ],
      says: "iterations is NaN.",
    },
    "stopped in other words": {
      change: [
        "return train",
        "const run = await train",
        "iterations: cap });",
        'iterations: cap });\n  return { ...run, stopped: run.stopped === "cost" ? "goal" : "cap" };',
      ],
      says: "stopped is not right.",
    },
    "cap and alpha exchanged": {
      change: ["{ alpha, until: 0.05, iterations: cap }", "{ alpha: cap, until: 0.05, iterations: alpha }"],
      says: "trainBase(X, Y, alpha, cap) failed: RangeError: train: iterations is 0.3; it must be a whole number from 0 up",
    },
    "its argument changed": {
      change: ["const sizes", "X.data[0] += 1;\n  const sizes"],
      says: "the argument X was changed by trainBase.",
    },
    "a global network": {
      cells: [
        'let network = createNetwork({ sizes: [2, 3, 4, 1], activations: ["tanh", "tanh", "sigmoid"], initializer: asInLecture, rng: seed(1) });',
      ],
      code: "const trainBase = (X, Y, alpha, cap) => train(network, X, Y, { alpha, until: 0.05, iterations: cap });",
      says: "it uses the global variable network (cell [3], line 1).",
    },
    "a global alpha": {
      cells: ["let rate = 0.1;"],
      change: ["{ alpha,", "{ alpha: rate,"],
      says: "it uses the global variable rate (cell [3], line 4).",
    },
    "not written yet": {
      code: 'async function trainBase(X, Y, alpha, cap) {\n  throw new Error("write your code here");\n}',
      says: "trainBase(X, Y, alpha, cap) failed: Error: write your code here",
    },
  },
};

const q2: Entry = {
  answer: "compareAlphas",
  cells: [IMPORTS, BASE],
  right: {
    "one run after the other": COMPARE,
    "all at once": `const compareAlphas = async (X, Y, alphas, cap) => {
  const runs = await Promise.all(alphas.map((alpha) => trainBase(X, Y, alpha, cap)));
  return runs.map((run, i) => ({ alpha: alphas[i], iterations: run.cost <= 0.05 ? run.iterations : null, cost: run.cost }));
};`,
    "with more in each row": COMPARE.replace("cost });", "cost, stopped, seconds: 0 });"),
  },
  wrong: {
    "the cap counts": {
      change: ['stopped === "cost" ? iterations : null', "iterations"],
      says: "[2].iterations is what comes out with the cap as if the run had arrived.",
    },
    "the wrong way round": {
      change: ['=== "cost"', '!== "cost"'],
      says: "[0].iterations is what comes out with arrived and not arrived exchanged.",
    },
    "counted from 1": {
      change: ["? iterations :", "? iterations + 1 :"],
      says: "[0].iterations is what comes out counted one too high.",
    },
    "without the first": {
      change: ["of alphas", "of alphas.slice(1)"],
      says: "this is what comes out without the first alpha.",
    },
    "without the last": {
      change: ["of alphas", "of alphas.slice(0, -1)"],
      says: "this is what comes out without the last alpha.",
    },
    "arrived alone": {
      change: ["    rows.push", '    if (stopped === "cost") rows.push'],
      says: "this is what comes out of the runs that arrived alone.",
    },
    sorted: {
      change: ["of alphas", "of [...alphas].sort((a, b) => a - b)"],
      says: "[0].alpha is what comes out sorted by alpha.",
    },
    "alphas[0]": {
      change: ["trainBase(X, Y, alpha,", "trainBase(X, Y, alphas[0],"],
      says: "[1].iterations is what comes out with the first run's results in all rows.",
    },
    "no cap": {
      change: ["alpha, cap);", "alpha, 100_000);"],
      says: "[2].iterations is what comes out without the cap.",
    },
    "α = 0.01": {
      change: ["trainBase(X, Y, alpha,", "trainBase(X, Y, 0.01,"],
      says: "[0].iterations is what comes out with alpha = 0.01 in every run.",
    },
    "one generator": {
      code: `async function compareAlphas(X, Y, alphas, cap) {
  const rng = seed(1), rows = [];
  for (const alpha of alphas) {
    const network = createNetwork({ sizes: [2, 3, 4, 1], activations: ["tanh", "tanh", "sigmoid"], initializer: asInLecture, rng });
    const { iterations, stopped, cost } = await train(network, X, Y, { alpha, until: 0.05, iterations: cap });
    rows.push({ alpha, iterations: stopped === "cost" ? iterations : null, cost });
  }
  return rows;
}`,
      says: "[1].iterations is what comes out with one generator for all runs.",
    },
    "one network": {
      code: `async function compareAlphas(X, Y, alphas, cap) {
  let network = createNetwork({ sizes: [2, 3, 4, 1], activations: ["tanh", "tanh", "sigmoid"], initializer: asInLecture, rng: seed(1) });
  const rows = [];
  for (const alpha of alphas) {
    const run = await train(network, X, Y, { alpha, until: 0.05, iterations: cap });
    network = run.network;
    rows.push({ alpha, iterations: run.stopped === "cost" ? run.iterations : null, cost: run.cost });
  }
  return rows;
}`,
      says: "[1].iterations is what comes out with each run going on from the run before.",
    },
    "the first costs": {
      change: ["{ iterations, stopped, cost }", "{ iterations, stopped, history: [{ cost }] }"],
      says: "[0].cost is what comes out with the first cost of each run.",
    },
    "no await": {
      change: [
        'const { iterations, stopped, cost } = await trainBase(X, Y, alpha, cap);\n    rows.push({ alpha, iterations: stopped === "cost" ? iterations : null, cost });',
        "rows.push(trainBase(X, Y, alpha, cap));",
      ],
      says: "[0] is a Promise; expected is an object with alpha, iterations, cost.",
    },
    "in for of": {
      change: ["const alpha of", "const alpha in"],
      says: "compareAlphas(X, Y, alphas, cap) failed: RangeError: train: alpha is 0; it must be a number above 0, for example 0.01",
    },
    "Infinity for null": { change: [": null", ": Infinity"], says: "[2].iterations is a number; expected is null." },
    "its list sorted": {
      change: ["of alphas", "of alphas.sort((a, b) => a - b)"],
      says: "the argument alphas was changed by compareAlphas.",
    },
    "a global list": {
      cells: ["let rows = [];"],
      change: ["const rows", "rows"],
      says: "it uses the global variable rows (cell [4], line 2).",
    },
  },
};

const q4: Entry = {
  answer: "descend",
  cells: [IMPORTS],
  right: {
    "with matrices": DESCEND,
    "with loops, from the last sample to the first": `function descend(X, Y, alpha, cap) {
  const m = X.cols, costs = [];
  let w = 0;
  while (costs.length <= cap) {
    let J = 0, dw = 0;
    for (let j = m - 1; j >= 0; j--) {
      const error = w * X.at(0, j) - Y.at(0, j);
      J += (error * error) / (2 * m);
      dw += (error * X.at(0, j)) / m;
    }
    if (!Number.isFinite(J)) return costs;
    costs.push(J);
    w = w - alpha * dw;
  }
  return costs;
}`,
    "from sums made before": `function descend(X, Y, alpha, cap) {
  const m = X.cols, xx = X.dot(X.T).at(0, 0) / m, xy = X.dot(Y.T).at(0, 0) / m, costs = [];
  for (let w = 0, i = 0; i <= cap; i++, w += alpha * (xy - w * xx)) {
    const E = X.scale(w).sub(Y), J = E.dot(E.T).at(0, 0) / (2 * m);
    if (J < Infinity) costs.push(J);
    else break;
  }
  return costs;
}`,
  },
  wrong: {
    "+ α": { change: ["w -=", "w +="], says: "[1] is what comes out with + alpha." },
    "without 1/m": {
      change: ["times(X).mean()", "times(X).sum()"],
      says: "[1] is what comes out without 1/m in the gradient.",
    },
    "twice the gradient": {
      change: ["alpha * error", "2 * alpha * error"],
      says: "[1] is what comes out with a gradient twice as large.",
    },
    "half the gradient": {
      change: ["alpha * error", "0.5 * alpha * error"],
      says: "[1] is what comes out with a gradient half as large.",
    },
    "without x": {
      change: ["error.times(X).mean()", "error.mean()"],
      says: "[1] is what comes out without x in the gradient.",
    },
    "without ½": { change: [".mean() / 2", ".mean()"], says: "[0] is what comes out without ½ in the cost." },
    "cost without 1/m": {
      change: ["square().mean()", "square().sum()"],
      says: "[0] is what comes out without 1/m in the cost.",
    },
    "no square": { change: [".square()", ""], says: "[0] is what comes out without the square in the cost." },
    "w for J": {
      change: ["costs.push(J)", "costs.push(w)"],
      says: "[0] is what comes out with w in place of the cost.",
    },
    "w = 1": { change: ["w = 0", "w = 1"], says: "[0] is what comes out with w = 1 at the start." },
    "w is not kept": {
      change: ["w -= alpha", "const next = w - alpha"],
      says: "[1] is what comes out with the updated w thrown away.",
    },
    "on and on": {
      change: ["    if (!Number.isFinite(J)) break;\n", ""],
      says: "this is what comes out with costs that are not finite.",
    },
    "one too far": {
      change: [
        "    if (!Number.isFinite(J)) break;\n    costs.push(J);",
        "    costs.push(J);\n    if (!Number.isFinite(J)) break;",
      ],
      says: "this is what comes out with the first cost that is not finite.",
    },
    "cost after the update": {
      change: ["return costs", "return costs.slice(1)"],
      says: "this is what comes out without the first cost.",
    },
    "cap costs": { change: ["updates <= cap", "updates < cap"], says: "this is what comes out without the last cost." },
    "cap + 2 costs": {
      change: ["updates <= cap", "updates <= cap + 1"],
      says: "this is what comes out with one update too many.",
    },
    "α = 0.01": {
      change: ["alpha * error", "0.01 * error"],
      says: "[1] is what comes out with alpha = 0.01, whatever is given.",
    },
    "the last cost alone": {
      change: ["return costs", "return costs[costs.length - 1]"],
      says: "it returns a number; expected is a list of 9.",
    },
    "a matrix": {
      change: ["return costs", "return matrix([costs])"],
      says: "it returns a 1×9 matrix; expected is a list of 9.",
    },
    "not a number": {
      change: ["mean() / 2", "mean() / 2 / (updates > 0 ? 1 : 0)", "!Number.isFinite(J)", "false"],
      says: "[0] is Infinity.",
    },
    "its argument changed": {
      change: ["const costs", "for (let j = 0; j < X.cols; j++) X.data[j] *= 2;\n  const costs"],
      says: "the argument X was changed by descend.",
    },
    "a global w": {
      cells: ["let w;"],
      change: ["let w = 0", "w = 0"],
      says: "it uses the global variable w (cell [3], line 3).",
    },
    "an unknown mistake": { change: ["alpha * error", "alpha * alpha * error"], says: "[1] is not right." },
  },
};

const q5: Entry = {
  answer: "largestAlpha",
  cells: [IMPORTS],
  right: {
    "with a matrix": LARGEST,
    "as a product": "const largestAlpha = (X) => (2 * X.cols) / X.dot(X.T).at(0, 0);",
    "with a loop, from the last to the first": `function largestAlpha(X) {
  let sum = 0;
  for (let j = X.cols - 1; j >= 0; j--) sum += X.at(0, j) ** 2;
  return 2 / (sum / X.cols);
}`,
  },
  wrong: {
    "the best alpha": { change: ["2 /", "1 /"], says: "this is what comes out with 1 in place of 2." },
    "4 for 2": { change: ["2 /", "4 /"], says: "this is what comes out with 4 in place of 2." },
    "without 1/m": { change: ["mean", "sum"], says: "this is what comes out without 1/m." },
    "without the square": { change: [".square()", ""], says: "this is what comes out without the square." },
    "mean, then square": {
      change: ["X.square().mean()", "X.mean() ** 2"],
      says: "this is what comes out with the square of the mean.",
    },
    "the largest": { change: ["mean", "max"], says: "this is what comes out with the largest x²." },
    variance: { change: ["X.square()", "X.sub(X.mean()).square()"], says: "this is what comes out with the variance." },
    root: {
      change: ["X.square().mean()", "Math.sqrt(X.square().mean())"],
      says: "this is what comes out with the root of the mean of x².",
    },
    "upside down": {
      change: ["2 / X.square().mean()", "X.square().mean() / 2"],
      says: "this is what comes out turned upside down.",
    },
    product: { change: ["2 /", "2 *"], says: "this is what comes out with a product in place of the quotient." },
    "a matrix": {
      change: ["2 / X.square().mean()", "X.square().mean({ axis: 1 })"],
      says: "it returns a 1×1 matrix; expected is a number.",
    },
    "not a number": { change: ["mean()", "sub(X.square()).mean()"], says: "it returns Infinity." },
    "a constant": { code: "const largestAlpha = (X) => 1.5;", says: "the answer is not right." },
    "its argument changed": {
      code: "const largestAlpha = (X) => {\n  X.data.sort();\n  return 2 / X.square().mean();\n};",
      says: "the argument X was changed by largestAlpha.",
    },
    "a global": {
      cells: ["let two = 2;"],
      change: ["2 /", "two /"],
      says: "it uses the global variable two (cell [3], line 1).",
    },
  },
};

describe("in a notebook's session", () => {
  const compiler = new Compiler(root);
  afterAll(() => compiler.close());

  it.each([
    ["q1", q1, BASE],
    ["q2", q2, COMPARE],
  ] as const)("the solution of %s passes", async (exercise, entry, code) => {
    const { error } = await inSession(compiler, "hw1-learning-rate", exercise, entry, code);
    expect(error).toBeUndefined();
  });

  it("a run without the cap is told", async () => {
    const code = BASE.replace(", iterations: cap", "");
    const { error } = await inSession(compiler, "hw1-learning-rate", "q1", q1, code);
    expect(error).toBe(`CheckFailed: q1: ${q1.wrong["no cap"].says}`);
  });
});

killMatrix("hw1-learning-rate", { q1, q2, q4, q5 });
