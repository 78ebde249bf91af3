/** The plan on the WebAssembly kernels beside the readable equations: the same bits, whatever is trained. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { squaredError } from "../../../src/engine/losses";
import { gradientDescent } from "../../../src/engine/optimizers";
import { fastPath, readablePath } from "../../../src/engine/simd/choose";
import { layOut } from "../../../src/engine/simd/layout";
import { Plan } from "../../../src/engine/simd/plan";
import { advanceBoth, drawn, OPTIMIZERS, OUTPUTS, type Training, trainingFrom } from "./trainings";

const WAYS = OUTPUTS.flatMap(([output, loss]) =>
  OPTIMIZERS.map((optimizer) => [optimizer.name, loss.name, output, optimizer, loss] as const),
);

const SEED = { seed: 20, endOnFailure: true };

/** What differs after each of these numbers of updates, and how many were made, since a training may break. */
function differences(
  { network, X, Y, settings }: Training,
  after: readonly number[],
): { wrong: string[]; made: number } {
  const readable = readablePath(network, X, Y, settings());
  const plan = Plan.of(network, X, Y, settings());
  if (!plan) return { wrong: ["no plan"], made: 0 };
  if (!Object.is(readable.cost(), plan.cost())) return { wrong: ["the first cost"], made: 0 };
  let made = 0;
  for (const updates of after) {
    const { wrong, broken } = advanceBoth(readable, plan, updates - made);
    if (wrong.length > 0) return { wrong: wrong.map((name) => `${name} after ${updates}`), made };
    if (broken) break;
    made = updates;
  }
  return { wrong: [], made };
}

describe("the plan has the readable path's cost and parameters, every bit", () => {
  test.each(WAYS)("after 1 and 10 updates by %s, %s, %s output", (_optimizer, _loss, output, optimizer, loss) => {
    fc.assert(
      fc.property(drawn({ depth: 5, width: 20, m: 70 }), (one) => {
        expect(differences(trainingFrom(one, output, loss, optimizer), [1, 10]).wrong).toEqual([]);
      }),
      { ...SEED, numRuns: 25 },
    );
  });

  test.each(WAYS)("after 1000 updates by %s, %s, %s output", (_optimizer, _loss, output, optimizer, loss) => {
    fc.assert(
      fc.property(drawn({ depth: 3, width: 5, m: 12 }), (one) => {
        const training = trainingFrom({ ...one, alpha: 0.01, spread: 0.4 }, output, loss, optimizer);
        expect(differences(training, [1, 10, 1000])).toEqual({ wrong: [], made: 1000 });
      }),
      { ...SEED, numRuns: 3 },
    );
  });

  test.each(OUTPUTS)("with %s output and samples that fill several blocks, the last one not whole", (output, loss) => {
    fc.assert(
      fc.property(drawn({ depth: 3, width: 20, m: 6000 }, 3000), fc.constantFrom(...OPTIMIZERS), (one, optimizer) => {
        const wide = { ...one, sizes: [one.sizes[0], 20, ...one.sizes.slice(1)], hidden: ["tanh", ...one.hidden] };
        const training = trainingFrom({ ...wide, alpha: 0.01, spread: 0.4 }, output, loss, optimizer);
        const { block } = layOut(training.network, wide.m, wide.batchSize, 0);
        if (wide.batchSize === undefined) expect(block).toBeLessThan(wide.m / 2);
        expect(differences(training, [1, 3])).toEqual({ wrong: [], made: 3 });
      }),
      { ...SEED, numRuns: 4 },
    );
  });
});

test("the trial before a training finds both ways alike, whatever is trained: no one is told of edits not made", () => {
  const ways = fc.tuple(fc.constantFrom(...OUTPUTS), fc.constantFrom(...OPTIMIZERS));
  fc.assert(
    fc.property(drawn({ depth: 6, width: 20, m: 12 }), ways, (one, [[output, loss], optimizer]) => {
      const { network, X, Y, settings } = trainingFrom(one, output, loss, optimizer);
      expect(fastPath(network, X, Y, settings())).toBeInstanceOf(Plan);
    }),
    { ...SEED, numRuns: 1000 },
  );
});

test.each([1e6, 1e150, 1e306])("nor when parameters overflow at once, with alpha %f", (alpha) => {
  const one = { sizes: [2, 3, 1], hidden: ["linear"], m: 9, batchSize: 4, lambda: 0, alpha, spread: 1, draw: 5 };
  for (const [output, loss] of OUTPUTS) {
    const { network, X, Y, settings } = trainingFrom(one, output, loss, OPTIMIZERS[0]);
    expect(fastPath(network, X, Y, settings())).toBeInstanceOf(Plan);
  }
});

test("both paths break at the same update where L2 overflows before the mini-batches' loss does", () => {
  const one = { m: 11, batchSize: 1, lambda: 0.03, alpha: 8, spread: 40, draw: 2100999441 };
  const shapes = { sizes: [5, 12, 2], hidden: ["relu"] };
  const training = trainingFrom({ ...one, ...shapes }, "linear", squaredError, gradientDescent);
  const readable = readablePath(training.network, training.X, training.Y, training.settings());
  expect(advanceBoth(readable, readable, 10).broken).toBe(true);
  expect(differences(training, [1, 10])).toEqual({ wrong: [], made: 1 });
});
