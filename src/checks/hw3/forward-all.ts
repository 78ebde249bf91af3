// biome-ignore-all format: the equations stand in columns
/** hw3 q2: the forward pass of a network of any depth. */
import { relu, sigmoid, tanh } from "../../engine/activations";
import type { Matrix } from "../../engine/matrix";
import type { Random } from "../../engine/random";
import type { Exercise, Mistake } from "../exercise";

type M = Matrix<any, any>;
interface Layer { W: M; b: M }

/** A[0] … A[L], each layer computed by `step` from the layer before; l counts from 1. */
function through(layers: Layer[], X: M, step: (layer: Layer, A: M, isOutput: boolean, l: number) => M): { A: M[] } {
  const A = [X];
  for (let l = 1; l <= layers.length; l++) A[l] = step(layers[l - 1], A[l - 1], l === layers.length, l);
  return { A };
}

const z = ({ W, b }: Layer, A: M) => W.dot(A).add(b);
const g = (isOutput: boolean, Z: M) => (isOutput ? sigmoid : tanh).g(Z);

function otherwise(name: string, hint: string, step: Parameters<typeof through>[2]): Mistake {
  return { name, hint, solve: (layers: Layer[], X: M) => through(layers, X, step) };
}

export const forwardAll: Exercise = {
  call: "forwardAll(layers, X)",
  // three, two and one layer; Z is about 1 in size: tanh and σ are bent there, but not flat
  inputs: (rng) => [
    [drawn(rng, [2, 3, 4, 1]), rng.randn(2, 5)],
    [drawn(rng, [3, 4, 2]), rng.randn(3, 6)],
    [drawn(rng, [2, 1]), rng.randn(2, 4)],
  ],
  solve: (layers: Layer[], X: M) => through(layers, X, (layer, A, isOutput) => g(isOutput, z(layer, A))),
  mistakes: [
    otherwise("without b", "Z[l] = W[l]A[l−1] + b[l] (5.4).", ({ W }, A, isOutput) => g(isOutput, W.dot(A))),
    otherwise("with b taken away", "Z[l] = W[l]A[l−1] + b[l] (5.4).", ({ W, b }, A, isOutput) => g(isOutput, W.dot(A).sub(b))),
    otherwise(
      "with b added after the activation", "The bias belongs inside Z, and only there (5.4).",
      ({ W, b }, A, isOutput) => g(isOutput, W.dot(A)).add(b),
    ),
    otherwise("with tanh in the output layer, too", "ŷ is to lie between 0 and 1.", (layer, A) => tanh.g(z(layer, A))),
    otherwise("with the sigmoid in the hidden layers, too", "The hidden layers of the program have tanh.", (layer, A) => sigmoid.g(z(layer, A))),
    otherwise(
      "with ReLU in the hidden layers", "The hidden layers of the program have tanh.",
      (layer, A, isOutput) => (isOutput ? sigmoid : relu).g(z(layer, A)),
    ),
    otherwise(
      "without an activation in the output layer", "Z[L] can be any number; A[L] = g[L](Z[L]) (5.5).",
      (layer, A, isOutput) => (isOutput ? z(layer, A) : tanh.g(z(layer, A))),
    ),
    otherwise(
      "without an activation in the hidden layers", "A[l] = g[l](Z[l]) (5.5); without g all layers are one linear layer (3.19).",
      (layer, A, isOutput) => (isOutput ? sigmoid.g(z(layer, A)) : z(layer, A)),
    ),
    otherwise(
      "without an activation in layer 1", "Every layer has an activation (5.5), the first one, too.",
      (layer, A, isOutput, l) => (l === 1 && !isOutput ? z(layer, A) : g(isOutput, z(layer, A))),
    ),
    otherwise(
      "with tanh and then the sigmoid in the output layer", "Each layer has one activation.",
      (layer, A, isOutput) => (isOutput ? sigmoid.g(tanh.g(z(layer, A))) : tanh.g(z(layer, A))),
    ),
    otherwise(
      "with classes in place of ŷ", "The network's answer is a number between 0 and 1; classes come later, for the plot.",
      (layer, A, isOutput) => (isOutput ? sigmoid.g(z(layer, A)).greater(0.5) : tanh.g(z(layer, A))),
    ),
    {
      name: "without A[0]",
      hint: "A[0] is the input X; then layer l stands in place l.",
      solve: (layers: Layer[], X: M) => ({ A: rightly(layers, X).slice(1) }),
    },
    {
      name: "without the output layer",
      hint: "Layers are counted from 1 to L, and L is one of them.",
      solve: (layers: Layer[], X: M) => ({ A: rightly(layers, X).slice(0, -1) }),
    },
    {
      name: "with the output alone",
      hint: "All layers are asked for: a list of A[0], A[1], …, A[L].",
      solve: (layers: Layer[], X: M) => ({ A: rightly(layers, X).slice(-1) }),
    },
  ],
  tolerance: 1e-12, // measured: sums in the other order 5e-16, tanh made of exponentials 1e-15
  refused: ["createNetwork", "forward", "layer", "predict"],
};

function rightly(layers: Layer[], X: M): M[] {
  return (forwardAll.solve(layers, X) as { A: M[] }).A;
}

function drawn(rng: Random, sizes: number[]): Layer[] {
  const away = (rows: number, cols: number) => rng.uniform(-1, 1, rows, cols).map((x) => x + (x < 0 ? -0.2 : 0.2));
  return sizes.slice(1).map((n, i) => ({ W: away(n, sizes[i]), b: away(n, 1) }));
}
