/** The kill matrix of hw2: wrong solutions that its checks refuse, each with its own message, and right ones. */
import { firstInSession, killMatrix, type Table } from "./kill-matrix";

const DEVIATIONS = "interface Deviations { small: number; one: number; xavier: number; glorot: number; he: number }";
const START = "interface Start { layers: { W: Matrix<any, any>; b: Matrix<any, 1> }[] }";

const AS_NETWORK = `
function asNetwork({ layers }: Start): Network {
  return { layers: layers.map(({ W, b }, i) => ({ W, b, activation: i < layers.length - 1 ? tanh : sigmoid })) };
}`;

const INITIALIZE = `
function initialize(sizes: number[], deviations: number[], biasDeviation: number, number: number): Start {
  const rng = seed(number);
  const layers: Start["layers"] = [];
  for (let l = 1; l < sizes.length; l++) {
    const W = rng.randn(sizes[l], sizes[l - 1]).scale(deviations[l - 1]);
    const b = rng.randn(sizes[l], 1).scale(biasDeviation);
    layers.push({ W, b });
  }
  return { layers };
}`;

const DESCEND = `
function descend(start: Start, X: Matrix<any, any>, Y: Matrix<any, any>, alpha: number, goal: number, cap: number) {
  let network = asNetwork(start);
  let cost = costOf(network, X, Y, crossEntropy);
  const costs = [cost];
  while (cost > goal && costs.length <= cap) {
    const gradients = backward(network, forward(network, X), Y, crossEntropy);
    network = update(network, gradients, alpha);
    cost = costOf(network, X, Y, crossEntropy);
    costs.push(cost);
  }
  return { costs, iterations: cost <= goal ? costs.length - 1 : Infinity };
}`;

const table: Table = {
  q1: {
    answer: "deviations",
    cells: [DEVIATIONS],
    right: {
      "with roots of fractions": `
function deviations(p: number, n: number): Deviations {
  return { small: 0.01, one: 1, xavier: Math.sqrt(1 / p), glorot: Math.sqrt(2 / (p + n)), he: Math.sqrt(2 / p) };
}`,
      "with fractions of roots": `
function deviations(p: number, n: number): Deviations {
  return { he: Math.sqrt(2) / Math.sqrt(p), glorot: 1 / Math.sqrt((p + n) / 2), xavier: 1 / Math.sqrt(p), one: 1, small: 1e-2 };
}`,
      "with powers": `
const deviations = (p: number, n: number) => ({
  small: 0.01, one: 1, xavier: p ** -0.5, glorot: (2 / (p + n)) ** 0.5, he: (p / 2) ** -0.5,
});`,
      "with variances of their own": `
function root(variance: number): number { return Math.sqrt(variance); }
function deviations(p: number, n: number): Deviations {
  const mean = (p + n) / 2;
  return { small: root(0.0001), one: root(1), xavier: root(1 / p), glorot: root(1 / mean), he: root(2 / p) };
}`,
    },
    wrong: {
      "no root at all": {
        change: ["Math.sqrt(1 / p)", "1 / p", "Math.sqrt(2 / (p + n))", "2 / (p + n)", "Math.sqrt(2 / p)", "2 / p"],
        says: "xavier is what comes out without the square root.",
      },
      "no root for glorot": {
        change: ["Math.sqrt(2 / (p + n))", "2 / (p + n)"],
        says: "glorot is what comes out without the square root.",
      },
      "the units for the inputs": {
        change: ["Math.sqrt(1 / p)", "Math.sqrt(1 / n)"],
        says: "xavier is what comes out with n, the layer's own units, in place of p.",
      },
      "the units for the inputs, for he": {
        change: ["Math.sqrt(2 / p)", "Math.sqrt(2 / n)"],
        says: "he is what comes out with n, the layer's own units, in place of p.",
      },
      "fractions upside down": {
        change: ["Math.sqrt(1 / p)", "Math.sqrt(p)"],
        says: "xavier is what comes out upside down.",
      },
      "he's rule for xavier": {
        change: ["Math.sqrt(1 / p)", "Math.sqrt(2 / p)"],
        says: "xavier is what comes out by the rule of he.",
      },
      "xavier's rule for he": {
        change: ["Math.sqrt(2 / p)", "Math.sqrt(1 / p)"],
        says: "he is what comes out by the rule of xavier.",
      },
      "only the 2 under the root": {
        change: ["Math.sqrt(2 / p)", "Math.sqrt(2) / p"],
        says: "he is what comes out with only the 2 under the root.",
      },
      "the 2 before the root": {
        change: ["Math.sqrt(2 / p)", "2 * Math.sqrt(1 / p)"],
        says: "he is what comes out with the 2 before the root.",
      },
      "no brackets": {
        change: ["2 / (p + n)", "2 / p + n"],
        says: "glorot is what comes out with n added after the division.",
      },
      "1 for 2": { change: ["2 / (p + n)", "1 / (p + n)"], says: "glorot is what comes out with 1 in place of 2." },
      "6 for 2": { change: ["2 / (p + n)", "6 / (p + n)"], says: "glorot is what comes out with 6 in place of 2." },
      "p alone": { change: ["2 / (p + n)", "2 / p"], says: "glorot is what comes out with p alone." },
      "a product": {
        change: ["2 / (p + n)", "2 / (p * n)"],
        says: "glorot is what comes out with the product of p and n.",
      },
      "the root of 0.01": {
        change: ["small: 0.01", "small: Math.sqrt(0.01)"],
        says: "small is what comes out with the root of 0.01.",
      },
      "something else": { change: ["one: 1", "one: 2"], says: "one is not right." },
      "a rule left out": { change: [", he: Math.sqrt(2 / p)", ""], says: "he is nothing; expected is a number." },
      "a text": { change: ["small: 0.01", 'small: "0.01"'], says: 'small is "0.01"; expected is a number.' },
      "not a number": { change: ["Math.sqrt(1 / p)", "Math.sqrt(-1 / p)"], says: "xavier is NaN." },
      "nothing returned": {
        change: ["return {", "const all = {"],
        says: "it returns nothing; expected is an object with small, one, xavier, glorot, he.",
      },
      "a global variable": {
        cells: ["let two = 2;"],
        change: ["Math.sqrt(2 / p)", "Math.sqrt(two / p)"],
        says: "it uses the global variable two (cell [3], line 3).",
      },
    },
  },
  q2: {
    answer: "initialize",
    cells: ['import { createNetwork, Matrix, scaledNormal, seed, tanh, type Network } from "./src";', START],
    right: {
      "with a loop": INITIALIZE,
      "with map": `
const initialize = (sizes: number[], deviations: number[], biasDeviation: number, number: number): Start => {
  const rng = seed(number);
  return {
    layers: sizes.slice(1).map((n, i) => ({
      W: rng.randn(n, sizes[i]).times(deviations[i]),
      b: rng.randn(n, 1).times(biasDeviation),
    })),
  };
};`,
      "number by number": `
function initialize(sizes: number[], deviations: number[], biasDeviation: number, number: number): Start {
  const rng = seed(number);
  const draw = (rows: number, cols: number, deviation: number) => {
    const data = new Float64Array(rows * cols);
    for (let k = 0; k < data.length; k++) data[k] = deviation * rng.randn();
    return new Matrix(rows, cols, data);
  };
  const layers: Start["layers"] = [];
  for (let l = 1; l < sizes.length; l++) {
    const W = draw(sizes[l], sizes[l - 1], deviations[l - 1]);
    layers.push({ W, b: draw(sizes[l], 1, biasDeviation) });
  }
  return { layers };
}`,
      "with normal": INITIALIZE.replace(
        "rng.randn(sizes[l], sizes[l - 1]).scale(deviations[l - 1])",
        "rng.normal(0, deviations[l - 1], sizes[l], sizes[l - 1])",
      ),
    },
    wrong: {
      "all W first": {
        code: `
function initialize(sizes: number[], deviations: number[], biasDeviation: number, number: number): Start {
  const rng = seed(number);
  const W = sizes.slice(1).map((n, i) => rng.randn(n, sizes[i]).scale(deviations[i]));
  const b = sizes.slice(1).map((n) => rng.randn(n, 1).scale(biasDeviation));
  return { layers: W.map((W, i) => ({ W, b: b[i] })) };
}`,
        says: "layers[0].b is what comes out with all W drawn before the first b.",
      },
      "b first": {
        code: `
function initialize(sizes: number[], deviations: number[], biasDeviation: number, number: number): Start {
  const rng = seed(number);
  const layers: Start["layers"] = [];
  for (let l = 1; l < sizes.length; l++) {
    const b = rng.randn(sizes[l], 1).scale(biasDeviation);
    layers.push({ W: rng.randn(sizes[l], sizes[l - 1]).scale(deviations[l - 1]), b });
  }
  return { layers };
}`,
        says: "layers[0].W is what comes out with b drawn before W.",
      },
      "seed within the loop": {
        change: ["const rng = seed(number);", "", "const W =", "const rng = seed(number);\n    const W ="],
        says: "layers[1].W is what comes out with the generator started anew for every layer.",
      },
      "seed for every matrix": {
        change: [
          "rng.randn(sizes[l], sizes",
          "seed(number).randn(sizes[l], sizes",
          "rng.randn(sizes[l], 1)",
          "seed(number).randn(sizes[l], 1)",
        ],
        says: "layers[0].b is what comes out with the generator started anew for every matrix.",
      },
      "no draw for b = 0": {
        change: [
          "rng.randn(sizes[l], 1).scale(biasDeviation)",
          "biasDeviation === 0 ? new Matrix(sizes[l], 1, new Float64Array(sizes[l])) : rng.randn(sizes[l], 1).scale(biasDeviation)",
        ],
        says: "layers[1].W is what comes out with nothing drawn for a b that is 0.",
      },
      "b always 0": {
        change: [".scale(biasDeviation)", ".scale(0)"],
        says: "layers[0].b is what comes out with b = 0, whatever biasDeviation is.",
      },
      "W's deviation for b": {
        change: [".scale(biasDeviation)", ".scale(deviations[l - 1])"],
        says: "layers[0].b is what comes out with W's deviation for b.",
      },
      "b not scaled": {
        change: [".scale(biasDeviation)", ""],
        says: "layers[0].b is what comes out with b as it was drawn.",
      },
      "W not scaled": {
        change: [".scale(deviations[l - 1])", ""],
        says: "layers[0].W is what comes out with W as it was drawn.",
      },
      "W divided": {
        change: [".scale(deviations[l - 1])", ".div(deviations[l - 1])"],
        says: "layers[0].W is what comes out with W divided by its deviation.",
      },
      "the first deviation only": {
        change: [".scale(deviations[l - 1])", ".scale(deviations[0])"],
        says: "layers[1].W is what comes out with the first deviation for every layer.",
      },
      "W turned": {
        change: ["rng.randn(sizes[l], sizes[l - 1])", "rng.randn(sizes[l - 1], sizes[l])"],
        says: "layers[0].W is what comes out with W's rows and columns exchanged.",
      },
      "uniform numbers": {
        change: [
          "rng.randn(sizes[l], sizes",
          "rng.random(sizes[l], sizes",
          "rng.randn(sizes[l], 1)",
          "rng.random(sizes[l], 1)",
        ],
        says: "layers[0].W is what comes out with uniform numbers in place of normal ones.",
      },
      "always seed 1": {
        change: ["seed(number)", "seed(1)"],
        says: "layers[0].W is what comes out with seed(1), whatever the number is.",
      },
      "one deviation too far": {
        change: ["deviations[l - 1]", "deviations[l]"],
        says: "layers[0].W is not right.",
      },
      "a layer too few": {
        change: ["l < sizes.length", "l < sizes.length - 1"],
        says: "layers is a list of 2; expected is a list of 3.",
      },
      "b as a row": {
        change: ["rng.randn(sizes[l], 1)", "rng.randn(1, sizes[l])"],
        says: "layers[0].b is a 1×3 matrix; expected is a 3×1 matrix.",
      },
      "not a number": {
        change: [".scale(biasDeviation)", ".scale(biasDeviation - NaN)"],
        says: "layers[0].b is NaN in row 0, column 0.",
      },
      "an argument changed": {
        change: ["return { layers };", "sizes.shift();\n  return { layers };"],
        says: "the argument sizes was changed by initialize.",
      },
      "a list returned": {
        change: ["return { layers };", "return layers;"],
        says: "it returns a list of 3; expected is an object with layers.",
      },
      "a global generator": {
        cells: ["const everyone = seed(7);"],
        change: ["const rng = seed(number);", "const rng = everyone;"],
        says: "it uses the global variable everyone (cell [4], line 3).",
      },
      "the engine's network": {
        change: ["return { layers };", "createNetwork;\n  return { layers };"],
        says: "it uses createNetwork of ./src (cell [3], line 10).",
      },
    },
  },
  q3: {
    answer: "descend",
    cells: [
      'import { backward, costOf, crossEntropy, forward, Matrix, matrix, type Network, ones, sigmoid, squaredError, tanh, train, update } from "./src";',
      START,
      AS_NETWORK,
    ],
    right: {
      "with while": DESCEND,
      "with for": `
function descend(start: Start, X: Matrix<any, any>, Y: Matrix<any, any>, alpha: number, goal: number, cap: number) {
  const costs: number[] = [];
  let network = asNetwork(start);
  for (let iteration = 0; iteration <= cap; iteration++) {
    const pass = forward(network, X);
    const { Z, A } = pass.caches[pass.caches.length - 1];
    costs.push(crossEntropy.cost(Z, A, Y));
    if (costs[iteration] <= goal) return { costs, iterations: iteration };
    network = update(network, backward(network, pass, Y, crossEntropy), alpha);
  }
  return { costs, iterations: Infinity };
}`,
      "with equations, sums in another order": `
function descend(start: Start, X: Matrix<any, any>, Y: Matrix<any, any>, alpha: number, goal: number, cap: number) {
  const m = X.cols, L = start.layers.length;
  let { layers } = start;
  const back = Array.from({ length: m }, (_, i) => m - 1 - i);
  const costs: number[] = [];
  for (;;) {
    const A = [X];
    for (let l = 1; l <= L; l++) {
      const Z = layers[l - 1].W.dot(A[l - 1]).add(layers[l - 1].b);
      A[l] = l < L ? Z.map(Math.tanh) : Z.map((z) => 1 / (1 + Math.exp(-z)));
    }
    const terms = A[L].map(Math.log).times(Y).add(A[L].map((a) => Math.log(1 - a)).times(Y.map((y) => 1 - y)));
    costs.push(-terms.pickColumns(back).sum() / m);
    const cost = costs[costs.length - 1];
    if (cost <= goal) return { costs, iterations: costs.length - 1 };
    if (costs.length > cap) return { costs, iterations: Infinity };
    let dZ = A[L].sub(Y);
    const next = [...layers];
    for (let l = L; l >= 1; l--) {
      const { W, b } = layers[l - 1];
      const turned = dZ.pickColumns(back);
      const dW = turned.dot(A[l - 1].pickColumns(back).T).div(m), db = turned.sum({ axis: 1 }).div(m);
      next[l - 1] = { W: W.sub(dW.scale(alpha)), b: b.sub(db.scale(alpha)) };
      if (l > 1) dZ = W.T.dot(dZ).times(A[l - 1].map((a) => 1 - a * a));
    }
    layers = next;
  }
}`,
    },
    wrong: {
      "one update more": {
        change: [
          "  return {",
          "  if (cost <= goal) costs.push(costOf(update(network, backward(network, forward(network, X), Y, crossEntropy), alpha), X, Y, crossEntropy));\n  return {",
        ],
        says: "costs is what comes out with one update more after the goal is reached.",
      },
      "the last cost left out": {
        change: ["costs.length <= cap", "costs.length < cap"],
        says: "costs is what comes out with the cost after the last update left out.",
      },
      "the start's cost left out": {
        change: ["costs, iterations", "costs: costs.slice(1), iterations"],
        says: "costs is what comes out with the start's cost left out.",
      },
      "the last cost alone": {
        change: ["costs, iterations", "costs: [cost], iterations"],
        says: "costs is what comes out with one cost only, the last.",
      },
      "update's value not kept": {
        change: ["network = update", "update"],
        says: "costs[1] is what comes out without the updated network.",
      },
      "gradients before the loop": {
        change: [
          "    const gradients = backward(network, forward(network, X), Y, crossEntropy);\n",
          "",
          "const costs =",
          "const gradients = backward(network, forward(network, X), Y, crossEntropy);\n  const costs =",
        ],
        says: "costs[2] is what comes out with the start's gradients at every step.",
      },
      uphill: { change: ["gradients, alpha", "gradients, -alpha"], says: "costs[1] is what comes out with + alpha." },
      "alpha left out": {
        change: ["gradients, alpha", "gradients, 1"],
        says: "costs[1] is what comes out with alpha = 1.",
      },
      "the lecture's alpha": {
        change: ["gradients, alpha", "gradients, 0.01"],
        says: "costs[1] is what comes out with alpha = 0.01.",
      },
      "no goal": { change: ["cost > goal && ", ""], says: "costs is what comes out without a look at the goal." },
      "the goal turned round": {
        change: ["cost > goal", "cost <= goal"],
        says: "costs is what comes out with the goal compared the wrong way round.",
      },
      "the squared error": {
        change: [
          "costOf(network, X, Y, crossEntropy)",
          "costOf(network, X, Y, squaredError)",
          "    cost = costOf(network, X, Y, crossEntropy)",
          "    cost = costOf(network, X, Y, squaredError)",
        ],
        says: "costs[0] is what comes out with the squared error for the cost.",
      },
      "a sum for the mean": {
        change: [
          "costOf(network, X, Y, crossEntropy)",
          "X.cols * costOf(network, X, Y, crossEntropy)",
          "    cost = costOf(network, X, Y, crossEntropy)",
          "    cost = X.cols * costOf(network, X, Y, crossEntropy)",
        ],
        says: "costs[0] is what comes out with the sum over the samples in place of the mean.",
      },
      "costs counted": {
        change: ["costs.length - 1 :", "costs.length :"],
        says: "iterations is what comes out with the costs counted, not the updates.",
      },
      "the cap for Infinity": {
        change: [": Infinity", ": cap"],
        says: "iterations is what comes out with the cap where the goal was not reached.",
      },
      "−1 for Infinity": {
        change: [": Infinity", ": -1"],
        says: "iterations is what comes out with −1 where the goal was not reached.",
      },
      "the loop's end for the goal": {
        change: ["cost <= goal ?", "costs.length <= cap ?"],
        says: "iterations is what comes out with Infinity where the last update that is allowed reaches the goal.",
      },
      "a cost too much in the list": {
        change: ["const costs = [cost];", "const costs = [cost, cost];"],
        says: "costs[1] is not right.",
      },
      "the costs as a matrix": {
        change: ["costs, iterations", "costs: matrix([costs]), iterations"],
        says: "costs is a 1×6 matrix; expected is a list of 6.",
      },
      "costs that are no numbers": { change: ["costs.push(cost)", "costs.push(cost - NaN)"], says: "costs[1] is NaN." },
      "no numbers in the network": {
        change: ["gradients, alpha", "gradients, NaN"],
        says: "costs is a list of 2; expected is a list of 6.",
      },
      "its data changed": {
        change: ["let network", "X.data[0] = 0;\n  let network"],
        says: "the argument X was changed by descend.",
      },
      "an error": {
        change: ["let network", 'throw new Error("write your code here");\n  let network'],
        says: "descend(start, X, Y, alpha, goal, cap) failed: Error: write your code here",
      },
      "a global cap": {
        cells: ["const limits = [20, 9];"],
        change: ["costs.length <= cap", "costs.length <= cap && limits.length > 0"],
        says: "it uses the global variable limits (cell [5], line 6).",
      },
      "the engine's loop": {
        change: ["let network", "train;\n  let network"],
        says: "it uses train of ./src (cell [4], line 3).",
      },
    },
  },
};

killMatrix("hw2-initialization", table);

firstInSession("hw2-initialization", table);
