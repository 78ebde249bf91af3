// biome-ignore-all format: the equations stand in columns
/**
 * Ways of going downhill: in which direction a step goes, given the gradients. The step itself is `update` of network.ts,
 * which takes α times the direction away.
 */
import { power } from "./elementary";
import type { Gradients } from "./layer";
import type { Matrix } from "./matrix";
import { zeros } from "./matrix-constructors";

type Parameters = Matrix<any, any>;

/** The directions for all layers, and what the optimizer remembers for the next step. */
export interface Direction {
  readonly direction: readonly Gradients[];
  readonly memory: Memory;
}

/** Averages over the steps so far, each as large as the gradients; none before the first step. */
export type Memory = readonly (readonly Gradients[])[];

export interface Optimizer {
  readonly name: string;
  /** What it was made with, by name: plain numbers. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The direction of step t, which counts from 1. */
  direct(gradients: readonly Gradients[], memory: Memory, t: number): Direction;
}

/** Straight down the gradient. Lecture 001, equation 1.16. */
export const gradientDescent: Optimizer = {
  name: "gradientDescent",
  parameters: {},
  direct: (gradients, memory) => ({ direction: gradients, memory }),
};

/**
 * Momentum: an average of the gradients in which the older ones fade by β with every step (0 ≤ β < 1).
 * Polyak 1964; the averaging form with 1 − β.
 * @throws RangeError for any other β.
 */
export function momentum(beta = 0.9): Optimizer {
  checkShare("momentum", "beta", beta);
  return {
    name: "momentum",
    parameters: { beta },
    direct: (gradients, [before = asZeros(gradients)]) => {
      const V = forEach(before, gradients, (V, dW) =>
        V.scale(beta).add(dW.scale(1 - beta)));                     // (5.15)  V ← βV + (1−β)dW, W ← W − αV
      return { direction: V, memory: [V] };
    },
  };
}

/**
 * Adam: momentum, with every parameter's step divided by the size that its gradients have had. Kingma and Ba 2015,
 * algorithm 1.
 * @throws RangeError unless 0 ≤ β₁, β₂ < 1 and ε > 0.
 */
export function adam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = {}): Optimizer {
  checkShare("adam", "beta1", beta1);
  checkShare("adam", "beta2", beta2);
  if (!(epsilon > 0 && epsilon < Infinity)) refuse("adam", "epsilon", epsilon, "a small number above 0, for example 1e-8");
  return {
    name: "adam",
    parameters: { beta1, beta2, epsilon },
    direct: (gradients, [V0 = asZeros(gradients), S0 = asZeros(gradients)], t) => {
      const V = forEach(V0, gradients, (V, dW) => V.scale(beta1).add(dW.scale(1 - beta1)));
      const S = forEach(S0, gradients, (S, dW) => S.scale(beta2).add(dW.square().scale(1 - beta2)));
      const direction = forEach(V, S, (V, S) =>
        V.scale(correction(beta1, t)).div(S.scale(correction(beta2, t)).sqrt().add(epsilon))); // (5.16)  W ← W − α V̂/(√Ŝ + ε)
      return { direction, memory: [V, S] };
    },
  };
}

/**
 * The optimizer of that name, made with these parameters.
 * @throws RangeError for a name that is none of the three.
 */
export function optimizerFrom({ name, parameters }: Pick<Optimizer, "name" | "parameters">): Optimizer {
  if (name === "gradientDescent") return gradientDescent;
  if (name === "momentum") return momentum(parameters.beta);
  if (name === "adam") return adam(parameters);
  throw new RangeError(`optimizer "${name}" is not known; use one of gradientDescent, momentum, adam`);
}

/** 1/(1 − βᵗ): what undoes the pull of an average's first value, 0. */
export function correction(beta: number, t: number): number {
  return 1 / (1 - power(beta, t));
}

/** f of every dW and db of a with that of b. */
function forEach(a: readonly Gradients[], b: readonly Gradients[], f: (x: Parameters, y: Parameters) => Parameters): Gradients[] {
  return a.map(({ dW, db }, index) => ({ dW: f(dW, b[index].dW), db: f(db, b[index].db) }));
}

function asZeros(gradients: readonly Gradients[]): Gradients[] {
  return gradients.map(({ dW, db }) => ({ dW: zeros(dW.rows, dW.cols), db: zeros(db.rows, 1) }));
}

function checkShare(operation: string, name: string, beta: number): void {
  if (!(beta >= 0 && beta < 1)) refuse(operation, name, beta, "a number from 0 up to, but not including, 1, for example 0.9");
}

function refuse(operation: string, name: string, value: number, need: string): never {
  throw new RangeError(`${operation}: ${name} is ${value}; it must be ${need}`);
}
