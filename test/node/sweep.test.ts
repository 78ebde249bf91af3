import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { asBundle } from "../../src/display";
import * as unbuilt from "../../src/node/sweep";
import { costCurve } from "../../src/plots/cost-curve";
import { build } from "../../src/setup/build.mjs";

/** Node runs no TypeScript in threads: these are the modules of the build, as the commands see them. */
const load = createRequire(import.meta.url);
const built = build(resolve(import.meta.dirname, "../.."));
const { sweep }: typeof import("../../src/node/sweep") = load(join(built, "node/sweep.js"));
const { planar35 }: typeof import("../../src/node/read-dataset") = load(join(built, "node/read-dataset.js"));
const initializers: typeof import("../../src/engine/initializers") = load(join(built, "engine/initializers.js"));
const losses: typeof import("../../src/engine/losses") = load(join(built, "engine/losses.js"));
const networks: typeof import("../../src/engine/network") = load(join(built, "engine/network.js"));
const matrices: typeof import("../../src/engine/matrix-constructors") = load(
  join(built, "engine/matrix-constructors.js"),
);
const optimizers: typeof import("../../src/engine/optimizers") = load(join(built, "engine/optimizers.js"));
const { seed }: typeof import("../../src/engine/random") = load(join(built, "engine/random.js"));
const { train }: typeof import("../../src/engine/train") = load(join(built, "engine/train.js"));

const { X, Y } = planar35();
const base = { sizes: [2, 3, 4, 1], activations: ["tanh", "tanh", "sigmoid"], X, Y, iterations: 300 };

/** The sweep shows its bar, and prints why it takes one thread; here both go to the console. */
const print = vi.spyOn(console, "log").mockImplementation(() => {});
afterEach(() => print.mockClear());
const printed = () => print.mock.calls.flat().filter((text) => /^sweep:/.test(String(text)));

const withoutSeconds = (rows: readonly import("../../src/node/sweep").Row[]) =>
  rows.map(({ seconds: _, network, ...row }) => ({
    ...row,
    layers: network?.layers.map(({ W, b, activation }) => [W.toArray(), b.toArray(), activation.name]),
  }));

const softmax = {
  activations: ["tanh", "tanh", "softmax"],
  sizes: [2, 3, 4, 2],
  loss: losses.categoricalCrossEntropy,
  Y: matrices.matrix(Array.from({ length: 2 }, (_, k) => Array.from(Y.data, (y) => (y === k ? 1 : 0)))),
};

const VARIATIONS = {
  "alpha 0.01": { alpha: 0.01 },
  "alpha 1, b = randn": { alpha: 1, initializer: initializers.asInLecture, iterations: 2000, until: 0.5 },
  "two layers": { alpha: 0.1, sizes: [2, 4, 1], activations: ["relu", "sigmoid"], seed: 3 },
  "squared error": { alpha: 0.1, loss: losses.squaredError },
  softmax: { ...softmax, alpha: 0.1, initializer: { W: initializers.he(), b: initializers.uniform(-1, 1) } },
  momentum: { alpha: 0.1, optimizer: optimizers.momentum(0.8) },
  adam: { alpha: 0.01, optimizer: optimizers.adam({ beta1: 0.8 }), lambda: 0.001 },
  "mini-batches": { alpha: 0.1, batchSize: 8, initializer: initializers.asInLecture },
  "all equal": { alpha: 0.1, initializer: { W: initializers.allEqual(0.5), b: initializers.allZero() } },
};

describe("a sweep in threads", () => {
  test("has the same rows, bit for bit and in order, as one thread and as train itself", async () => {
    const threads = await sweep(VARIATIONS, base, { threads: 3 });
    expect(printed()).toEqual([]);
    const here = await sweep(VARIATIONS, base, { threads: 1 });
    expect(threads.rows.map(({ label }) => label)).toEqual(Object.keys(VARIATIONS));
    expect(withoutSeconds(threads.rows)).toEqual(withoutSeconds(here.rows));
    const network = networks.createNetwork({ sizes: base.sizes, activations: base.activations, rng: seed(1) });
    const direct = await train(network, X, Y, { alpha: 0.01, iterations: 300 });
    expect(threads.rows[0].cost).toBe(direct.cost);
    expect(threads.rows[0].network?.layers[0].W.toArray()).toEqual(direct.network.layers[0].W.toArray());
    expect(threads.rows[0].history).toEqual(direct.history);
    expect(threads.rows[1].stopped).toBe("cost");
    expect(threads.rows.map(({ stopped }) => stopped)).not.toContain("failed");
    expect(new Set(threads.rows.map(({ cost }) => cost)).size).toBe(threads.rows.length);
  });

  test("gives networks that can be used like any other", async () => {
    const { rows } = await sweep({ one: { alpha: 0.1 } }, base);
    const network = rows[0].network as NonNullable<(typeof rows)[0]["network"]>;
    expect(networks.costOf(network, X, Y, losses.crossEntropy)).toBe(rows[0].cost);
    expect(networks.predict(network, X).cols).toBe(35);
  });

  test("with another data set in one variation trains that one on it", async () => {
    const less = { X: X.columns(0, 10), Y: Y.columns(0, 10) };
    const { rows } = await sweep({ all: {}, ten: less }, { ...base, alpha: 0.1 }, { threads: 2 });
    const [ten] = (await sweep([less], { ...base, alpha: 0.1 }, { threads: 1 })).rows;
    expect(rows[1].cost).toBe(ten.cost);
    expect(rows[1].cost).not.toBe(rows[0].cost);
  });

  test("makes a row of what diverges, and of what can't be trained", async () => {
    const { rows } = await sweep(
      {
        diverges: { alpha: 1e300, activations: ["linear", "linear", "linear"], loss: losses.squaredError },
        "wrong name": { activations: ["tanh", "tahn", "sigmoid"] },
        "wrong size": { sizes: [3, 3, 4, 1] },
        "no alpha": { alpha: undefined },
        right: {},
      },
      { ...base, alpha: 0.1 },
    );
    expect(rows.map(({ stopped }) => stopped)).toEqual(["diverged", "failed", "failed", "iterations", "iterations"]);
    expect(rows[0].message).toMatch(/^diverged: .* is not finite at iteration \d+ /);
    expect(rows[1].message).toMatch(/^activation "tahn" is not known; use one of /);
    expect(rows[2].message).toBe(
      "train: X is 2×35, but the network takes 3 inputs: it must be 3×m, one sample a column",
    );
    expect([rows[1].iterations, rows[1].cost, rows[1].history, rows[1].network]).toEqual([0, NaN, [], undefined]);
    expect(rows[3].cost).toBe(rows[4].cost); // undefined counts as left out
  });

  test("says what is missing", async () => {
    const { rows } = await sweep(
      { "no data": { sizes: [2, 1] }, text: { sizes: [2, 1], X: "x" as never }, "no sizes": { X } },
      { ...base, X: undefined, sizes: undefined },
    );
    expect(rows.map(({ message }) => message)).toEqual([
      "sweep: X is missing, or no matrix; give it in the variation, or in the base that all share",
      "sweep: X is missing, or no matrix; give it in the variation, or in the base that all share",
      "sweep: sizes is missing; give it in the variation, or in the base that all share",
    ]);
  });
});

describe("an interrupt", () => {
  test("ends the trainings that run and keeps what they have; the others are not run", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1000);
    const long = { ...base, alpha: 0.01, iterations: 1e9 };
    const started = performance.now();
    const { rows, curves } = await sweep([{}, { seed: 2 }, { seed: 3 }], long, {
      threads: 2,
      signal: controller.signal,
    });
    expect(performance.now() - started).toBeLessThan(4000);
    expect(rows.map(({ label, stopped }) => [label, stopped])).toEqual([
      ["as the base", "interrupted"],
      ["seed 2", "interrupted"],
      ["seed 3", "not run"],
    ]);
    expect(rows[0].iterations).toBeGreaterThan(0);
    const again = await sweep([{ iterations: rows[0].iterations }], long, { threads: 1 });
    expect(again.rows[0].cost).toBe(rows[0].cost);
    expect(rows[2].message).toBe("interrupted before its turn");
    expect(curves.map(({ label }) => label)).toEqual(["as the base", "seed 2"]);
  });

  test("before the start runs nothing", async () => {
    const { rows } = await sweep([{}, {}], { ...base, alpha: 1 }, { signal: AbortSignal.abort() });
    expect(rows.map(({ label, stopped }) => [label, stopped])).toEqual([
      ["as the base", "not run"],
      ["as the base (2)", "not run"],
    ]);
  });
});

describe("on one thread", () => {
  test.each([
    ["a loss of one's own", { loss: { ...losses.squaredError, name: "mine" } }, 'the loss mine of "b"'],
    ["a loss that has a known name", { loss: { ...losses.squaredError } }, 'the loss squaredError of "b"'],
    ["a report", { report: () => {} }, 'the report of "b"'],
    [
      "an optimizer of one's own",
      { optimizer: { ...optimizers.momentum(), direct: optimizers.gradientDescent.direct } },
      'the optimizer momentum of "b"',
    ],
    [
      "an initializer of one's own",
      {
        initializer: {
          W: { ...initializers.allEqual(0.5), fill: initializers.allZero().fill },
          b: initializers.allZero(),
        },
      },
      'the initializer of "b"',
    ],
  ])("%s is trained all the same, and one line says why", async (_, own, what) => {
    const { rows } = await sweep({ a: {}, b: own }, { ...base, alpha: 0.1, activations: ["tanh", "tanh", "sigmoid"] });
    expect(printed()).toEqual([`sweep: trains one after the other, since ${what} cannot be sent to another thread`]);
    expect(rows.map(({ stopped }) => stopped)).toEqual(["iterations", "iterations"]);
  });

  test("all is trained where Node's permission model refuses threads", () => {
    const flag = Number(process.versions.node.split(".")[0]) < 22 ? "--experimental-permission" : "--permission";
    const file = JSON.stringify(join(built, "node/sweep.js"));
    const program = `const { Matrix } = require(${JSON.stringify(join(built, "engine/matrix.js"))});
      const [X, Y] = [new Matrix(1, 2, Float64Array.of(1, 2)), new Matrix(1, 2, Float64Array.of(0, 1))];
      const base = { sizes: [1, 1], activations: ["sigmoid"], X, Y, alpha: 1, iterations: 3 };
      require(${file}).sweep([{}], base).then(({ rows }) => console.log(rows[0].stopped, rows[0].iterations));`;
    const args = ["--no-warnings", flag, "--allow-fs-read=*", "-e", program];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    const lines = stdout.trim().split("\n");
    expect(lines[0]).toBe("sweep: trains one after the other, since no threads may be started here");
    expect(lines[lines.length - 1]).toBe("iterations 3");
  });

  test("the sources as they are, not built, are trained all the same", async () => {
    const { rows } = await unbuilt.sweep({ a: { alpha: 0.1 } }, base as never);
    expect(printed()).toEqual([
      "sweep: trains one after the other, since src/ was not built, and Node runs no TypeScript in threads",
    ]);
    expect(rows[0].cost).toBe((await sweep({ a: { alpha: 0.1 } }, base)).rows[0].cost);
  });
});

describe("the result", () => {
  test("is a table with a row for each variation, in order", async () => {
    const result = await sweep([{ alpha: 0.1 }, { alpha: -1 }, { sizes: [2, 1], activations: ["sigmoid"] }], {
      ...base,
      alpha: 0.01,
      iterations: 0,
    });
    const cost = (row: number) => Number(result.rows[row].cost.toPrecision(6));
    expect(String(result.table({ seconds: false })).split("\n").map((line) => line.split(/ {2,}/))).toEqual([
      ["3 trainings"],
      ["variation", "stopped", "iterations", "cost", "message"],
      ["alpha 0.1", "iterations", "0", `${cost(0)}`, result.rows[0].message],
      ["alpha -1", "failed", "0", "train: alpha is -1; it must be a number above 0, for example 0.01"],
      ["sizes 2-1, activations sigmoid", "iterations", "0", `${cost(2)}`, result.rows[2].message],
    ]); // biome-ignore format: short
    const bundle = result[asBundle]() as Record<string, string>;
    expect(bundle["text/plain"]).toBe(String(result));
    expect(bundle["text/plain"]).toMatch(/^3 trainings\nvariation +stopped +iterations +cost +seconds +message\n/);
    expect(bundle["text/html"]).toContain("<td>alpha 0.1</td><td>iterations</td><td>0</td>");
  });

  test("hands over curves that costCurve draws, without those that have nothing to draw", async () => {
    const linear = { activations: ["linear"], sizes: [2, 1], loss: losses.squaredError };
    const huge = { X: X.scale(1e200), initializer: { W: initializers.allEqual(1e200), b: initializers.allZero() } };
    const { rows, curves } = await sweep(
      { falls: {}, fails: { sizes: [1] }, "diverges at once": { ...linear, ...huge } },
      { ...base, alpha: 0.1 },
    );
    expect(rows[2].message).toMatch(/^diverged: the cost is not finite from the start/);
    expect(curves.map(({ label }) => label)).toEqual(["falls"]);
    expect(curves[0].history).toBe(rows[0].history);
    expect(costCurve(curves).description).toContain("falls");
  });

  test("labels a list by what each variation says", async () => {
    const { rows } = await sweep(
      [
        { initializer: initializers.asInLecture },
        { loss: losses.squaredError, seed: 2 },
        { until: 0.5, iterations: undefined },
        { X },
      ],
      { ...base, alpha: 0.1, iterations: 0 },
    );
    expect(rows.map(({ label }) => label)).toEqual([
      "W 0.01·randn, b 1·randn",
      "squaredError, seed 2",
      "until 0.5",
      "X",
    ]);
  });
});

test("without variations, or with half a thread, it is refused", async () => {
  await expect(sweep({})).rejects.toThrow(
    new RangeError('sweep: there are no variations; give some, for example { "alpha 0.1": { alpha: 0.1 } }'),
  );
  await expect(sweep([{}], base, { threads: 0.5 })).rejects.toThrow(
    new RangeError("sweep: threads is 0.5; it must be a whole number from 1 up"),
  );
});
