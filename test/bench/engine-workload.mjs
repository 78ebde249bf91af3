/** A workload of workloads.json for the engine: the network, X and Y that the Python programs start from too, bit for bit. */
import fs from "node:fs";
import path from "node:path";

/**
 * Sizes n[0] … n[L], the names of g[1] … g[L], a loss; a data set and how many samples of it (again from the first when
 * it has fewer); the seed, and what W and b are scaled by (0: all zero); α; how many updates the comparison makes.
 * @typedef {{ sizes: number[], activations: string[], loss: string, data: "planar35" | "digits" | "quadrants", m: number,
 *   seed: number, W: number, b: number, alpha: number, updates: number }} Workload
 */

/**
 * The parts of the engine that a workload needs. They are handed over: the benchmark has them from dist/, tests from src/.
 * @typedef {typeof import("../../src/engine/network") & typeof import("../../src/engine/random")
 *   & typeof import("../../src/engine/matrix-constructors") & typeof import("../../src/engine/initializers")
 *   & typeof import("../../src/engine/train") & typeof import("../../src/node/read-dataset")
 *   & { losses: Record<string, import("../../src/engine/losses").Loss> }} Engine
 * @typedef {import("../../src/engine/matrix").Matrix<any, any>} Matrix
 */

/** @type {Record<"lecture" | "digits" | "deep" | "wide", Workload>} */
export const WORKLOADS = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, "workloads.json"), "utf8"));

/**
 * Where a workload starts; `train(updates)` trains from there.
 * @param {Engine} engine
 * @param {Workload} workload
 */
export function prepare(engine, workload) {
  const { sizes, activations, seed, m, alpha } = workload;
  const initializer = {
    W: engine.scaledNormal(workload.W),
    b: workload.b === 0 ? engine.allZero() : engine.scaledNormal(workload.b),
  };
  const network = engine.createNetwork({ sizes, activations, rng: engine.seed(seed), initializer });
  const all = DATA[workload.data](engine);
  const [X, Y] = [samples(engine, all.X, m), samples(engine, all.Y, m)];
  const loss = engine.losses[workload.loss];
  if (!loss) throw new Error(`the engine has no loss ${workload.loss}`);
  return {
    network,
    X,
    Y,
    train: (/** @type {number} */ iterations) => engine.train(network, X, Y, { alpha, loss, iterations }),
  };
}

/** @type {Record<Workload["data"], (engine: Engine) => { X: Matrix, Y: Matrix }>} */
const DATA = {
  planar35: (engine) => engine.planar35(),
  /** 64 grey values between 0 and 1, and the digit as a one-hot column. */
  digits(engine) {
    const { X, Y } = engine.digits();
    const labels = Array.from({ length: 10 }, (_, digit) => Array.from(Y.data, (y) => (y === digit ? 1 : 0)));
    return { X: X.map((grey) => grey / 16), Y: engine.fromFlat(10, Y.cols, labels.flat()) };
  },
  /** 1000 normal points, class 1 where both coordinates have the same sign. */
  quadrants(engine) {
    const X = engine.seed(5).randn(2, 1000);
    const labels = Array.from({ length: 1000 }, (_, i) => (X.data[i] * X.data[1000 + i] > 0 ? 1 : 0));
    return { X, Y: engine.fromFlat(1, 1000, labels) };
  },
};

/**
 * The first m columns, or the columns again and again until there are m.
 * @param {Engine} engine
 * @param {Matrix} all
 * @param {number} m
 */
function samples(engine, { rows, cols, data }, m) {
  const numbers = Array.from({ length: rows * m }, (_, k) => data[Math.floor(k / m) * cols + ((k % m) % cols)]);
  return engine.fromFlat(rows, m, numbers);
}
