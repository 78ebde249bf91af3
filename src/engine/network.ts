/** A network of L dense layers: create, forward, backward, update, predict. Lecture 002. */
import { type Activation, activation } from "./activations";
import { type Initializer, standard } from "./initializers";
import * as layer from "./layer";
import { checkPair, type Loss } from "./losses";
import type { Matrix } from "./matrix";
import type { Random } from "./random";
import { plural, type Shape, ShapeError, shapeText } from "./shape-error";

/** Layers 1 … L; `layers[0]` is layer 1, since the input, layer 0, has no parameters. Nothing changes it. */
export interface Network {
  readonly layers: readonly layer.Layer[];
}

/** What `forward` leaves behind: the output A[L], and a cache for each layer. */
export interface Forward {
  readonly A: Matrix<any, any>;
  readonly caches: readonly layer.Cache[];
}

/**
 * A new network with the parameters that the initializer draws.
 *
 * - `sizes`: n[0], n[1], …, n[L], for example [2, 3, 4, 1]
 * - `activations`: the names of g[1] … g[L]: sigmoid, tanh, relu, leakyRelu, linear, softmax
 * - `rng`: where random numbers come from, for example seed(1)
 * - `initializer`: how W and b start; W = 0.01·randn, b = 0 (3.34) when left out
 *
 * @throws RangeError for sizes that are no whole numbers, a wrong number of activations, or an unknown one.
 */
export function createNetwork(options: {
  sizes: readonly number[];
  activations: readonly string[];
  rng: Random;
  initializer?: Initializer;
}): Network {
  const { sizes: n, rng, initializer = standard } = options;
  const g = checkArchitecture(n, options.activations);
  const layers = g.map((activation, index) => {
    const l = index + 1;
    const W = initializer.W.fill(rng, n[l], n[l - 1]); // (5.1)  W[l]: (n[l], n[l−1]), and dW[l] as large
    const b = initializer.b.fill(rng, n[l], 1); // (5.2)  b[l]: (n[l], 1), and db[l] as large
    return { W, b, activation };
  });
  return { layers };
}

/**
 * Every layer's Z[l] and A[l], from X (n[0] × m).
 * @throws ShapeError when X has not n[0] rows.
 */
export function forward(network: Network, X: Matrix<any, any>): Forward {
  checkInputs("forward", network, X);
  const caches: layer.Cache[] = [];
  let A = X;
  for (const l of network.layers) {
    const step = layer.forward(l, A);
    caches.push(step.cache);
    A = step.A; // (5.3)  Z[l], A[l]: (n[l], m)
  }
  return { A, caches };
}

/**
 * Every layer's dW[l] and db[l], in the order of the layers, from what `forward` left and the labels Y (n[L] × m).
 * @throws RangeError when loss and output activation don't go together, ShapeError when Y is not as large as A[L].
 */
export function backward(network: Network, { A, caches }: Forward, Y: Matrix<any, any>, loss: Loss): layer.Gradients[] {
  const { layers } = network;
  const L = layers.length;
  const output = layers[L - 1].activation;
  checkPair(loss, output);
  checkOutputs("backward", A, Y);
  let step =
    output.name === loss.partner
      ? layer.backwardFromZ(layers[L - 1], caches[L - 1], A.sub(Y)) // (5.12)  dZ[L] = A[L] − Y
      : layer.backward(layers[L - 1], caches[L - 1], loss.derivative(A, Y));
  const all: layer.Gradients[] = [step];
  for (let l = L - 1; l >= 1; l--) {
    step = layer.backward(layers[l - 1], caches[l - 1], step.dAprev);
    all.unshift(step);
  }
  return all;
}

/** One step of gradient descent: a new network; the old one stays as it is. alpha is the learning rate, above 0. */
// biome-ignore format: the equations stand in a column
export function update(network: Network, gradients: readonly layer.Gradients[], alpha: number): Network {
  const layers = network.layers.map(({ W, b, activation }, index) => {
    const { dW, db } = gradients[index];
    return {
      W: W.sub(dW.scale(alpha)),                        // (5.10) (1.16) (3.33)  W[l] ← W[l] − α dW[l]
      b: b.sub(db.scale(alpha)),                        // (5.11) (1.16) (3.33)  b[l] ← b[l] − α db[l]
      activation,
    };
  });
  return { layers };
}

/**
 * The classes that a network with sigmoid outputs gives to X (n[0] × m): n[L] × m zeros and ones.
 * @throws RangeError when the output is no sigmoid: of a softmax output `classOf` makes classes, and any other output is
 * the answer itself.
 */
export function predict(network: Network, X: Matrix<any, any>): Matrix<any, any> {
  checkInputs("predict", network, X);
  const output = network.layers[network.layers.length - 1].activation.name;
  if (output !== "sigmoid") {
    const instead = output === "softmax" ? "classOf(forward(network, X).A)" : "forward(network, X).A";
    throw new RangeError(`predict: classes need a sigmoid output, this one is ${output}; use ${instead}`);
  }
  return forward(network, X).A.map((a) => (a > 0.5 ? 1 : 0)); // (1.17)  1 if ŷ > 0.5
}

/** The cost J of the network on X and Y, without the rest of `forward`'s results. */
export function costOf(network: Network, X: Matrix<any, any>, Y: Matrix<any, any>, loss: Loss): number {
  const { A, caches } = forward(network, X);
  checkPair(loss, network.layers[network.layers.length - 1].activation);
  checkOutputs("costOf", A, Y);
  loss.checkLabels(Y);
  return loss.cost(caches[caches.length - 1].Z, A, Y);
}

/** n[0], n[1], …, n[L]. */
export function sizes({ layers }: Network): number[] {
  return [layers[0].W.cols, ...layers.map(({ W }) => W.rows)];
}

/** How many numbers the network learns: Σ n[l]·n[l−1] + n[l]. */
export function parameterCount({ layers }: Network): number {
  return layers.reduce((total, { W, b }) => total + W.data.length + b.data.length, 0);
}

/** @throws ShapeError unless X has n[0] rows, one sample a column. */
export function checkInputs(operation: string, network: Network, X: Matrix<any, any>): void {
  const inputs: number = network.layers[0].W.cols;
  if (X.rows === inputs) return;
  const fix = X.cols === inputs ? "; X.T would fit" : "";
  const need = `the network takes ${plural(inputs, "input")}`;
  throw new ShapeError(
    `${operation}: X is ${shapeText(X)}, but ${need}: it must be ${inputs}×m, one sample a column${fix}`,
  );
}

/** @throws ShapeError unless Y is as large as the network's output A[L]. */
export function checkOutputs(operation: string, A: Shape, Y: Shape): void {
  if (A.rows === Y.rows && A.cols === Y.cols) return;
  const fix = A.rows === Y.cols && A.cols === Y.rows ? "; Y.T would fit" : "";
  throw new ShapeError(
    `${operation}: Y is ${shapeText(Y)}, but the output is ${shapeText(A)}: they must be equally large${fix}`,
  );
}

/** The activations g[1] … g[L], found by their names, when sizes and names make a network. */
function checkArchitecture(n: readonly number[], names: readonly string[]): Activation[] {
  const said = `[${n.join(", ")}]`;
  if (n.length < 2 || n.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new RangeError(
      `createNetwork: sizes ${said}: at least two whole numbers from 1 up, for example [2, 3, 4, 1]`,
    );
  }
  if (names.length !== n.length - 1) {
    const counts = `${plural(names.length, "activation")} for ${plural(n.length - 1, "layer")}`;
    throw new RangeError(`createNetwork: ${counts}: sizes ${said} need one for each number but the first`);
  }
  return names.map(activation);
}
