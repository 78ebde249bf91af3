// biome-ignore-all format: the equations stand in columns
/** hw0: forward, cost, backward and update for one hidden layer, as pure functions. */
import { sigmoid, tanh } from "../engine/activations";
import type { Matrix } from "../engine/matrix";
import type { Random } from "../engine/random";
import type { Exercises } from "./exercise";

type M = Matrix<any, any>;
interface Parameters { W1: M; b1: M; W2: M; b2: M }

export const hw0WarmUp: Exercises = {
  q1: {
    call: "forward(parameters, X)",
    inputs: (rng) => [2, 5].map((m) => [parameters(rng), rng.randn(2, m)]),
    solve: ({ W1, b1, W2, b2 }: Parameters, X: M) => {
      const Z1 = W1.dot(X).add(b1);
      const A1 = tanh.g(Z1);
      const Z2 = W2.dot(A1).add(b2);
      return { Z1, A1, Z2, A2: sigmoid.g(Z2) };
    },
    mistakes: [
      {
        name: "without b[1]",
        hint: "Every unit of layer 1 has a bias, which is added to each sample's column.",
        solve: ({ W1 }: Parameters, X: M) => ({ Z1: W1.dot(X) }),
      },
    ],
    tolerance: 1e-12,
    refused: ["layer", "forward", "backward", "train", "createNetwork"],
  },
};

function parameters(rng: Random): Parameters {
  return { W1: rng.randn(3, 2), b1: rng.randn(3, 1), W2: rng.randn(1, 3), b2: rng.randn(1, 1) };
}
