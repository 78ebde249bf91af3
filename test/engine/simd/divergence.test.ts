/** A training that diverges ends the same way on both paths: iteration, likely cause, and a network that is still of use. */
import { describe, expect, test } from "vitest";
import { scaledNormal } from "../../../src/engine/initializers";
import { squaredError } from "../../../src/engine/losses";
import { costOf, createNetwork, type Network } from "../../../src/engine/network";
import { adam, momentum } from "../../../src/engine/optimizers";
import { seed } from "../../../src/engine/random";
import { type TrainOptions, train } from "../../../src/engine/train";
import type { Trained } from "../../../src/engine/training-run";
import type { Samples } from "./trainings";

const rng = seed(6);
const X = rng.randn(2, 24) as Samples;
const Y = rng.randn(1, 24) as Samples;
const start = createNetwork({
  sizes: [2, 6, 1],
  activations: ["relu", "linear"],
  rng,
  initializer: { W: scaledNormal(1), b: scaledNormal(1) },
});

const numbers = ({ layers }: Network) => layers.map(({ W, b }) => [Array.from(W.data), Array.from(b.data)]);

async function onBothPaths(options: Partial<TrainOptions>, of = start, [x, y] = [X, Y]): Promise<Trained> {
  const before = numbers(of);
  const way = () => ({ alpha: 50, loss: squaredError, rng: seed(2), iterations: 5000, ...options });
  const [fast, readable] = [await train(of, x, y, way()), await train(of, x, y, { ...way(), fast: false })];
  expect({ ...fast, network: numbers(fast.network), seconds: 0 }).toEqual({
    ...readable,
    network: numbers(readable.network),
    seconds: 0,
  });
  expect(numbers(of)).toEqual(before);
  return fast;
}

describe("a training that diverges ends alike on both paths", () => {
  test.each([
    ["all samples", {}],
    ["momentum", { optimizer: momentum() }],
    ["L2", { lambda: 0.1 }],
    ["mini-batches", { batchSize: 7 }],
    ["mini-batches of one", { batchSize: 1, alpha: 900 }],
  ] as const)("with %s", async (_name, options) => {
    const trained = await onBothPaths(options);
    const { stopped, message, iterations, cost, network } = trained;
    expect(stopped).toBe("diverged");
    expect(message).toMatch(
      /^diverged: the cost is not finite at iteration \d+ \(last finite cost [\d.e+]+\); alpha = \d+ is probably too large$/,
    );
    const at = Number(message.match(/iteration (\d+)/)?.[1]);
    const all = !("batchSize" in options);
    expect(all ? [1] : [0, 1]).toContain(at - iterations); // a mini-batch's cost is looked at before its update
    expect(numbers(network).flat(3).every(Number.isFinite)).toBe(true);
    if (all && !("lambda" in options)) expect(cost).toBe(costOf(network, X, Y, squaredError));
  });

  test("with Adam, at once: its steps are as long as alpha", async () => {
    const { stopped, message } = await onBothPaths({ optimizer: adam(), alpha: 1e300 });
    expect(stopped).toBe("diverged");
    expect(message).toMatch(
      /^diverged: the cost is not finite at iteration 1 \(last finite cost [\d.]+\); alpha = 1e\+300 /,
    );
  });
});
