/** The readable path and the plan beside plain loops in the documented order of sums. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { categoricalCrossEntropy, crossEntropy } from "../../../src/engine/losses";
import type { Network } from "../../../src/engine/network";
import { gradientDescent } from "../../../src/engine/optimizers";
import { readablePath } from "../../../src/engine/simd/choose";
import { Plan } from "../../../src/engine/simd/plan";
import { type NaiveLayer, naiveUpdate } from "./naive";
import { drawn, trainingFrom } from "./trainings";

const asRows = ({ layers }: Network): NaiveLayer[] =>
  layers.map(({ W, b }) => ({ W: W.toArray(), b: Array.from(b.data) }));

/** −0 counts as 0. */
const bits = (layers: NaiveLayer[]) => layers.map(({ W, b }) => [...W, b].map((row) => row.map((x) => x + 0)));

test.each([
  ["sigmoid output and cross-entropy", "sigmoid", crossEntropy],
  ["softmax output and categorical cross-entropy", "softmax", categoricalCrossEntropy],
] as const)("gradient descent is the naive loops, bit for bit, with %s", (_name, output, loss) => {
  fc.assert(
    fc.property(drawn({ depth: 4, width: 11, m: 70 }), (one) => {
      const whole = { ...one, hidden: one.hidden.map(() => "tanh"), batchSize: undefined };
      const { network, X, Y, settings } = trainingFrom(whole, output, loss, gradientDescent);
      const { alpha, lambda } = settings();
      const paths = [readablePath(network, X, Y, settings()), Plan.of(network, X, Y, settings())];
      let layers = asRows(network);
      for (let t = 0; t < 10; t++) {
        const naive = naiveUpdate(layers, X.toArray(), Y.toArray(), output === "softmax", alpha, lambda);
        expect(paths.map((path) => path?.cost())).toEqual([naive.cost, naive.cost]);
        layers = naive.layers;
        for (const path of paths) {
          expect(path?.advance(1).updates).toBe(1);
          expect(path && bits(asRows(path.network()))).toEqual(bits(layers));
        }
      }
    }),
    { seed: 21, numRuns: 40 },
  );
});

test("another order of one sum is told apart: from the last sample to the first", () => {
  const one = {
    sizes: [3, 4, 2],
    hidden: ["tanh"],
    m: 40,
    batchSize: undefined,
    lambda: 0,
    alpha: 8,
    spread: 1,
    draw: 1,
  };
  const { network, X, Y, settings } = trainingFrom(one, "sigmoid", crossEntropy, gradientDescent);
  const plan = Plan.of(network, X, Y, settings());
  plan?.advance(1);
  const turned = (rows: number[][]) => rows.map((row) => [...row].reverse());
  const right = naiveUpdate(asRows(network), X.toArray(), Y.toArray(), false, 8, 0);
  const wrong = naiveUpdate(asRows(network), turned(X.toArray()), turned(Y.toArray()), false, 8, 0);
  expect(plan && bits(asRows(plan.network()))).toEqual(bits(right.layers));
  expect(bits(wrong.layers)).not.toEqual(bits(right.layers));
});
