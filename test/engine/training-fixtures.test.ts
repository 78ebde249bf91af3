import { describe, expect, test } from "vitest";
import * as initializers from "../../src/engine/initializers";
import * as losses from "../../src/engine/losses";
import type { Matrix } from "../../src/engine/matrix";
import * as constructors from "../../src/engine/matrix-constructors";
import * as nn from "../../src/engine/network";
import * as random from "../../src/engine/random";
import * as training from "../../src/engine/train";
import * as datasets from "../../src/node/read-dataset";
import { prepare, WORKLOADS } from "../bench/engine-workload.mjs";
import { fixture } from "./bits";

const engine = {
  ...nn,
  ...random,
  ...constructors,
  ...initializers,
  ...training,
  ...datasets,
  losses: losses as unknown as Record<string, losses.Loss>,
};

/** What the fixture keeps of a matrix: a large one's numbers only here and there. */
interface Sampled {
  norm: number;
  largest: number;
  every: number;
  numbers: number[];
}

/** How far ours is from NumPy's, relative to the largest number. */
function distance({ data }: Matrix<any, any>, { norm, largest, every, numbers }: Sampled): number {
  const ours = data.filter((_, i) => i % every === 0);
  expect(ours.length).toBe(numbers.length);
  const worst = numbers.reduce((most, x, i) => Math.max(most, Math.abs(ours[i] - x)), 0);
  const length = Math.sqrt(data.reduce((sum, x) => sum + x * x, 0));
  return Math.max(worst / (largest || 1), Math.abs(length - norm) / (norm || 1));
}

async function worstAfter(numpy: any, updates: number): Promise<{ cost: number; worst: number }> {
  const { network, cost } = await prepare(engine, WORKLOADS[numpy.name as "lecture"]).train(updates);
  const all = network.layers.flatMap(({ W, b }, index) => [
    distance(W, numpy.layers[index].W),
    distance(b, numpy.layers[index].b),
  ]);
  return { cost: Math.abs(cost - numpy.cost) / numpy.cost, worst: Math.max(...all) };
}

describe("the workloads of the benchmark", () => {
  const cases: any[] = fixture("numpy-training").workloads;

  test("are the four that NumPy was run on, with as many updates", () => {
    expect(cases.map(({ name, updates }) => [name, updates])).toEqual(
      Object.entries(WORKLOADS).map(([name, { updates }]) => [name, updates]),
    );
  });

  test.each(cases)("$name ends with NumPy's parameters and cost after $updates updates, to 1e-9", async (numpy) => {
    const { cost, worst } = await worstAfter(numpy, numpy.updates);
    expect(worst).toBeLessThan(1e-9);
    expect(cost).toBeLessThan(1e-9);
  });

  test.each(cases.slice(0, 3))("$name with one update more is told apart", async (numpy) => {
    expect((await worstAfter(numpy, numpy.updates + 1)).worst).toBeGreaterThan(1e-6);
  });
});
