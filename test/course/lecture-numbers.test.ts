/**
 * The numbers that the lecture texts work out. Beside these, test/engine/network.test.ts has 004's worked example
 * (ŷ and δ), and test/engine/train.test.ts the costs that 002's program prints.
 */
import { describe, expect, test } from "vitest";
import { sigmoid } from "../../src/engine/activations";
import { asInLecture } from "../../src/engine/initializers";
import { crossEntropy, squaredError } from "../../src/engine/losses";
import type { Matrix } from "../../src/engine/matrix";
import { full, matrix } from "../../src/engine/matrix-constructors";
import { backward, costOf, createNetwork, forward, type Network } from "../../src/engine/network";
import { fitScaler } from "../../src/engine/preprocessing";
import { seed } from "../../src/engine/random";
import { digits, planar35 } from "../../src/node/read-dataset";

const column = (...numbers: number[]) => matrix(numbers.map((number) => [number]));

/** A column as the lecture prints it. */
const printed = (a: Matrix<any, any>, decimals: number) => [...a.data].map((x) => Number(x.toFixed(decimals)));

/** The largest distance of two columns. */
const apart = (a: Matrix<any, any>, ...numbers: number[]) =>
  a
    .sub(column(...numbers))
    .abs()
    .max();

describe("001: the computation graph J = 3(a + bc) at a = 5, b = 3, c = 2", () => {
  const [a, b, c] = [5, 3, 2];
  const J = ([a, b, c]: number[]) => 3 * (a + b * c);

  test("forward: u = 6, v = 11, J = 33; with the printed v = au it would be 90", () => {
    const u = b * c;
    expect([u, a + u, J([a, b, c])]).toEqual([6, 11, 33]);
    expect(3 * (a * u)).toBe(90);
  });

  test("backward, by the chain rule: dJ/dv = 3, dJ/du = 3, dJ/da = 3, dJ/db = 6, dJ/dc = 9", () => {
    const dv = 3;
    const [du, da] = [dv * 1, dv * 1];
    expect([dv, du, da, du * c, du * b]).toEqual([3, 3, 3, 6, 9]);
  });

  test("and by the symmetric difference (1.8)", () => {
    const moved = (i: number, step: number) => J([a, b, c].map((x, j) => (j === i ? x + step : x)));
    const slope = (i: number) => (moved(i, 0.5) - moved(i, -0.5)) / 1;
    expect([slope(0), slope(1), slope(2)]).toEqual([3, 6, 9]);
  });
});

describe("002: the cost before the first update", () => {
  const network = createNetwork({
    sizes: [2, 3, 4, 1],
    activations: ["tanh", "tanh", "sigmoid"],
    rng: seed(1),
    initializer: asInLecture,
  });
  const { X, Y } = planar35();
  const firstCost = (labels: Matrix<any, any>) => costOf(network, X, labels, crossEntropy);

  test("is 0.6597 with the 13 zeros of the points, to eight digits as printed", () => {
    expect(35 - Y.sum()).toBe(13);
    expect(firstCost(Y).toFixed(8)).toBe("0.65971979");
  });

  test("would be 0.6893 with the 15 zeros of the printed list", () => {
    const labels = matrix([Array.from({ length: 35 }, (_, i) => (i < 15 ? 0 : 1))]);
    expect(firstCost(labels).toFixed(4)).toBe("0.6893");
  });
});

describe("004: the worked example x = 1, y = 1", () => {
  const network: Network = {
    layers: [
      { W: column(0.3, 0.4), b: column(0.1, 0.2), activation: sigmoid },
      { W: matrix([[1, -3]]), b: matrix([[0.2]]), activation: sigmoid },
    ],
  };
  const [x, y] = [matrix([[1]]), matrix([[1]])];

  test("as the slides print it, rounded at every step", () => {
    const round = (z: number) => Number(z.toFixed(2));
    const sigma = (z: number) => round(sigmoid.g(matrix([[z]])).at(0, 0));
    const [a1, a2] = [sigma(1 * 0.3 + 0.1), sigma(1 * 0.4 + 0.2)];
    const z = round(1 * a1 + -3 * a2 + 0.2);
    const yHat = sigma(z);
    const delta = round((yHat - 1) * yHat * (1 - yHat));
    const delta1 = round(delta * 1 * a1 * (1 - a1));
    expect([a1, a2, z, yHat, delta, delta1]).toEqual([0.6, 0.65, -1.15, 0.24, -0.14, -0.03]);
    expect([delta * a1, delta1 * 1]).toEqual([-0.14 * 0.6, -0.03]);
  });

  test("exactly: z = −1.138, dW[2] = (−0.0833, −0.0899), dW[1] = (−0.0334, 0.0955), to four digits", () => {
    const pass = forward(network, x);
    const [first, second] = backward(network, pass, y, squaredError);
    expect(printed(pass.caches[1].Z, 3)).toEqual([-1.138]);
    expect(printed(second.dW, 4)).toEqual([-0.0833, -0.0899]);
    expect(printed(first.dW, 4)).toEqual([-0.0334, 0.0955]);
  });

  test("the printed bracket one place off would give δ = −0.9554 for the −0.1392 of the right one", () => {
    const { A, caches } = forward(network, x);
    const slope = sigmoid.derivative(caches[1].Z, A);
    expect(printed(A.sub(y).times(slope), 4)).toEqual([-0.1392]);
    expect(printed(y.sub(A.times(slope)).scale(-1), 4)).toEqual([-0.9554]);
  });
});

describe("004: the [3, 4, 3] network at x = (1, 1, 1), y = (1, 1, 1)", () => {
  const network = (at13: number): Network => ({
    layers: [
      {
        W: matrix([
          [0.65, 0.18, 0.89],
          [0.06, 0.74, 0.72],
          [0.92, 0.29, 0.71],
          [0.39, 0.41, 0.1],
        ]),
        b: column(0.07, 0.35, 0.6, 0.5),
        activation: sigmoid,
      },
      {
        W: matrix([
          [0.45, 0.64, at13, 0.82],
          [0.3, 0.25, 0.39, 0.36],
          [0.78, 0.6, 0.16, 0.07],
        ]),
        b: column(0.14, 0.64, 0.62),
        activation: sigmoid,
      },
    ],
  });
  const ones = full(3, 1, 1);
  const pass = forward(network(1), ones);
  const [hidden, output] = pass.caches;
  const [first, second] = backward(network(1), pass, ones, squaredError);
  const slope = ({ Z, A }: { Z: Matrix<any, any>; A: Matrix<any, any> }) => sigmoid.derivative(Z, A);

  test("hidden z within 0.0115, its f′ within 0.0015, a to the printed digits", () => {
    expect(apart(hidden.Z, 1.8, 1.88, 2.53, 1.39)).toBeLessThan(0.0115);
    expect(apart(hidden.Z, 1.798, 1.875, 2.53, 1.389)).toBeLessThan(0.0115);
    expect(apart(slope(hidden), 0.122, 0.115, 0.068, 0.16)).toBeLessThan(0.0015);
    expect(printed(hidden.A, 2)).toEqual([0.86, 0.87, 0.93, 0.8]);
  });

  test("output z and a to the printed digits, f′ within 1e-4, δ within 3e-5", () => {
    expect(printed(output.Z, 2)).toEqual([2.66, 1.76, 2.01]);
    expect(printed(output.A, 3)).toEqual([0.935, 0.854, 0.882]);
    expect(printed(ones.sub(output.A), 3)).toEqual([0.065, 0.146, 0.118]);
    expect(apart(slope(output), 0.06087702, 0.12500965, 0.10390214)).toBeLessThan(1e-4);
    expect(apart(second.db, -0.00396415, -0.01830894, -0.01223682)).toBeLessThan(3e-5);
  });

  test("what goes back, and the hidden δ, to the printed digits", () => {
    expect(printed(network(1).layers[1].W.T.dot(second.db), 3)).toEqual([-0.017, -0.014, -0.013, -0.011]);
    expect(printed(first.db, 3)).toEqual([-0.002, -0.002, -0.001, -0.002]);
  });

  test("with the printed 0.10 for 1.00 at (1, 3), z₁ would be 1.83 for the 2.66 of the slide", () => {
    expect(printed(forward(network(0.1), ones).caches[1].Z, 2)).toEqual([1.83, 1.76, 2.01]);
  });
});

describe("004: the first digit", () => {
  const { X } = digits();

  test("raw", () => {
    expect([...X.column(0).data]).toEqual(RAW.flat());
  });

  test("scaled over all 1797 digits, to the three decimals of the slide", () => {
    expect(printed(fitScaler(X).transform(X).column(0), 3)).toEqual(SCALED.flat());
  });

  test("the mean of feature 2 is 0.304, not 3, and of feature 1 it is 0", () => {
    expect(printed(fitScaler(X).mean, 3).slice(0, 2)).toEqual([0, 0.304]);
  });
});

const RAW = [
  [0, 0, 5, 13, 9, 1, 0, 0],
  [0, 0, 13, 15, 10, 15, 5, 0],
  [0, 3, 15, 2, 0, 11, 8, 0],
  [0, 4, 12, 0, 0, 8, 8, 0],
  [0, 5, 8, 0, 0, 9, 8, 0],
  [0, 4, 11, 0, 1, 12, 7, 0],
  [0, 2, 14, 5, 10, 12, 0, 0],
  [0, 0, 6, 13, 10, 0, 0, 0],
];

const SCALED = [
  [0, -0.335, -0.043, 0.274, -0.664, -0.844, -0.41, -0.125],
  [-0.059, -0.624, 0.483, 0.76, -0.058, 1.128, 0.88, -0.13],
  [-0.045, 0.111, 0.896, -0.861, -1.15, 0.515, 1.906, -0.114],
  [-0.033, 0.486, 0.47, -1.5, -1.614, 0.076, 1.542, -0.047],
  [0, 0.765, 0.053, -1.448, -1.737, 0.044, 1.44, 0],
  [-0.061, 0.811, 0.63, -1.122, -1.066, 0.661, 0.818, -0.089],
  [-0.035, 0.742, 1.151, -0.869, 0.11, 0.538, -0.757, -0.21],
  [-0.024, -0.299, 0.087, 0.208, -0.367, -1.147, -0.506, -0.196],
];
