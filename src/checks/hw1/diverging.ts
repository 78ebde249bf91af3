// biome-ignore-all format: one mistake in three lines
/** hw1 q4 and q5: one linear unit with squared error, on which diverging can be followed by hand. */
import type { Matrix } from "../../engine/matrix";
import type { Random } from "../../engine/random";
import type { Exercise, Mistake } from "../exercise";

type M = Matrix<any, any>;

/** How the descent may differ from the right one. */
interface Slips {
  w?: number;
  gradient?(error: M, X: M): number;
  cost?(error: M): number;
  /** What goes into the list. */
  kept?(J: number, w: number): number;
  /** Goes on when the cost is no longer finite. */
  isStubborn?: boolean;
}

/** The cost before each update, and after the last: of ŷ = w·x, which starts at w = 0. */
function descend(X: M, Y: M, alpha: number, cap: number, slips: Slips = {}): number[] {
  const { gradient = (error, X) => error.times(X).mean(), cost = (error) => error.square().mean() / 2, kept = (J) => J } = slips;
  const costs: number[] = [];
  let w = slips.w ?? 0;
  for (let updates = 0; updates <= cap; updates++) {
    const error = X.scale(w).sub(Y);
    const J = cost(error);
    if (!Number.isFinite(J) && !slips.isStubborn) break;
    costs.push(kept(J, w));
    w = w - alpha * gradient(error, X);
  }
  return costs;
}

const slip = (name: string, hint: string, slips: Slips): Mistake =>
  ({ name, hint, solve: (X: M, Y: M, alpha: number, cap: number) => descend(X, Y, alpha, cap, slips) });

const changed = (name: string, hint: string, change: (...right: Parameters<typeof descend>) => number[]): Mistake =>
  ({ name, hint, solve: change });

/** Features between 0.5 and 2, with answers near 2x. */
function samples(rng: Random, m: number): [X: M, Y: M] {
  const X = rng.uniform(0.5, 2, 1, m);
  return [X, X.scale(2).add(rng.uniform(-0.5, 0.5, 1, m))];
}

export const descendExercise: Exercise = {
  call: "descend(X, Y, alpha, cap)",
  // One run learns; one grows but stays finite; in one the cost grows 10³⁰-fold each time, and the last finite cost is
  // so far from the largest number that it makes no difference how the sum is taken.
  inputs: (rng) => {
    const [X, Y] = samples(rng, 6);
    const s = X.square().mean();
    return [[X, Y, 0.2, 8], [X, Y, 3.5 / s, 5], [X, Y, 1e15 / s, 40]];
  },
  solve: (X: M, Y: M, alpha: number, cap: number) => descend(X, Y, alpha, cap),
  // Other orders of summation differ by at most 6e-15 of the number on 1000 drawings, also after all its growth.
  tolerance: 1e-10,
  mistakes: [
    slip("with + alpha",
      "Which way is downhill? Look at the signs of the step and of ŷ − y.",
      { gradient: (error, X) => -error.times(X).mean() }),
    slip("without 1/m in the gradient",
      "The cost is a mean over the samples, so its gradient is one, too.",
      { gradient: (error, X) => error.times(X).sum() }),
    slip("with a gradient twice as large",
      "The ½ in the cost is there to cancel the 2 of the square's derivative.",
      { gradient: (error, X) => 2 * error.times(X).mean() }),
    slip("with a gradient half as large",
      "The ½ in the cost cancels against the 2 of the square's derivative: nothing of it is left.",
      { gradient: (error, X) => error.times(X).mean() / 2 }),
    slip("without x in the gradient",
      "How does ŷ = w·x change with w?",
      { gradient: (error) => error.mean() }),
    slip("without ½ in the cost",
      "The cost is half the mean of the squares, equation (7.2).",
      { cost: (error) => error.square().mean() }),
    slip("without 1/m in the cost",
      "The cost is half the mean of the squares, equation (7.2).",
      { cost: (error) => error.square().sum() / 2 }),
    slip("without the square in the cost",
      "Errors of different sign must not cancel out.",
      { cost: (error) => error.mean() / 2 }),
    slip("with w in place of the cost",
      "The list holds costs.",
      { kept: (_J, w) => w }),
    slip("with w = 1 at the start",
      "The unit starts at w = 0.",
      { w: 1 }),
    slip("with the updated w thrown away",
      "The next cost is that of the new w.",
      { gradient: () => 0 }),
    slip("with costs that are not finite",
      "Stop as soon as the cost is not finite (Number.isFinite), and leave that cost out.",
      { isStubborn: true }),
    changed("with the first cost that is not finite",
      "Look at the cost before it goes into the list.",
      (X, Y, alpha, cap) => {
        const all = descend(X, Y, alpha, cap, { isStubborn: true });
        const first = all.findIndex((J) => !Number.isFinite(J));
        return first < 0 ? all : all.slice(0, first + 1);
      }),
    changed("without the first cost",
      "The list begins with the cost at w = 0, before any update.",
      (X, Y, alpha, cap) => descend(X, Y, alpha, cap).slice(1)),
    changed("without the last cost",
      "After the last update there is one more cost: cap updates, cap + 1 costs.",
      (X, Y, alpha, cap) => descend(X, Y, alpha, cap - 1)),
    changed("with one update too many",
      "cap updates, cap + 1 costs.",
      (X, Y, alpha, cap) => descend(X, Y, alpha, cap + 1)),
    changed("with alpha = 0.01, whatever is given",
      "Take the alpha that the function is given.",
      (X, Y, _alpha, cap) => descend(X, Y, 0.01, cap)),
  ],
};

const largest = (name: string, hint: string, solve: (X: M) => number): Mistake => ({ name, hint, solve });

export const largestExercise: Exercise = {
  call: "largestAlpha(X)",
  inputs: (rng) => [5, 8].map((m) => samples(rng, m).slice(0, 1)),
  solve: (X: M) => 2 / X.square().mean(),
  // Other orders of summation differ by at most 4.6e-16 on 1000 drawings.
  tolerance: 1e-12,
  mistakes: [
    largest("with 1 in place of 2",
      "With that alpha a single step arrives. One may go further: how far beyond is as far off as before?",
      (X) => 1 / X.square().mean()),
    largest("with 4 in place of 2",
      "How far beyond the lowest point is as far off as before?",
      (X) => 4 / X.square().mean()),
    largest("without 1/m",
      "The cost is a mean over the samples: the same samples twice must not change alpha.",
      (X) => 2 / X.square().sum()),
    largest("without the square",
      "The gradient has an x of its own, and one in ŷ = w·x.",
      (X) => 2 / X.mean()),
    largest("with the square of the mean",
      "First square, then take the mean.",
      (X) => 2 / (X.mean() * X.mean())),
    largest("with the largest x²",
      "All samples together decide, by their mean.",
      (X) => 2 / X.square().max()),
    largest("with the variance",
      "The line goes through 0, so nothing is taken off x.",
      (X) => 2 / X.sub(X.mean()).square().mean()),
    largest("with the root of the mean of x²",
      "What is w − w* multiplied by in one step? There is no root in it.",
      (X) => 2 / Math.sqrt(X.square().mean())),
    largest("turned upside down",
      "Larger features need a smaller alpha.",
      (X) => X.square().mean() / 2),
    largest("with a product in place of the quotient",
      "Larger features need a smaller alpha.",
      (X) => 2 * X.square().mean()),
  ],
};
