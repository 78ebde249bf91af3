/** hw2 q2: drawing the parameters of a network, layer by layer. */
import type { Matrix } from "../../engine/matrix";
import { zeros } from "../../engine/matrix-constructors";
import { seed } from "../../engine/random";
import type { Exercise, Mistake } from "../exercise";

type M = Matrix<any, any>;
type Draw = (rows: number, cols: number) => M;
type Inputs = [sizes: number[], deviations: number[], biasDeviation: number, number: number];

/** How W[l] and b[l] are made, and what draws the numbers for them. */
interface Ways {
  W(l: number, draw: Draw): M;
  b(l: number, draw: Draw): M;
  draw: Draw;
}

function rightWays([n, deviations, biasDeviation, number]: Inputs): Ways {
  const rng = seed(number);
  return {
    W: (l, draw) => draw(n[l], n[l - 1]).scale(deviations[l - 1]),
    b: (l, draw) => draw(n[l], 1).scale(biasDeviation),
    draw: (rows, cols) => rng.randn(rows, cols),
  };
}

/** The layers 1 … L, in the order W[1], b[1], W[2], b[2], … */
function filled([n]: Inputs, { W, b, draw }: Ways): { layers: { W: M; b: M }[] } {
  return { layers: n.slice(1).map((_, i) => ({ W: W(i + 1, draw), b: b(i + 1, draw) })) };
}

/** A mistake in one or two of the ways. */
function otherwise(name: string, hint: string, other: (inputs: Inputs) => Partial<Ways>): Mistake {
  return { name, hint, solve: (...inputs: Inputs) => filled(inputs, { ...rightWays(inputs), ...other(inputs) }) };
}

const ORDER = "The order of the draws matters: W[1] and then b[1], W[2] and then b[2], and so on.";
const BEFORE = "`seed` belongs before the loop: started again, it gives the same numbers again.";

export const initialize: Exercise = {
  call: "initialize(sizes, deviations, biasDeviation, number)",
  // all sizes differ, and all deviations, and none is 1: a wrong one shows; b once random, once 0
  inputs: (rng) =>
    [
      { n: [4, 3, 5, 2], biasDeviation: 0.7 },
      { n: [3, 5, 2, 4], biasDeviation: 0 },
    ].map(({ n, biasDeviation }): Inputs => {
      const deviations = rng.permutation(3).map((i) => 0.4 + 0.7 * i + rng.uniform(0, 0.3));
      return [n, deviations, biasDeviation, rng.randint(2, 100_000)];
    }),
  solve: (...inputs: Inputs) => filled(inputs, rightWays(inputs)),
  mistakes: [
    {
      name: "with all W drawn before the first b",
      hint: ORDER,
      solve: (...inputs: Inputs) => {
        const { W, b, draw } = rightWays(inputs);
        const { layers } = filled(inputs, { W, b: () => zeros(1, 1), draw });
        return filled(inputs, { W: (l) => layers[l - 1].W, b, draw });
      },
    },
    {
      name: "with b drawn before W",
      hint: ORDER,
      solve: (...inputs: Inputs) => {
        const { W, b, draw } = rightWays(inputs);
        const { layers } = filled(inputs, { W: b, b: W, draw });
        return { layers: layers.map((layer) => ({ W: layer.b, b: layer.W })) };
      },
    },
    otherwise("with the generator started anew for every layer", BEFORE, (inputs) => {
      let rng = seed(inputs[3]);
      const { W } = rightWays(inputs);
      const draw: Draw = (rows, cols) => rng.randn(rows, cols);
      const first: Ways["W"] = (l) => {
        rng = seed(inputs[3]);
        return W(l, draw);
      };
      return { W: first, draw };
    }),
    otherwise("with the generator started anew for every matrix", BEFORE, ([, , , number]) => ({
      draw: (rows, cols) => seed(number).randn(rows, cols),
    })),
    otherwise(
      "with nothing drawn for a b that is 0",
      "Draw b always, and multiply: then W is the same with and without b, and a comparison changes one thing only.",
      ([n, , biasDeviation]) => (biasDeviation === 0 ? { b: (l) => zeros(n[l], 1) } : {}),
    ),
    otherwise("with b = 0, whatever biasDeviation is", "b is drawn like W, with a deviation of its own.", ([n]) => ({
      b: (l, draw) => draw(n[l], 1).scale(0),
    })),
    otherwise("with W's deviation for b", "b has a deviation of its own, biasDeviation.", ([n, deviations]) => ({
      b: (l, draw) => draw(n[l], 1).scale(deviations[l - 1]),
    })),
    otherwise("with b as it was drawn", "b is multiplied by biasDeviation, which may be 0.", ([n]) => ({
      b: (l, draw) => draw(n[l], 1),
    })),
    otherwise("with W as it was drawn", "Each W[l] is multiplied by its deviation.", ([n]) => ({
      W: (l, draw) => draw(n[l], n[l - 1]),
    })),
    otherwise("with W divided by its deviation", "A larger deviation makes larger weights.", ([n, deviations]) => ({
      W: (l, draw) => draw(n[l], n[l - 1]).scale(1 / deviations[l - 1]),
    })),
    otherwise(
      "with the first deviation for every layer",
      "Place 0 of the list is layer 1's, place 1 is layer 2's, and so on.",
      ([n, deviations]) => ({ W: (l, draw) => draw(n[l], n[l - 1]).scale(deviations[0]) }),
    ),
    otherwise(
      "with W's rows and columns exchanged",
      "W[l] has a row for each unit of layer l, and a column for each unit of the layer before (5.1).",
      ([n, deviations]) => ({ W: (l, draw) => draw(n[l - 1], n[l]).scale(deviations[l - 1]) }),
    ),
    otherwise(
      "with uniform numbers in place of normal ones",
      "`rng.random` is uniform from 0 to 1; `rng.randn` is normal.",
      ([, , , number]) => {
        const rng = seed(number);
        return { draw: (rows, cols) => rng.random(rows, cols) };
      },
    ),
    otherwise("with seed(1), whatever the number is", "The generator starts from the argument `number`.", () => {
      const rng = seed(1);
      return { draw: (rows, cols) => rng.randn(rows, cols) };
    }),
  ],
  tolerance: 1e-12, // measured: 0, since each number is one product
  refused: ["createNetwork", "scaledNormal", "allEqual", "allZero", "xavier", "glorot", "he", "uniform"],
};
