/** hw2 q1: the deviation of a layer's weights, by five rules. */
import type { Exercise } from "../exercise";

interface Deviations {
  small: number;
  one: number;
  xavier: number;
  glorot: number;
  he: number;
}

const { sqrt } = Math;

export const deviations: Exercise = {
  call: "deviations(p, n)",
  // p below n and p above n, and never 4, of which √(1/p) and 2/p are the same
  inputs: (rng) => {
    const p = rng.randint(5, 9);
    const n = rng.randint(5, 9);
    return [
      [p, p + rng.randint(1, 5)],
      [n + rng.randint(1, 5), n],
    ];
  },
  solve: (p: number, n: number): Deviations => ({
    small: 0.01,
    one: 1,
    xavier: sqrt(1 / p),
    glorot: sqrt(2 / (p + n)),
    he: sqrt(2 / p),
  }),
  mistakes: [
    {
      name: "without the square root",
      hint: "The rules above give the variance. A deviation is the root of a variance.",
      solve: (p, n) => ({ xavier: 1 / p, glorot: 2 / (p + n), he: 2 / p }),
    },
    {
      name: "with n, the layer's own units, in place of p",
      hint: "A unit's z is a sum with one term for each of its inputs. Count them: p or n.",
      solve: (_p, n) => ({ xavier: sqrt(1 / n), he: sqrt(2 / n) }),
    },
    {
      name: "upside down",
      hint: "The more terms a sum has, the smaller each of them has to be.",
      solve: (p, n) => ({ xavier: sqrt(p), glorot: sqrt((p + n) / 2), he: sqrt(p / 2) }),
    },
    {
      name: "by the rule of he",
      hint: "Of the two rules that look at p only, this one is for tanh, which lets small values through as they are.",
      solve: (p) => ({ xavier: sqrt(2 / p) }),
    },
    {
      name: "by the rule of xavier",
      hint: "ReLU lets half of its inputs through; this rule makes up for that.",
      solve: (p) => ({ he: sqrt(1 / p) }),
    },
    {
      name: "with only the 2 under the root",
      hint: "The root is taken of the whole fraction.",
      solve: (p, n) => ({ glorot: sqrt(2) / (p + n), he: sqrt(2) / p }),
    },
    {
      name: "with the 2 before the root",
      hint: "The root is taken of the whole fraction, of its 2 as well.",
      solve: (p, n) => ({ glorot: 2 * sqrt(1 / (p + n)), he: 2 * sqrt(1 / p) }),
    },
    {
      name: "with n added after the division",
      hint: "2 / p + n divides first; brackets change that.",
      solve: (p, n) => ({ glorot: sqrt(2 / p + n) }),
    },
    {
      name: "with 1 in place of 2",
      hint: "The variance is 1 divided by the mean of p and n.",
      solve: (p, n) => ({ glorot: sqrt(1 / (p + n)) }),
    },
    {
      name: "with 6 in place of 2",
      hint: "√(6/(p + n)) is where the range of uniform numbers ends. Here the numbers are normal.",
      solve: (p, n) => ({ glorot: sqrt(6 / (p + n)) }),
    },
    {
      name: "with p alone",
      hint: "This rule looks at both sides of the layer: its inputs and its own units.",
      solve: (p) => ({ glorot: sqrt(2 / p) }),
    },
    {
      name: "with the product of p and n",
      hint: "The mean of p and n: a sum, halved.",
      solve: (p, n) => ({ glorot: sqrt(2 / (p * n)) }),
    },
    {
      name: "with the root of 0.01",
      hint: "The lecture multiplies by 0.01: that is the deviation already.",
      solve: () => ({ small: 0.1 }),
    },
  ],
  tolerance: 1e-12, // measured: 1 / √p for √(1 / p), and powers, differ by 2e-16
};
