import { describe, expect, test } from "vitest";
import { asBundle } from "../../src/display";
import { activation, leakyRelu, relu, sigmoid } from "../../src/engine/activations";
import { allEqual, allZero, asInLecture, scaledNormal } from "../../src/engine/initializers";
import * as layer from "../../src/engine/layer";
import { crossEntropy, squaredError } from "../../src/engine/losses";
import { type Matrix, ShapeError } from "../../src/engine/matrix";
import { full, matrix, ones, zeros } from "../../src/engine/matrix-constructors";
import * as nn from "../../src/engine/network";
import { classOf } from "../../src/engine/one-hot";
import { seed } from "../../src/engine/random";
import { summary } from "../../src/engine/summary";
import { fixture } from "./bits";

const near = (ours: Matrix<any, any>, rows: number[][], tolerance = 1e-13) =>
  expect(ours.equals(matrix(rows), tolerance), `${ours}\nshould be\n${matrix(rows)}`).toBe(true);

describe("forward and backward of 3-4-2 are NumPy's", () => {
  test.each(fixture("networks").cases as any[])("$hidden, then $output with $loss", (numpy) => {
    const network = nn.createNetwork({
      sizes: [3, 4, 2],
      activations: [numpy.hidden, numpy.output],
      rng: seed(3),
      initializer: { W: scaledNormal(1), b: scaledNormal(1) },
    });
    const loss = numpy.loss === "crossEntropy" ? crossEntropy : squaredError;
    const X = matrix(numpy.X);
    const Y = matrix(numpy.Y);
    const pass = nn.forward(network, X);
    near(pass.A, numpy.A2);
    expect(nn.costOf(network, X, Y, loss)).toBeCloseTo(numpy.cost, 13);
    near(loss.derivative(pass.A, Y), numpy.dA2, 1e-11);
    const [first, second] = nn.backward(network, pass, Y, loss);
    near(first.dW, numpy.dW1);
    near(first.db, numpy.db1);
    near(second.dW, numpy.dW2);
    near(second.db, numpy.db2);
  });
});

describe("the lecture program, 2-3-4-1", () => {
  const numpy = fixture("lecture-program");
  const network = () =>
    nn.createNetwork({
      sizes: [2, 3, 4, 1],
      activations: ["tanh", "tanh", "sigmoid"],
      rng: seed(1),
      initializer: asInLecture,
    });

  test("starts from NumPy's parameters, every bit, drawn in the order W[1], b[1], W[2], b[2], …", () => {
    network().layers.forEach(({ W, b }, index) => {
      expect(W.toArray()).toEqual(numpy.start[`W${index + 1}`]);
      expect(b.toArray()).toEqual(numpy.start[`b${index + 1}`]);
    });
  });

  test("has L = 3 layers, 30 parameters and the lecture's shapes", () => {
    expect(nn.sizes(network())).toEqual([2, 3, 4, 1]);
    expect(nn.parameterCount(network())).toBe(30);
    const text = [
      "2-3-4-1: 30 parameters",
      "layer  activation  W[l]  b[l]  Z[l], A[l]  parameters",
      "1      tanh        3×2   3×1   3×m         9",
      "2      tanh        4×3   4×1   4×m         16",
      "3      sigmoid     1×4   1×1   1×m         5",
    ].join("\n");
    expect(String(summary(network()))).toBe(text);
    const bundle = summary(network())[asBundle]() as Record<string, string>;
    expect(bundle["text/plain"]).toBe(text);
    expect(bundle["text/html"]).toContain("<td>2</td><td>tanh</td><td>4×3</td><td>4×1</td><td>4×m</td><td>16</td>");
  });
});

test("update returns a new network and leaves the old one as it is", () => {
  const network = nn.createNetwork({ sizes: [2, 1], activations: ["sigmoid"], rng: seed(1) });
  const before = network.layers[0].W.toArray();
  const after = nn.update(network, [{ dW: matrix([[1, 2]]), db: matrix([[3]]) }], 0.5);
  expect(network.layers[0].W.toArray()).toEqual(before);
  expect(after.layers[0].W.toArray()).toEqual([[before[0][0] - 0.5, before[0][1] - 1]]);
  expect(after.layers[0].b.toArray()).toEqual([[-1.5]]);
});

test("lecture 004's worked example: ŷ = 0.2426, δ = −0.1392, δ₁ = −0.0334", () => {
  const layers = [
    { W: matrix([[0.3], [0.4]]), b: matrix([[0.1], [0.2]]), activation: sigmoid },
    { W: matrix([[1, -3]]), b: matrix([[0.2]]), activation: sigmoid },
  ];
  const pass = nn.forward({ layers }, matrix([[1]]));
  const [first, second] = nn.backward({ layers }, pass, matrix([[1]]), squaredError);
  near(pass.caches[0].A, [[0.5987], [0.6457]], 5e-5);
  near(pass.A, [[0.2426]], 5e-5);
  near(second.db, [[-0.1392]], 5e-5);
  near(first.db, [[-0.0334], [0.0955]], 6e-5);
});

test("with d or without d, the same size", () => {
  const network = nn.createNetwork({ sizes: [3, 5, 2], activations: ["relu", "sigmoid"], rng: seed(2) });
  const X = seed(3).randn(3, 7);
  const pass = nn.forward(network, X);
  const Y = full(2, 7, 1);
  nn.backward(network, pass, Y, crossEntropy).forEach(({ dW, db }, index) => {
    const { W, b } = network.layers[index];
    expect([dW.rows, dW.cols, db.rows, db.cols]).toEqual([W.rows, W.cols, b.rows, b.cols]);
  });
});

test("a layer's backward from dA equals the shortcut dZ = A − Y, for sigmoid with cross-entropy", () => {
  const one = { W: matrix([[0.3, -0.8]]), b: matrix([[0.1]]), activation: sigmoid };
  const { A, cache } = layer.forward(one, matrix([[0.5, 1, -2], [1, 3, 0.25]])); // biome-ignore format: short
  const Y = matrix([[0, 1, 1]]);
  const long = layer.backward(one, cache, crossEntropy.derivative(A, Y));
  const short = layer.backwardFromZ(one, cache, A.sub(Y));
  near(long.dW, short.dW.toArray(), 1e-15);
  near(long.dAprev, short.dAprev.toArray(), 1e-15);
});

describe("activations", () => {
  test("ReLU has slope 0 at 0, leaky ReLU 0.01", () => {
    const Z = matrix([[-2, 0, 3]]);
    expect(relu.g(Z).toArray()).toEqual([[0, 0, 3]]);
    expect(relu.derivative(Z, relu.g(Z)).toArray()).toEqual([[0, 0, 1]]);
    expect(leakyRelu.g(Z).toArray()).toEqual([[-0.02, 0, 3]]);
    expect(leakyRelu.derivative(Z, leakyRelu.g(Z)).toArray()).toEqual([[0.01, 0.01, 1]]);
  });

  test("each derivative is the slope of its function", () => {
    const Z = matrix([[-1.5, -0.3, 0.2, 0.9, 2.5]]);
    for (const name of ["sigmoid", "tanh", "relu", "leakyRelu", "linear"]) {
      const { g, derivative } = activation(name);
      const slope = g(Z.map((z) => z + 1e-6))
        .sub(g(Z.map((z) => z - 1e-6)))
        .scale(1 / 2e-6);
      expect(derivative(Z, g(Z)).equals(slope, 1e-9)).toBe(true);
    }
  });

  test("sigmoid stays within 0 and 1 far out, and NaN is not hidden by ReLU", () => {
    expect(sigmoid.g(matrix([[-1000, 0, 40, 1000]])).toArray()).toEqual([[0, 0.5, 1, 1]]);
    expect(sigmoid.g(matrix([[-40]])).at(0, 0) / 4.248354255291589e-18).toBeCloseTo(1, 14);
    expect(relu.g(matrix([[NaN]])).at(0, 0)).toBeNaN();
  });

  test("an unknown name is refused, with the names there are", () => {
    expect(() => activation("sigmod")).toThrow(
      new RangeError('activation "sigmod" is not known; use one of sigmoid, tanh, relu, leakyRelu, linear, softmax'),
    );
  });
});

describe("losses", () => {
  test("cross-entropy never takes the log of 0: a certain and wrong answer costs |z|", () => {
    const Z = matrix([[800, -800, 800, -800]]);
    const A = sigmoid.g(Z);
    const Y = matrix([[0, 1, 1, 0]]);
    expect(A.toArray()).toEqual([[1, 0, 1, 0]]);
    expect(crossEntropy.cost(Z, A, Y)).toBe(400);
  });

  test("cross-entropy from Z is the lecture's formula from A, to 1e-15", () => {
    const Z = seed(5).randn(1, 200).scale(3);
    const Y = seed(6)
      .random(1, 200)
      .map((u) => (u < 0.5 ? 0 : 1));
    const A = sigmoid.g(Z);
    const formula = -A.data.reduce((s, a, i) => s + Math.log(Y.data[i] === 1 ? a : 1 - a), 0) / 200;
    expect(Math.abs(crossEntropy.cost(Z, A, Y) - formula)).toBeLessThan(2e-15);
  });

  test("with every z = 0 the cost is log 2, whatever the labels", () => {
    const Z = zeros(1, 35);
    expect(crossEntropy.cost(Z, sigmoid.g(Z), ones(1, 35))).toBeCloseTo(0.6931471805599453, 14);
  });

  test("cross-entropy refuses labels other than 0 and 1, and names the sample", () => {
    expect(() => crossEntropy.checkLabels(matrix([[0, 1, 0.5]]))).toThrow(
      new RangeError("crossEntropy: the label of sample 2 is 0.5; it must be 0 or 1 (samples count from 0)"),
    );
    expect(() =>
      crossEntropy.checkLabels(
        matrix([
          [0, 1],
          [1, -1],
        ]),
      ),
    ).toThrow(
      // biome-ignore format: short
      new RangeError("crossEntropy: the label of sample 1, output 1 is -1; it must be 0 or 1 (samples count from 0)"),
    );
  });

  test("tanh with cross-entropy is refused", () => {
    const network = nn.createNetwork({ sizes: [2, 1], activations: ["tanh"], rng: seed(1) });
    const pass = nn.forward(network, ones(2, 3));
    expect(() => nn.backward(network, pass, ones(1, 3), crossEntropy)).toThrow(
      new RangeError("crossEntropy does not go with a tanh output; use a sigmoid output, or squaredError"),
    );
  });
});

describe("initializers", () => {
  const rng = () => seed(1);
  const make = (W: any, b: any) =>
    nn.createNetwork({ sizes: [2, 2], activations: ["tanh"], rng: rng(), initializer: { W, b } }).layers[0];

  test("zeros and a constant draw nothing, so that b is what a fresh generator gives", () => {
    expect(make(allZero(), scaledNormal(1)).b.toArray()).toEqual(rng().randn(2, 1).toArray());
    expect(make(allEqual(0.5), scaledNormal(1)).b.toArray()).toEqual(rng().randn(2, 1).toArray());
    expect(make(allEqual(0.5), allZero()).W.toArray()).toEqual([[0.5, 0.5], [0.5, 0.5]]); // biome-ignore format: short
  });

  test("without a word on it W = 0.01·randn and b = 0", () => {
    const { W, b } = nn.createNetwork({ sizes: [3, 2], activations: ["tanh"], rng: rng() }).layers[0];
    expect(W.toArray()).toEqual(rng().randn(2, 3).scale(0.01).toArray());
    expect(b.toArray()).toEqual([[0], [0]]);
  });

  test("a scale that is not finite is refused", () => {
    expect(() => scaledNormal(NaN)).toThrow(
      new RangeError("scaledNormal: NaN is not a finite number, for example scaledNormal(0.5)"),
    );
  });
});

describe("what makes no network, and what does not fit one, is refused in one line", () => {
  const create = (sizes: number[], activations: string[]) => () =>
    nn.createNetwork({ sizes, activations, rng: seed(1) });
  const network = create([2, 3, 1], ["tanh", "sigmoid"])();

  test("sizes and activations", () => {
    expect(create([2], [])).toThrow(
      new RangeError("createNetwork: sizes [2]: at least two whole numbers from 1 up, for example [2, 3, 4, 1]"),
    );
    expect(create([2, 0, 1], ["tanh", "tanh"])).toThrow(
      new RangeError("createNetwork: sizes [2, 0, 1]: at least two whole numbers from 1 up, for example [2, 3, 4, 1]"),
    );
    expect(create([2, 3, 1], ["tanh"])).toThrow(
      new RangeError(
        "createNetwork: 1 activation for 2 layers: sizes [2, 3, 1] need one for each number but the first",
      ),
    );
    expect(create([2, 1], ["sigmod"])).toThrow(
      new RangeError('activation "sigmod" is not known; use one of sigmoid, tanh, relu, leakyRelu, linear, softmax'),
    );
  });

  test("X with a sample a row, the typical mistake", () => {
    expect(() => nn.forward(network, zeros(35, 2))).toThrow(
      new ShapeError(
        "forward: X is 35×2, but the network takes 2 inputs: it must be 2×m, one sample a column; X.T would fit",
      ),
    );
    expect(() => nn.predict(network, zeros(3, 5))).toThrow(
      new ShapeError("predict: X is 3×5, but the network takes 2 inputs: it must be 2×m, one sample a column"),
    );
  });

  test("Y of another size, which would otherwise be stretched silently", () => {
    const pass = nn.forward(network, zeros(2, 5));
    expect(() => nn.backward(network, pass, zeros(1, 1), crossEntropy)).toThrow(
      new ShapeError("backward: Y is 1×1, but the output is 1×5: they must be equally large"),
    );
    expect(() => nn.costOf(network, zeros(2, 5), zeros(5, 1), crossEntropy)).toThrow(
      new ShapeError("costOf: Y is 5×1, but the output is 1×5: they must be equally large; Y.T would fit"),
    );
  });

  test("classes of a network whose output is no sigmoid", () => {
    const line = nn.createNetwork({ sizes: [2, 1], activations: ["linear"], rng: seed(1) });
    expect(() => nn.predict(line, zeros(2, 1))).toThrow(
      new RangeError("predict: classes need a sigmoid output, this one is linear; use forward(network, X).A"),
    );
  });

  test("classes of a softmax output, which are the row of each column's largest number", () => {
    const softmax = nn.createNetwork({ sizes: [2, 3], activations: ["softmax"], rng: seed(1) });
    const X = seed(2).randn(2, 4);
    expect(() => nn.predict(softmax, X)).toThrow(
      new RangeError("predict: classes need a sigmoid output, this one is softmax; use classOf(forward(network, X).A)"),
    );
    const { A } = nn.forward(softmax, X);
    expect(classOf(A).toArray()).toEqual(A.argmax({ axis: 0 }).toArray());
  });

  test("ŷ = 0.5 exactly counts as class 0", () => {
    const zero = { layers: [{ W: zeros(1, 2), b: zeros(1, 1), activation: sigmoid }] };
    expect(nn.predict(zero, ones(2, 2)).toArray()).toEqual([[0, 0]]);
  });
});
