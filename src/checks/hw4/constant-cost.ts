/** hw4 q3: the best answer that is the same for all samples, and its cost. */
import { log } from "../../engine/elementary";
import type { Matrix } from "../../engine/matrix";
import { fromFlat } from "../../engine/matrix-constructors";
import type { Random } from "../../engine/random";
import type { Exercise, Mistake } from "../exercise";

type Row = Matrix<1, any>;
interface Constant {
  p: number;
  cost: number;
}

const LN2 = log(2);

/** −Σ over both classes; what is 0 adds nothing, though log 0 is −∞. */
function entropy(p: number, logarithm = log): number {
  return -[p, 1 - p].reduce((sum, q) => (q === 0 ? sum : sum + q * logarithm(q)), 0);
}

function otherwise(name: string, hint: string, solve: (Y: Row, p: number) => Partial<Constant>): Mistake {
  return { name, hint, solve: (Y: Row) => solve(Y, Y.mean()) };
}

export const constantCost: Exercise = {
  call: "constantCost(Y)",
  // more ones, more zeros, and once a single class; never as many of both
  inputs: (rng) => [
    [labels(rng, rng.randint(13, 17), rng.randint(3, 6))],
    [labels(rng, rng.randint(4, 6), rng.randint(8, 12))],
    [labels(rng, rng.randint(3, 9), 0)],
  ],
  solve: (Y: Row): Constant => ({ p: Y.mean(), cost: entropy(Y.mean()) }),
  mistakes: [
    otherwise("with the share of class 0", "ŷ is the probability of class 1.", (_Y, p) => ({ p: 1 - p })),
    otherwise("with the number of ones, not their share", "p is a probability: divide by m.", (Y) => ({ p: Y.sum() })),
    otherwise("with 0.5, whatever Y is", "Where there are more ones, a larger ŷ costs less.", () => ({ p: 0.5 })),
    otherwise("with the ones divided by the zeros", "The share of the ones among all m.", (Y) => ({
      p: Y.sum() / (Y.cols - Y.sum()),
    })),
    otherwise("with the class that is more frequent", "The best answer lies between 0 and 1.", (_Y, p) => ({
      p: p > 0.5 ? 1 : 0,
    })),
    otherwise("without the minus sign", "log of a number below 1 is negative, and a cost is not.", (_Y, p) => ({
      cost: -entropy(p),
    })),
    otherwise("with logarithms to base 2", "The lecture's log is the natural one.", (_Y, p) => ({
      cost: entropy(p) / LN2,
    })),
    otherwise("with logarithms to base 10", "The lecture's log is the natural one.", (_Y, p) => ({
      cost: entropy(p) / log(10),
    })),
    otherwise("with class 1 alone", "The zeros cost something, too: −log(1 − p) each.", (_Y, p) => ({
      cost: p === 0 ? 0 : -p * log(p),
    })),
    otherwise("with class 0 alone", "The ones cost something, too: −log p each.", (_Y, p) => ({
      cost: p === 1 ? 0 : -(1 - p) * log(1 - p),
    })),
    otherwise("with the sum over the samples", "J is the mean over the samples (1.7).", (Y, p) => ({
      cost: Y.cols * entropy(p),
    })),
    otherwise("divided by m once more", "p is a share already, so the mean is taken.", (Y, p) => ({
      cost: entropy(p) / Y.cols,
    })),
    otherwise("with the classes' shares exchanged", "A share p of the samples costs −log p each.", (_Y, p) => ({
      cost: p === 1 ? Infinity : -(p * log(1 - p) + (1 - p) * log(p)),
    })),
    otherwise("with log 2, the cost of 0.5", "That is the cost of ŷ = 0.5; what does ŷ = p cost?", () => ({
      cost: LN2,
    })),
    otherwise("with p·log p for p = 1", "0·log 0 is NaN here. A class that has no samples costs nothing.", (_Y, p) => ({
      cost: p === 1 ? NaN : entropy(p),
    })),
  ],
  tolerance: 1e-12, // measured: the mean of −log ŷ over the samples for the formula in p, 5e-16
  refused: ["crossEntropy", "costOf"],
};

function labels(rng: Random, ones: number, zeros: number): Row {
  const Y = rng.shuffle([...new Array<number>(ones).fill(1), ...new Array<number>(zeros).fill(0)]);
  return fromFlat(1, Y.length, Y);
}
