/** hw2 q3: the training loop, with a goal and a cap. */
import { sigmoid, tanh } from "../../engine/activations";
import { crossEntropy, squaredError } from "../../engine/losses";
import type { Matrix } from "../../engine/matrix";
import { zeros } from "../../engine/matrix-constructors";
import { backward, costOf, forward, type Network, update } from "../../engine/network";
import type { Random } from "../../engine/random";
import type { Exercise, Mistake } from "../exercise";

type M = Matrix<any, any>;
interface Start {
  layers: { W: M; b: M }[];
}
type Inputs = [start: Start, X: M, Y: M, alpha: number, goal: number, cap: number];

/** Hidden layers with tanh, the output with the sigmoid. */
function asNetwork({ layers }: Start): Network {
  return { layers: layers.map(({ W, b }, i) => ({ W, b, activation: i < layers.length - 1 ? tanh : sigmoid })) };
}

function gradientsOf(network: Network, X: M, Y: M) {
  return backward(network, forward(network, X), Y, crossEntropy);
}

interface Ways {
  step(network: Network): Network;
  cost(network: Network): number;
  isOver(cost: number): boolean;
}

function rightWays([, X, Y, alpha, goal]: Inputs): Ways {
  return {
    step: (network) => update(network, gradientsOf(network, X, Y), alpha),
    cost: (network) => costOf(network, X, Y, crossEntropy),
    isOver: (cost) => cost <= goal,
  };
}

/** The costs of the start and after each update, to the goal or the cap. */
function run(inputs: Inputs, other: Partial<Ways> = {}) {
  const [start, , , , , cap] = inputs;
  const { step, cost, isOver } = { ...rightWays(inputs), ...other };
  let network = asNetwork(start);
  const costs = [cost(network)];
  while (!isOver(costs[costs.length - 1]) && costs.length <= cap) {
    network = step(network);
    costs.push(cost(network));
  }
  const arrived = isOver(costs[costs.length - 1]);
  return { costs, iterations: arrived ? costs.length - 1 : Infinity, network, arrived };
}

/** A goal that is reached with update number k: half-way between two costs, so that no rounding decides. */
function reachedAt(k: number, [start, X, Y, alpha]: Inputs, cap: number): Inputs {
  const { costs } = run([start, X, Y, alpha, 0, k]);
  return [start, X, Y, alpha, (costs[k - 1] + costs[k]) / 2, cap];
}

function drawn(rng: Random, sizes: number[]): Inputs {
  const layers = sizes
    .slice(1)
    .map((n, i) => ({ W: rng.randn(n, sizes[i]).scale(0.6), b: rng.randn(n, 1).scale(0.3) }));
  const m = 6;
  const X = rng.uniform(-1.5, 1.5, 2, m);
  const Y = zeros(1, m).map(() => 1);
  for (const i of rng.permutation(m).slice(0, 2)) Y.data[i] = 0;
  return [{ layers }, X, Y, 0.3, 0, 0];
}

const STEP = "How far a step goes is the argument `alpha`.";

/** A mistake that gives other costs. */
function otherwise(name: string, hint: string, other: (inputs: Inputs) => Partial<Ways>): Mistake {
  return { name, hint, solve: (...inputs: Inputs) => ({ costs: run(inputs, other(inputs)).costs }) };
}

export const descend: Exercise = {
  call: "descend(start, X, Y, alpha, goal, cap)",
  // the goal not reached within the cap, reached before it, with the last update that is allowed, and by the start
  inputs: (rng) => {
    const [a, b, c] = [[2, 4, 1], [2, 3, 1], [2, 3, 2, 1]].map((sizes) => drawn(rng, sizes)); // biome-ignore format: short
    return [[...a.slice(0, 4), 0.01, 5], reachedAt(7, b, 20), reachedAt(9, c, 9), [...b.slice(0, 4), 9, 20]];
  },
  solve: (...inputs: Inputs) => {
    const { costs, iterations } = run(inputs);
    return { costs, iterations };
  },
  mistakes: [
    {
      name: "with one update more after the goal is reached",
      hint: "Compare the newest cost with the goal before you update again.",
      solve: (...inputs: Inputs) => {
        const { costs, network, arrived } = run(inputs);
        if (!arrived) return { costs };
        const { step, cost } = rightWays(inputs);
        return { costs: [...costs, cost(step(network))] };
      },
    },
    {
      name: "with the cost after the last update left out",
      hint: "After `cap` updates there are cap + 1 costs: the start's is the first.",
      solve: (...inputs: Inputs) => ({ costs: run(inputs).costs.slice(0, inputs[5]) }),
    },
    {
      name: "with the start's cost left out",
      hint: "The first cost is the start's, before any update.",
      solve: (...inputs: Inputs) => ({ costs: run(inputs).costs.slice(1) }),
    },
    {
      name: "with one cost only, the last",
      hint: "Collect the costs in a list that is made before the loop.",
      solve: (...inputs: Inputs) => ({ costs: run(inputs).costs.slice(-1) }),
    },
    otherwise(
      "without the updated network",
      "`update` changes nothing: it returns a new network, and that is the one to go on with.",
      () => ({ step: (network) => network }),
    ),
    otherwise(
      "with the start's gradients at every step",
      "The gradients change with the network: they belong into the loop.",
      ([start, X, Y, alpha]) => {
        const gradients = gradientsOf(asNetwork(start), X, Y);
        return { step: (network) => update(network, gradients, alpha) };
      },
    ),
    otherwise("with + alpha", "The gradient points uphill.", ([, X, Y, alpha]) => ({
      step: (network) => update(network, gradientsOf(network, X, Y), -alpha),
    })),
    otherwise("with alpha = 1", STEP, ([, X, Y]) => ({
      step: (network) => update(network, gradientsOf(network, X, Y), 1),
    })),
    otherwise("with alpha = 0.01", STEP, ([, X, Y]) => ({
      step: (network) => update(network, gradientsOf(network, X, Y), 0.01),
    })),
    otherwise("without a look at the goal", "The loop ends at the goal, too, not at the cap only.", () => ({
      isOver: () => false,
    })),
    otherwise(
      "with the goal compared the wrong way round",
      "It goes on while the cost is above the goal.",
      ([, , , , goal]) => ({ isOver: (cost) => cost > goal }),
    ),
    otherwise("with the squared error for the cost", "The cost here is the cross-entropy.", ([, X, Y]) => ({
      cost: (network) => costOf(network, X, Y, squaredError),
    })),
    otherwise(
      "with the sum over the samples in place of the mean",
      "J is the mean: 1/m times the sum (1.7).",
      ([, X, Y]) => ({ cost: (network) => Y.cols * costOf(network, X, Y, crossEntropy) }),
    ),
    {
      name: "with the costs counted, not the updates",
      hint: "The start's cost came before any update.",
      solve: (...inputs: Inputs) => ({ iterations: run(inputs).iterations + 1 }),
    },
    {
      name: "with the cap where the goal was not reached",
      hint: "Then it is Infinity: a number of updates would say that it arrived.",
      solve: (...inputs: Inputs) => ({ iterations: Math.min(run(inputs).iterations, inputs[5]) }),
    },
    {
      name: "with −1 where the goal was not reached",
      hint: "Then it is Infinity, which is larger than any number that others took.",
      solve: (...inputs: Inputs) => ({ iterations: run(inputs).arrived ? run(inputs).iterations : -1 }),
    },
    {
      name: "with Infinity where the last update that is allowed reaches the goal",
      hint: "Look at the last cost, not at whether the loop came to its cap.",
      solve: (...inputs: Inputs) => {
        const { iterations } = run(inputs);
        return { iterations: iterations < inputs[5] ? iterations : Infinity };
      },
    },
  ],
  tolerance: 1e-12, // measured: after nine updates with all sums in the other order, 5e-16
  refused: ["train", "sweep"],
};
