// biome-ignore-all format: one mistake in three lines
/** hw0 q3 and q4: what comes back, and the update. */
import type { Exercise } from "../exercise";
import { backward, type Cache, forward, type Gradients, gradients1, gradients2, labels, type M, mistake, not, type Parameters, parameters, SIZES, TOOLS, update } from "./network";

/** Gradients with another dZ[1], made from W[2]ᵀdZ[2] and the cache. */
const withSlope = (dZ1: (back: M, cache: Cache) => M) =>
  ({ W2 }: Parameters, cache: Cache, X: M, Y: M) => gradients1(dZ1(W2.T.dot(cache.A2.sub(Y)), cache), X);

/** All gradients with another dZ[2]. */
const withError = (dZ2: (cache: Cache, Y: M) => M) => ({ W2 }: Parameters, cache: Cache, X: M, Y: M) => {
  const error = dZ2(cache, Y);
  return { ...gradients2(error, cache.A1), ...gradients1(W2.T.dot(error).times(not(cache.A1.square())), X) };
};

/** The right gradients, changed. */
const changed = (change: (gradients: Gradients, X: M) => object) =>
  (parameters: Parameters, cache: Cache, X: M, Y: M) => change(backward(parameters, cache, X, Y), X);

/** dZ[1] and dZ[2], of which the gradients of b are means. */
const errors = ({ W2 }: Parameters, { A1, A2 }: Cache, Y: M) => ({
  dZ2: A2.sub(Y),
  dZ1: W2.T.dot(A2.sub(Y)).times(not(A1.square())),
});

export const backwardExercise: Exercise = {
  call: "backward(parameters, cache, X, Y)",
  inputs: (rng) =>
    SIZES.map((size) => {
      const drawn = parameters(rng, size);
      const X = rng.uniform(-1.5, 1.5, size.inputs, size.m);
      return [drawn, forward(drawn, X), X, labels(rng, size.m)];
    }),
  solve: backward,
  // Other orders of summation, loops, and 1 − tanh² from Z[1] differ by at most 2.3e-16 on 1000 drawings.
  tolerance: 1e-12,
  allowed: TOOLS,
  mistakes: [
    mistake("without 1/m",
      "The cost is a mean over the samples, so its gradient is one, too.",
      changed(({ dW1, db1, dW2, db2 }, { cols: m }) => ({ dW2: dW2.scale(m), db2: db2.scale(m), dW1: dW1.scale(m), db1: db1.scale(m) }))),
    mistake("divided by the number of rows",
      "The mean is over the samples. In X, is a sample a row or a column?",
      changed(({ dW1, db1, dW2, db2 }, { rows, cols }) => ({ dW2: dW2.scale(cols / rows), db2: db2.scale(cols / rows), dW1: dW1.scale(cols / rows), db1: db1.scale(cols / rows) }))),
    mistake("with 1/m applied twice",
      "The mean is taken once: where is 1/m already inside?",
      changed(({ dW1, db1, dW2, db2 }, { cols: m }) => ({ dW2: dW2.scale(1 / m), db2: db2.scale(1 / m), dW1: dW1.scale(1 / m), db1: db1.scale(1 / m) }))),
    mistake("with Y − A[2] in place of A[2] − Y",
      "An answer that is too large must be made smaller: which sign has its dz?",
      withError(({ A2 }, Y) => Y.sub(A2))),
    mistake("with the derivative of the squared error",
      "With cross-entropy and a sigmoid, dz[2] is simpler: σ′ cancels, equation (3.21).",
      withError(({ A2 }, Y) => A2.sub(Y).times(A2).times(not(A2)))),
    mistake("with A[2] in place of A[2] − Y",
      "Where do the labels come in?",
      withError(({ A2 }) => A2)),
    mistake("with the transpose",
      "With d or without d, the same size: dW[l] is as large as W[l].",
      changed(({ dW1, dW2 }) => ({ dW2: dW2.T, dW1: dW1.T }))),
    mistake("with X in place of A[1]",
      "W[2] is multiplied by the input of layer 2; so is its gradient.",
      (_: Parameters, { A2 }: Cache, X: M, Y: M) => gradients2(A2.sub(Y), X)),
    mistake("with Z[1] in place of A[1]",
      "W[2] is multiplied by the input of layer 2; so is its gradient.",
      (_: Parameters, { Z1, A2 }: Cache, _X: M, Y: M) => ({ dW2: A2.sub(Y).dot(Z1.T).scale(1 / Y.cols) })),
    mistake("with the mean over the wrong axis",
      "One bias for each unit, which are the rows: the mean runs along the row, over the samples.",
      (parameters: Parameters, cache: Cache, _X: M, Y: M) => {
        const { dZ1, dZ2 } = errors(parameters, cache, Y);
        return { db2: dZ2.mean({ axis: 0 }), db1: dZ1.mean({ axis: 0 }) };
      }),
    mistake("with the mean over all units at once",
      "Each unit has a bias of its own, and so a gradient of its own.",
      (parameters: Parameters, cache: Cache, _X: M, Y: M) => {
        const { dZ1 } = errors(parameters, cache, Y);
        return { db1: dZ1.scale(0).sum({ axis: 1 }).add(dZ1.mean()) };
      }),
    mistake("without the derivative of tanh",
      "On its way back through layer 1 the error meets the activation, too.",
      withSlope((back) => back)),
    mistake("with A instead of 1 − A²",
      "What is the derivative of tanh, written with a?",
      withSlope((back, { A1 }) => back.times(A1))),
    mistake("with A² instead of 1 − A²",
      "What is the derivative of tanh, written with a? At z = 0 it is 1.",
      withSlope((back, { A1 }) => back.times(A1.square()))),
    mistake("with 1 − A instead of 1 − A²",
      "What is the derivative of tanh, written with a? It is the same for z and −z.",
      withSlope((back, { A1 }) => back.times(not(A1)))),
    mistake("with 1 − Z² instead of 1 − A²",
      "What is the derivative of tanh, written with a? Take it of the activation, not of z.",
      withSlope((back, { Z1 }) => back.times(not(Z1.square())))),
    mistake("with the sigmoid's derivative in layer 1",
      "a(1 − a) belongs to σ; layer 1 has another activation.",
      withSlope((back, { A1 }) => back.times(A1).times(not(A1)))),
    mistake("with a plus in place of ∘",
      "The chain rule multiplies: what comes back times the slope.",
      withSlope((back, { A1 }) => back.add(not(A1.square())))),
    mistake("without W[2]",
      "The error reaches a hidden unit through its weight to the output.",
      ({ W2 }: Parameters, { A1, A2 }: Cache, X: M, Y: M) =>
        gradients1(W2.T.map(() => 1).dot(A2.sub(Y)).times(not(A1.square())), X)),
  ],
};

/** The right parameters, changed; `alpha` and the gradients are at hand. */
type Change = (before: Parameters, gradients: Gradients, alpha: number) => object;

/** Every parameter by the same wrong rule. */
const rule = (step: (W: M, dW: M, alpha: number) => M): Change =>
  ({ W1, b1, W2, b2 }, { dW1, db1, dW2, db2 }, alpha) => ({
    W1: step(W1, dW1, alpha), b1: step(b1, db1, alpha), W2: step(W2, dW2, alpha), b2: step(b2, db2, alpha),
  });

export const updateExercise: Exercise = {
  call: "update(parameters, gradients, alpha)",
  inputs: (rng) =>
    SIZES.map((size, i) => {
      const { W1, b1, W2, b2 } = parameters(rng, size);
      const { W1: dW1, b1: db1, W2: dW2, b2: db2 } = parameters(rng, size);
      return [{ W1, b1, W2, b2 }, { dW1, db1, dW2, db2 }, [0.3, 0.7][i]];
    }),
  solve: update,
  // W + (−dW)·α gives the bits of W − α·dW on 1000 drawings: any tolerance would do, this is that of q3.
  tolerance: 1e-12,
  allowed: TOOLS,
  mistakes: [
    mistake("with + alpha",
      "The gradient points uphill.",
      rule((W, dW, alpha) => W.add(dW.scale(alpha)))),
    mistake("without alpha",
      "How long the step is, alpha decides.",
      rule((W, dW) => W.sub(dW))),
    mistake("with alpha = 0.01, whatever is given",
      "Take the alpha that the function is given.",
      rule((W, dW) => W.sub(dW.scale(0.01)))),
    mistake("divided by alpha",
      "A smaller alpha must give a smaller step.",
      rule((W, dW, alpha) => W.sub(dW.scale(1 / alpha)))),
    mistake("with alpha alone, without the gradient",
      "Each number has a slope of its own; the step is as steep as that.",
      rule((W, _dW, alpha) => W.sub(alpha))),
    mistake("with the step alone",
      "The step is taken from where the parameters are now.",
      rule((_W, dW, alpha) => dW.scale(-alpha))),
    mistake("with the difference turned round",
      "What is taken from what?",
      rule((W, dW, alpha) => dW.scale(alpha).sub(W))),
    mistake("with a product in place of the difference",
      "The step is taken off; it is no factor.",
      rule((W, dW, alpha) => W.times(dW.scale(alpha)))),
    mistake("with the step taken twice",
      "One call, one step.",
      rule((W, dW, alpha) => W.sub(dW.scale(2 * alpha)))),
    mistake("with alpha applied to the parameter, too",
      "Only the gradient is multiplied by alpha: mind the brackets.",
      rule((W, dW, alpha) => W.sub(dW).scale(alpha))),
    mistake("left as it was",
      "All four are learned: both weights and both biases.",
      rule((W) => W)),
  ],
};
