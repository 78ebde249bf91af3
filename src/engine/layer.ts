import type { Activation } from "./activations";
import type { Matrix } from "./matrix";

/**
 * One dense layer, the building block of notebook 05: A = g(W·Aprev + b). Lecture 002, "Building blocks".
 *
 *     Aprev  p × m    one sample per column
 *     W      n × p    one unit per row
 *     b      n × 1    added to every column
 *     Z, A   n × m
 *
 * With d or without d, the same size.
 */
export interface Layer {
  readonly W: Matrix<any, any>;
  readonly b: Matrix<any, 1>;
  readonly activation: Activation;
}

/** What the backward step needs of the forward step. */
export interface Cache {
  readonly Aprev: Matrix<any, any>;
  readonly Z: Matrix<any, any>;
  readonly A: Matrix<any, any>;
}

/** The gradients of a layer's parameters. */
export interface Gradients {
  readonly dW: Matrix<any, any>;
  readonly db: Matrix<any, 1>;
}

/** What the backward step gives: the gradients, and dA[l−1] for the layer before. */
export interface Backward extends Gradients {
  readonly dAprev: Matrix<any, any>;
}

/**
 * A[l−1] in, A[l] and the cache out. Throws a ShapeError when W's columns are not as many as Aprev's rows.
 *
 * Order of the sum in Z: one accumulator from +0, units of the layer before in ascending order; b is added last.
 */
// biome-ignore format: the equations stand in a column
export function forward({ W, b, activation }: Layer, Aprev: Matrix<any, any>): { A: Matrix<any, any>; cache: Cache } {
  const Z = W.dot(Aprev).add(b);                        // (5.4)  Z = W·Aprev + b        n × m
  const A = activation.g(Z);                            // (5.5)  A = g(Z)               n × m
  return { A, cache: { Aprev, Z, A } };
}

/** dA[l] and the cache in, dA[l−1] and the gradients out. Throws a ShapeError when dA is not as large as A. */
// biome-ignore format: the equations stand in a column
export function backward(layer: Layer, cache: Cache, dA: Matrix<any, any>): Backward {
  const { Z, A } = cache;
  const dZ = dA.times(layer.activation.derivative(Z, A)); // (5.6)  dZ = dA ∘ g′(Z)      n × m
  return backwardFromZ(layer, cache, dZ);
}

/**
 * The rest of the backward step. An output layer may start here, with dZ[L] = A[L] − Y (5.12).
 *
 * Order of the sums: one accumulator from +0, in dW and db the samples in ascending order, in dAprev this layer's units;
 * the factor 1/m comes last.
 */
// biome-ignore format: the equations stand in a column
export function backwardFromZ({ W }: Layer, { Aprev }: Cache, dZ: Matrix<any, any>): Backward {
  const m = Aprev.cols;
  const dW = dZ.dot(Aprev.T).scale(1 / m);              // (5.7)  dW = (1/m) dZ·Aprevᵀ   n × p
  const db = dZ.sum({ axis: 1 }).scale(1 / m);          // (5.8)  db = (1/m) Σᵢ dZ⁽ⁱ⁾    n × 1
  const dAprev = W.T.dot(dZ);                           // (5.9)  dAprev = Wᵀ·dZ         p × m
  return { dAprev, dW, db };
}
