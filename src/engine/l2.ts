/** L2 regularization: large weights cost something. Lecture 004; biases are left out, and λ is not divided by m. */
import type { Gradients } from "./layer";
import type { Network } from "./network";

/**
 * What L2 adds to the cost: (λ/2) Σ W².
 *
 * Order of the sum: one accumulator from +0 for each layer, squares row by row; and one from +0 for the layers, from 1 to
 * L. The factor λ/2 comes last.
 */
export function penalty({ layers }: Network, lambda: number): number {
  if (lambda === 0) return 0;
  const squares = layers.reduce((total, { W }) => total + W.square().sum(), 0);
  return (lambda / 2) * squares; // (4.10) (4.14)  J = … + (λ/2) Σ W²
}

/** The gradients of the cost with L2 in it, from those of the mean loss. */
export function withPenalty(
  gradients: readonly Gradients[],
  { layers }: Network,
  lambda: number,
): readonly Gradients[] {
  if (lambda === 0) return gradients;
  return gradients.map(({ dW, db }, index) => {
    const { W } = layers[index];
    return { dW: dW.add(W.scale(lambda)), db }; // (4.11)  dW[l] = δ[l] a[l−1]ᵀ + λW[l]
  });
}
