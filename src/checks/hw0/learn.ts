// biome-ignore-all format: one mistake in three lines
/** hw0 q5: the training loop. */
import type { Exercise } from "../exercise";
import { backward, cost, forward, type Gradients, labels, type M, mistake, type Parameters, parameters, TOOLS, update } from "./network";

interface Options { alpha: number; cap: number; goal: number }
interface Learned { parameters: Parameters; costs: number[] }

/** How a loop may differ from the right one. */
interface Slips {
  step?(before: Parameters, gradients: Gradients, alpha: number): Parameters;
  /** The gradients of the first step for all. */
  isBlind?: boolean;
  without1m?: boolean;
}

function learn(start: Parameters, X: M, Y: M, { alpha, cap, goal }: Options, slips: Slips = {}): Learned {
  const { step = update, isBlind, without1m } = slips;
  const first = backward(start, forward(start, X), X, Y);
  const costs: number[] = [];
  for (let now = start; ; ) {
    const seen = forward(now, X);
    const J = cost(seen.A2, Y);
    costs.push(J);
    if (J <= goal || costs.length > cap) return { parameters: now, costs };
    const slope = isBlind ? first : backward(now, seen, X, Y);
    now = step(now, slope, without1m ? alpha * X.cols : alpha);
  }
}

/** A wrong loop that is the right one with other options or slips; only what goes wrong first. */
const loop = (options: Partial<Options>, slips: Slips = {}) => (start: Parameters, X: M, Y: M, given: Options) =>
  learn(start, X, Y, { ...given, ...options }, slips);

/** The right run, and one more update. */
const more = (start: Parameters, X: M, Y: M, given: Options) => {
  const { costs } = learn(start, X, Y, given);
  return learn(start, X, Y, { ...given, goal: -Infinity, cap: costs.length });
};

export const learnExercise: Exercise = {
  call: "learn(parameters, X, Y, options)",
  // One run goes to its cap; in the other the goal lies between the costs after 6 and after 7 updates.
  inputs: (rng) => {
    const m = 7;
    const [start, X, Y] = [parameters(rng, { inputs: 2, units: 3 }), rng.uniform(-1.5, 1.5, 2, m), labels(rng, m)];
    const { costs } = learn(start, X, Y, { alpha: 0.4, cap: 7, goal: -Infinity });
    return [
      [start, X, Y, { alpha: 0.6, cap: 5, goal: 0 }],
      [start, X, Y, { alpha: 0.4, cap: 12, goal: (costs[6] + costs[7]) / 2 }],
    ];
  },
  solve: (start: Parameters, X: M, Y: M, given: Options): Learned => {
    const { costs, parameters } = learn(start, X, Y, given);
    return { costs, parameters };
  },
  // After 12 updates, other orders of summation in every step differ by at most 6.7e-16 on 1000 drawings.
  tolerance: 1e-10,
  allowed: TOOLS,
  mistakes: [
    mistake("returned as they were before the first update",
      "The costs are right: return the parameters that the last of them belongs to.",
      (start: Parameters) => ({ parameters: start })),
    mistake("with an update after the last cost",
      "The last cost is to be that of the parameters that are returned.",
      (start: Parameters, X: M, Y: M, given: Options) => ({ parameters: more(start, X, Y, given).parameters })),
    mistake("without the first cost",
      "The list begins with the cost before any update.",
      (start: Parameters, X: M, Y: M, given: Options) => ({ costs: learn(start, X, Y, given).costs.slice(1) })),
    mistake("without the last cost",
      "The list ends with the cost of the parameters that are returned, after the last update.",
      (start: Parameters, X: M, Y: M, given: Options) => ({ costs: learn(start, X, Y, given).costs.slice(0, -1) })),
    mistake("with the updated parameters thrown away",
      "update returns new parameters; the next step must begin with them.",
      (start: Parameters, X: M, Y: M, given: Options) => learn(start, X, Y, given, { step: (before) => before })),
    mistake("with the gradients of the first step in all others",
      "After an update the slopes are others: forward and backward belong into the loop.",
      loop({}, { isBlind: true })),
    mistake("without a stop at the goal",
      "As soon as the cost is the goal or less, no more updates are made.",
      loop({ goal: -Infinity })),
    mistake("without a single update",
      "Go on while the cost is above the goal: is the comparison the right way round?",
      loop({ cap: 0 })),
    mistake("with one update too many",
      "`cap` is the number of updates, at most: does the loop count from 0 or from 1?",
      (start: Parameters, X: M, Y: M, given: Options) => learn(start, X, Y, { ...given, cap: given.cap + 1 })),
    mistake("with one update too few",
      "`cap` is the number of updates, at most: does the loop count from 0 or from 1?",
      (start: Parameters, X: M, Y: M, given: Options) => learn(start, X, Y, { ...given, cap: given.cap - 1 })),
    mistake("with one more update after the goal",
      "First look at the cost, then decide whether to update.",
      more),
    mistake("with + alpha",
      "The cost is to fall: which sign has the step?",
      loop({}, { step: (before, gradients, alpha) => update(before, gradients, -alpha) })),
    mistake("with the biases left as they were",
      "All four are learned: both weights and both biases.",
      loop({}, { step: (before, gradients, alpha) => ({ ...update(before, gradients, alpha), b1: before.b1, b2: before.b2 }) })),
    mistake("without 1/m in the gradients",
      "The gradient is a mean over the samples.",
      loop({}, { without1m: true })),
    mistake("with alpha = 0.01, whatever is given",
      "Take the alpha that the function is given.",
      loop({ alpha: 0.01 })),
  ],
};
