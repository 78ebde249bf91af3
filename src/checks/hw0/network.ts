// biome-ignore-all format: the equations stand in columns
/** The network of hw0: one hidden layer, tanh, and one sigmoid output, as the right answers compute it. */
import { sigmoid, tanh } from "../../engine/activations";
import { crossEntropy } from "../../engine/losses";
import type { Matrix } from "../../engine/matrix";
import { fromFlat } from "../../engine/matrix-constructors";
import * as engine from "../../engine/network";
import type { Random } from "../../engine/random";
import type { Mistake } from "../exercise";

export type M = Matrix<any, any>;

/** W1 n × n_x, b1 n × 1, W2 1 × n, b2 1 × 1. */
export interface Parameters { W1: M; b1: M; W2: M; b2: M }
/** Z1, A1 n × m; Z2, A2 1 × m. */
export interface Cache { Z1: M; A1: M; Z2: M; A2: M }
export interface Gradients { dW1: M; db1: M; dW2: M; db2: M }

/** What hw0's functions may use of ./src: matrices, elementary functions, activations. */
export const TOOLS = [
  "Matrix", "matrix", "zeros", "ones", "full", "eye", "fromFlat", "hstack", "vstack", "exp", "log", "power", "sigmoid", "tanh",
];

/** The same as a network of the engine, which knows the right answers. */
function asNetwork({ W1, b1, W2, b2 }: Parameters): engine.Network {
  return { layers: [{ W: W1, b: b1, activation: tanh }, { W: W2, b: b2, activation: sigmoid }] };
}

export function forward(parameters: Parameters, X: M): Cache {
  const [hidden, output] = engine.forward(asNetwork(parameters), X).caches;
  return { Z1: hidden.Z, A1: hidden.A, Z2: output.Z, A2: output.A };
}

export function cost(A2: M, Y: M): number {
  return -Y.times(A2.log()).add(not(Y).times(not(A2).log())).mean();
}

export function backward(parameters: Parameters, { Z1, A1, Z2, A2 }: Cache, X: M, Y: M): Gradients {
  const caches = [{ Aprev: X, Z: Z1, A: A1 }, { Aprev: A1, Z: Z2, A: A2 }];
  const [hidden, output] = engine.backward(asNetwork(parameters), { A: A2, caches }, Y, crossEntropy);
  return { dW2: output.dW, db2: output.db, dW1: hidden.dW, db1: hidden.db };
}

export function gradients2(dZ2: M, A1: M, k = 1 / dZ2.cols): { dW2: M; db2: M } {
  return { dW2: dZ2.dot(A1.T).scale(k), db2: dZ2.sum({ axis: 1 }).scale(k) };
}

export function gradients1(dZ1: M, X: M, k = 1 / dZ1.cols): { dW1: M; db1: M } {
  return { dW1: dZ1.dot(X.T).scale(k), db1: dZ1.sum({ axis: 1 }).scale(k) };
}

export function update(parameters: Parameters, { dW1, db1, dW2, db2 }: Gradients, alpha: number): Parameters {
  const gradients = [{ dW: dW1, db: db1 }, { dW: dW2, db: db2 }];
  const [hidden, output] = engine.update(asNetwork(parameters), gradients, alpha).layers;
  return { W1: hidden.W, b1: hidden.b, W2: output.W, b2: output.b };
}

/** 1 − A, element by element. */
export function not(A: M): M {
  return A.map((a) => 1 - a);
}

/** All sizes differ from each other, so that a wrong one shows. */
export const SIZES = [{ inputs: 2, units: 3, m: 5 }, { inputs: 3, units: 4, m: 7 }];

/** Numbers around ±0.7: tanh is bent there, but not flat, and no activation is near 0 or 1. */
export function parameters(rng: Random, { inputs, units }: { inputs: number; units: number }): Parameters {
  const draw = (rows: number, cols: number) => rng.uniform(-1, 1, rows, cols).map((x) => x + (x < 0 ? -0.3 : 0.3));
  return { W1: draw(units, inputs), b1: draw(units, 1), W2: draw(1, units), b2: draw(1, 1) };
}

/** Two samples of class 1, the others of class 0, in any order. */
export function labels(rng: Random, m: number): M {
  return fromFlat(1, m, rng.permutation(m).map((k) => (k < 2 ? 1 : 0)));
}

export function mistake(name: string, hint: string, solve: Mistake["solve"]): Mistake {
  return { name, hint, solve };
}
