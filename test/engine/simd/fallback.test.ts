/** Where the fast path can't or must not be taken, training runs on the readable equations, and says so once. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Activation } from "../../../src/engine/activations";
import type { Loss } from "../../../src/engine/losses";
import type { Network } from "../../../src/engine/network";
import type { TrainOptions } from "../../../src/engine/train";
import type { Trained } from "../../../src/engine/training-run";

const NO_SIMD =
  "This machine has no WebAssembly SIMD: training runs on the readable code, with the same numbers, but slower.";
const EDITED =
  "The equations in src/engine were edited: training runs on them, and not on the fast path, which keeps the old.";

const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: object };

/** The engine as a realm that has just started imports it: what it has said before is forgotten. */
async function freshEngine() {
  vi.resetModules();
  const modules = await Promise.all([
    import("../../../src/engine/activations"),
    import("../../../src/engine/losses"),
    import("../../../src/engine/network"),
    import("../../../src/engine/optimizers"),
    import("../../../src/engine/random"),
    import("../../../src/engine/train"),
    import("../../../src/engine/simd/plan"),
  ]);
  return Object.assign({}, ...modules) as (typeof modules)[0] &
    (typeof modules)[1] &
    (typeof modules)[2] &
    (typeof modules)[3] &
    (typeof modules)[4] &
    (typeof modules)[5] &
    (typeof modules)[6];
}

type Engine = Awaited<ReturnType<typeof freshEngine>>;

function example(engine: Engine): {
  start: Network;
  train: (of: Network, options?: Partial<TrainOptions>) => Promise<Trained>;
} {
  const rng = engine.seed(4);
  const start = engine.createNetwork({ sizes: [3, 5, 4, 1], activations: ["tanh", "relu", "sigmoid"], rng });
  const X = rng.randn(3, 20);
  const Y = rng.random(1, 20).less(0.5);
  return { start, train: (of, options) => engine.train(of, X, Y, { alpha: 0.3, iterations: 60, ...options }) };
}

const numbers = ({ network, cost }: Trained) => [
  cost,
  ...network.layers.map(({ W, b }) => [Array.from(W.data), Array.from(b.data)]),
];

let said: unknown[][];
beforeEach(() => {
  said = [];
  vi.spyOn(console, "log").mockImplementation((...line) => void said.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("training takes the plan, and says nothing; with fast: false it does not", async () => {
  const engine = await freshEngine();
  const of = vi.spyOn(engine.Plan, "of");
  const { start, train } = example(engine);
  const trained = await train(start);
  expect(of.mock.calls.map(([, X]) => X.cols)).toEqual([8, 8, 20]); // two trials on 8 samples, then all
  expect(numbers(await train(start, { fast: false }))).toEqual(numbers(trained));
  expect(of).toHaveBeenCalledTimes(3);
  expect(said).toEqual([]);
});

describe("without WebAssembly SIMD", () => {
  test.each([
    ["WebAssembly without SIMD", { validate: () => false }],
    ["no WebAssembly at all", undefined],
  ])("(%s) the numbers are the same, and one line says so, once", async (_name, stub) => {
    const fast = await freshEngine();
    const expected = numbers(await example(fast).train(example(fast).start));
    vi.stubGlobal("WebAssembly", stub && { ...wasm, ...stub });
    const engine = await freshEngine();
    const { start, train } = example(engine);
    expect(numbers(await train(start))).toEqual(expected);
    expect(numbers(await train(start, { optimizer: engine.adam() })).length).toBe(4);
    expect(said).toEqual([[NO_SIMD]]);
  });

  test("nothing is said to whoever asked for the readable path", async () => {
    vi.stubGlobal("WebAssembly", { ...wasm, validate: () => false });
    const { start, train } = example(await freshEngine());
    expect((await train(start, { fast: false })).iterations).toBe(60);
    expect(said).toEqual([]);
  });
});

describe("with an equation edited so that bits differ", () => {
  /** The same network with another g in its layers called "tanh". */
  const withTanh = ({ layers }: Network, edit: (tanh: Activation) => Activation): Network => ({
    layers: layers.map((layer) =>
      layer.activation.name === "tanh" ? { ...layer, activation: edit(layer.activation) } : layer,
    ),
  });

  test("an activation: training runs on the edit, and one line says so, once", async () => {
    const engine = await freshEngine();
    const { start, train } = example(engine);
    const edited = withTanh(start, (tanh) => ({ ...tanh, g: (Z) => tanh.g(Z).scale(1.0000000000000002) }));
    const trained = await train(edited);
    expect(numbers(trained)).toEqual(numbers(await train(edited, { fast: false })));
    expect(numbers(trained)).not.toEqual(numbers(await train(start)));
    await train(edited);
    expect(said).toEqual([[EDITED]]);
  });

  test("a derivative, the typical mistake: 1 − a for 1 − a²", async () => {
    const { start, train } = example(await freshEngine());
    const edited = withTanh(start, (tanh) => ({ ...tanh, derivative: (_Z, A) => A.map((a) => 1 - a) }));
    expect(numbers(await train(edited))).toEqual(numbers(await train(edited, { fast: false })));
    expect(said).toEqual([[EDITED]]);
  });

  test("a loss and an optimizer", async () => {
    const engine = await freshEngine();
    const { start, train } = example(engine);
    const loss: Loss = { ...engine.crossEntropy, cost: (Z, A, Y) => 2 * engine.crossEntropy.cost(Z, A, Y) };
    const twice = await train(start, { loss, iterations: 0 });
    expect(twice.cost).toBe(2 * (await train(start, { iterations: 0 })).cost);
    const optimizer = { ...engine.momentum(0.5), direct: engine.gradientDescent.direct };
    expect(numbers(await train(start, { optimizer }))).toEqual(numbers(await train(start)));
    expect(said).toEqual([[EDITED]]);
  });

  test.each([
    ["matrix-product", "product", (right: any) => (a: any, b: any) => right(a, b).map((x: number) => 1.5 * x)],
    ["elementary", "tanh", () => (x: number) => x / 2],
  ])("the loops that all goes through: %s.ts, %s", async (file, name, edit) => {
    const path = `../../../src/engine/${file}`;
    const old = example(await freshEngine());
    vi.doMock(path, async (original) => {
      const right = await original<Record<string, unknown>>();
      return { ...right, [name]: edit(right[name]) };
    });
    const { start, train } = example(await freshEngine());
    vi.doUnmock(path);
    const trained = numbers(await train(start));
    expect(trained).toEqual(numbers(await train(start, { fast: false })));
    expect(trained).not.toEqual(numbers(await old.train(old.start)));
    expect(said).toEqual([[EDITED]]);
  });

  test("an edit that changes no bit keeps the fast path", async () => {
    const engine = await freshEngine();
    const { start, train } = example(engine);
    const edited = withTanh(start, (tanh) => ({ ...tanh, derivative: (_Z, A) => A.square().scale(-1).add(1) }));
    expect(numbers(await train(edited))).toEqual(numbers(await train(start)));
    expect(said).toEqual([]);
  });

  test("an activation of one's own, under a name of its own, needs no word", async () => {
    const { start, train } = example(await freshEngine());
    const own = withTanh(start, (tanh) => ({ ...tanh, name: "softsign", g: (Z) => Z.div(Z.abs().add(1)) }));
    expect(numbers(await train(own))).toEqual(numbers(await train(own, { fast: false })));
    expect(said).toEqual([]);
  });
});
