/** hw3 q1: how many numbers a network learns. */
import type { Exercise } from "../exercise";

/** The sum of `count` over the layers: p is n[l−1], n is n[l], l counts from 1. */
function sum(sizes: number[], count: (p: number, n: number, l: number) => number): number {
  let total = 0;
  for (let l = 1; l < sizes.length; l++) total += count(sizes[l - 1], sizes[l], l);
  return total;
}

export const countParameters: Exercise = {
  call: "countParameters(sizes)",
  // three, two and one layer; all sizes of a network differ, none is 1 but the last
  inputs: (rng) =>
    [3, 2, 1].map((L) => [
      [
        ...rng
          .permutation(6)
          .slice(0, L)
          .map((i) => i + 3),
        L === 1 ? 2 : 1,
      ],
    ]),
  solve: (n: number[]) => sum(n, (p, n) => n * p + n),
  mistakes: [
    {
      name: "without the biases",
      hint: "Every unit has a bias as well: b[l] is (n[l], 1).",
      solve: (n) => sum(n, (p, n) => n * p),
    },
    {
      name: "with a bias for every input, too",
      hint: "Layer 0 is the input. It computes nothing, so it has no b.",
      solve: (n) => n[0] + sum(n, (p, n) => n * p + n),
    },
    {
      name: "with one bias a layer",
      hint: "b[l] is a column: one number for each unit of the layer.",
      solve: (n) => sum(n, (p, n) => n * p + 1),
    },
    {
      name: "with the biases of the layer before",
      hint: "b[l] has as many numbers as layer l has units.",
      solve: (n) => sum(n, (p, n) => n * p + p),
    },
    {
      name: "without the output layer",
      hint: "The output layer has a W and a b like all others.",
      solve: (n) => sum(n.slice(0, -1), (p, n) => n * p + n),
    },
    {
      name: "without the output's bias",
      hint: "The output layer has a W and a b like all others.",
      solve: (n) => sum(n, (p, n) => n * p + n) - n[n.length - 1],
    },
    {
      name: "without the first layer",
      hint: "W[1] takes the input: (n[1], n[0]).",
      solve: (n) => sum(n.slice(1), (p, n) => n * p + n),
    },
    {
      name: "with the units counted, not their weights",
      hint: "Each unit has a weight for every unit of the layer before it.",
      solve: (n) => sum(n, (_p, n) => n),
    },
    {
      name: "with the units counted, the inputs among them",
      hint: "Each unit has a weight for every unit of the layer before it.",
      solve: (n) => n[0] + sum(n, (_p, n) => n),
    },
    {
      name: "with rows and columns of W added, not multiplied",
      hint: "A matrix of r rows and c columns holds r · c numbers.",
      solve: (n) => sum(n, (p, n) => n + p + n),
    },
    {
      name: "with square weight matrices",
      hint: "W[l] has a row for each unit of layer l, and a column for each unit of the layer before.",
      solve: (n) => sum(n, (_p, n) => n * n + n),
    },
    {
      name: "with all sizes multiplied",
      hint: "The layers' numbers are added: each layer has a W of its own.",
      solve: (n) => n.reduce((product: number, size: number) => product * size, 1),
    },
    {
      name: "with the number of matrices",
      hint: "Count the numbers in the matrices.",
      solve: (n) => 2 * (n.length - 1),
    },
  ],
  tolerance: 0, // whole numbers
  refused: ["createNetwork", "parameterCount", "summary"],
};
