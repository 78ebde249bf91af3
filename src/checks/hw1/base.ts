// biome-ignore-all format: one mistake in three lines
/** hw1 q1 and q2: the base program as a function of alpha, and what comes of a range of alphas. */
import { asInLecture, type Initializer, scaledNormal, standard } from "../../engine/initializers";
import { squaredError } from "../../engine/losses";
import type { Matrix } from "../../engine/matrix";
import { fromFlat } from "../../engine/matrix-constructors";
import { createNetwork, type Network } from "../../engine/network";
import { adam } from "../../engine/optimizers";
import { type Random, seed } from "../../engine/random";
import { type TrainOptions, train } from "../../engine/train";
import type { Exercise, Mistake } from "../exercise";

type M = Matrix<any, any>;
interface Run { iterations: number; stopped: string; cost: number }
interface Row { alpha: number; iterations: number | null; cost: number }

/** How a base program may differ from the right one. */
interface Slips {
  sizes?: number[];
  hidden?: string;
  rng?: Random;
  initializer?: Initializer;
  network?: Network;
  options?: Partial<TrainOptions>;
}

const GOAL = 0.05;

function network({ sizes = [2, 3, 4, 1], hidden = "tanh", rng = seed(1), initializer = asInLecture }: Slips): Network {
  const activations = sizes.slice(1).map((_, index) => (index === sizes.length - 2 ? "sigmoid" : hidden));
  return createNetwork({ sizes, activations, rng, initializer });
}

function trained(X: M, Y: M, alpha: number, cap: number, slips: Slips = {}) {
  return train(slips.network ?? network(slips), X, Y, { alpha, until: GOAL, iterations: cap, ...slips.options });
}

async function run(X: M, Y: M, alpha: number, cap: number, slips: Slips = {}): Promise<Run> {
  const { iterations, stopped, cost } = await trained(X, Y, alpha, cap, slips);
  return { iterations, stopped, cost };
}

/** Eight samples of two classes that lie well apart: the base program learns them in tens to hundreds of iterations. */
function samples(rng: Random): [X: M, Y: M] {
  const isOne = rng.permutation(8).map((k) => k < 3);
  const centres = [...isOne.map((one) => (one ? 1.5 : -1.5)), ...isOne.map((one) => (one ? 1 : -0.5))];
  return [rng.uniform(-0.5, 0.5, 2, 8).add(fromFlat(2, 8, centres)), fromFlat(1, 8, isOne.map(Number))];
}

const slip = (name: string, hint: string, slips: () => Slips): Mistake =>
  ({ name, hint, solve: (X: M, Y: M, alpha: number, cap: number) => run(X, Y, alpha, cap, slips()) });

export const baseExercise: Exercise = {
  call: "trainBase(X, Y, alpha, cap)",
  // The first two runs reach the goal, the third ends at its cap before. The first has room for a run with alpha = 0.01.
  inputs: (rng) => {
    const [X, Y] = samples(rng);
    return [[X, Y, 1, 10_000], [X, Y, 0.3, 600], [X, Y, 0.1, 100]];
  },
  solve: run,
  // With the samples in another order, costs differ by at most 1.2e-15 on 1000 drawings, and the iterations never.
  tolerance: 1e-9,
  mistakes: [
    slip("with alpha = 0.01, whatever is given",
      "Take the alpha that the function is given.",
      () => ({ options: { alpha: 0.01 } })),
    slip("without the goal",
      "A run ends as soon as its cost is 0.05 or less. Which option of train says so?",
      () => ({ options: { until: -Infinity } })),
    slip("without the cap",
      "`cap` is the most iterations that a run may take. Which option of train says so?",
      () => ({ options: { iterations: undefined } })),
    slip("with a goal of 0.5",
      "The lecture's program stops at a cost of 0.05.",
      () => ({ options: { until: 0.5 } })),
    slip("with a goal of 0.005",
      "The lecture's program stops at a cost of 0.05.",
      () => ({ options: { until: 0.005 } })),
    slip("with b = 0 at the start",
      "The lecture's program draws the biases, too: is there an initializer that starts as in the lecture?",
      () => ({ initializer: standard })),
    slip("with W as large as randn gives it",
      "The lecture's program starts with small weights: is there an initializer that starts as in the lecture?",
      () => ({ initializer: { W: scaledNormal(1), b: scaledNormal(1) } })),
    slip("with seed(0)",
      "The base program draws its parameters with seed(1).",
      () => ({ rng: seed(0) })),
    slip("with seed(42)",
      "The base program draws its parameters with seed(1).",
      () => ({ rng: seed(42) })),
    slip("with one hidden layer of 3 units",
      "The base program is 2-3-4-1: two inputs, hidden layers of 3 and 4 units, one output.",
      () => ({ sizes: [2, 3, 1] })),
    slip("with one hidden layer of 4 units",
      "The base program is 2-3-4-1: two inputs, hidden layers of 3 and 4 units, one output.",
      () => ({ sizes: [2, 4, 1] })),
    slip("with the hidden layers exchanged",
      "The base program is 2-3-4-1: two inputs, hidden layers of 3 and 4 units, one output.",
      () => ({ sizes: [2, 4, 3, 1] })),
    slip("with ReLU in the hidden layers",
      "The base program's hidden layers have another activation.",
      () => ({ hidden: "relu" })),
    slip("with the sigmoid in the hidden layers",
      "The base program's hidden layers have another activation.",
      () => ({ hidden: "sigmoid" })),
    slip("with the squared error",
      "For two classes the base program's cost is cross-entropy.",
      () => ({ options: { loss: squaredError } })),
    slip("with Adam in place of gradient descent",
      "The base program goes straight down the gradient; another optimizer is the next homework's question.",
      () => ({ options: { optimizer: adam() } })),
    { name: "with alpha divided by m",
      hint: "The mean over the samples is inside the gradients already.",
      solve: (X: M, Y: M, alpha: number, cap: number) => run(X, Y, alpha / X.cols, cap) },
    { name: "counted one too high",
      hint: "Iterations count the updates that were made: a network that needs none has 0.",
      solve: async (X: M, Y: M, alpha: number, cap: number) => {
        const { iterations } = await run(X, Y, alpha, cap);
        return { iterations: iterations + 1 };
      } },
    { name: "with the first cost of the run",
      hint: "The cost at the end is asked for, of the network that was trained.",
      solve: async (X: M, Y: M) => ({ cost: (await trained(X, Y, 1, 0)).cost }) },
  ],
};

async function compare(X: M, Y: M, alphas: number[], cap: number, slips: () => Slips = () => ({})): Promise<Row[]> {
  const rows: Row[] = [];
  for (const alpha of alphas) {
    const end = await run(X, Y, alpha, cap, slips());
    const arrived = end.stopped === "cost";
    rows.push({ alpha, iterations: arrived ? end.iterations : null, cost: end.cost });
  }
  return rows;
}

const compared = (name: string, hint: string, change: (rows: Row[], cap: number) => Row[]): Mistake =>
  ({ name, hint, solve: async (X: M, Y: M, alphas: number[], cap: number) => change(await compare(X, Y, alphas, cap), cap) });

export const compareExercise: Exercise = {
  call: "compareAlphas(X, Y, alphas, cap)",
  // On 1000 drawings alpha = 1, 0.3 and 2 arrive after at most 56, 230 and 19 iterations, 0.5 after at least 81.
  inputs: (rng) => {
    const [X, Y] = samples(rng);
    return [[X, Y, [1, 0.3, 0.1], 300], [X, Y, [0.2, 2, 0.5, 1], 65]];
  },
  solve: (X: M, Y: M, alphas: number[], cap: number) => compare(X, Y, alphas, cap),
  // With the samples in another order, costs differ by at most 1.8e-14 on 1000 drawings.
  tolerance: 1e-9,
  mistakes: [
    compared("with the cap as if the run had arrived",
      "A run that ends at the cap has not reached the goal: it has no count, and gets null.",
      (rows, cap) => rows.map((row) => ({ ...row, iterations: row.iterations ?? cap }))),
    compared("with arrived and not arrived exchanged",
      "Which runs get null: those that stopped at the cost, or the others?",
      (rows, cap) => rows.map((row) => ({ ...row, iterations: row.iterations === null ? cap : null }))),
    compared("counted one too high",
      "Iterations count the updates that were made.",
      (rows) => rows.map((row) => ({ ...row, iterations: row.iterations === null ? null : row.iterations + 1 }))),
    compared("without the first alpha",
      "One row for each alpha: at which place does the loop begin?",
      (rows) => rows.slice(1)),
    compared("without the last alpha",
      "One row for each alpha: at which place does the loop end?",
      (rows) => rows.slice(0, -1)),
    compared("of the runs that arrived alone",
      "One row for each alpha; a run that did not arrive tells something, too.",
      (rows) => rows.filter(({ iterations }) => iterations !== null)),
    compared("sorted by alpha",
      "Keep the rows in the order of the list.",
      (rows) => [...rows].sort((a, b) => a.alpha - b.alpha)),
    compared("with the first run's results in all rows",
      "Each row needs a run of its own, with its own alpha.",
      (rows) => rows.map(({ alpha }) => ({ ...rows[0], alpha }))),
    { name: "without the cap",
      hint: "Hand the cap on to each run.",
      solve: (X: M, Y: M, alphas: number[]) => compare(X, Y, alphas, 100_000) },
    { name: "with alpha = 0.01 in every run",
      hint: "Hand the row's alpha on to its run.",
      solve: async (X: M, Y: M, alphas: number[], cap: number) =>
        (await compare(X, Y, alphas.map(() => 0.01), cap)).map((row, i) => ({ ...row, alpha: alphas[i] })) },
    { name: "with one generator for all runs",
      hint: "A generator goes on where it stopped. For a fair comparison every run starts with the same parameters.",
      solve: (X: M, Y: M, alphas: number[], cap: number) => {
        const rng = seed(1);
        return compare(X, Y, alphas, cap, () => ({ rng }));
      } },
    { name: "with each run going on from the run before",
      hint: "For a fair comparison every run starts with a new network.",
      solve: async (X: M, Y: M, alphas: number[], cap: number) => {
        const rows: Row[] = [];
        let before: Network | undefined;
        for (const alpha of alphas) {
          const run = await trained(X, Y, alpha, cap, { network: before });
          before = run.network;
          rows.push({ alpha, iterations: run.stopped === "cost" ? run.iterations : null, cost: run.cost });
        }
        return rows;
      } },
    { name: "with the first cost of each run",
      hint: "The cost at the end is asked for.",
      solve: async (X: M, Y: M, alphas: number[], cap: number) => {
        const { cost } = await trained(X, Y, 1, 0);
        return (await compare(X, Y, alphas, cap)).map((row) => ({ ...row, cost }));
      } },
  ],
};
