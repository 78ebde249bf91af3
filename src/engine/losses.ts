/** The lecture's losses. Each is one value that holds the cost and its derivative. */
import type { Activation } from "./activations";
import { softplus } from "./elementary";
import type { Matrix } from "./matrix";
import { ones } from "./matrix-constructors";

type Outputs = Matrix<any, any>;

/** A loss, and the cost J, its mean over the samples. Z, A and Y are n[L] × m: one sample a column. */
export interface Loss {
  readonly name: string;
  /** The output activation with which dZ[L] is A[L] − Y (5.12). */
  readonly partner: string;
  /** Whether it may be used with this output activation. */
  accepts(output: Activation): boolean;
  /** J, a number without unit, from the output's Z and A and the labels Y. */
  cost(Z: Outputs, A: Outputs, Y: Outputs): number;
  /** dA[L], n[L] × m: the derivative of each sample's loss (the mean's 1/m comes with dW and db). */
  derivative(A: Outputs, Y: Outputs): Outputs;
  /** @throws RangeError for labels that this loss has no meaning for. */
  checkLabels(Y: Outputs): void;
}

/**
 * Binary cross-entropy, for sigmoid outputs and labels 0 or 1. Lecture 001, equation 1.6; 000, equation 3.20.
 *
 * The cost is computed from Z, since −log σ(z) = log(1 + e⁻ᶻ): where a rounds to 0 or 1, log 0 would make it NaN.
 */
export const crossEntropy: Loss = {
  name: "crossEntropy",
  partner: "sigmoid",
  accepts: (output) => output.name === "sigmoid",
  cost: (Z, _A, Y) => {
    const z = Z.data;
    const y = Y.data;
    let total = 0;
    for (let i = 0; i < z.length; i++) {
      total += softplus(y[i] === 1 ? -z[i] : z[i]); // (1.6)  L = −(y log ŷ + (1−y) log(1−ŷ))
    }
    return total / Y.cols; // (1.7) (3.20)  J = (1/m) Σ L
  },
  derivative: (A, Y) => {
    const one = ones(Y.rows, Y.cols);
    return one.sub(Y).div(one.sub(A)).sub(Y.div(A)); // (5.13)  dA = −Y/A + (1−Y)/(1−A)
  },
  checkLabels: (Y) => {
    const i = Y.data.findIndex((y) => y !== 0 && y !== 1);
    if (i < 0) return;
    const where = `sample ${i % Y.cols}${Y.rows > 1 ? `, output ${Math.floor(i / Y.cols)}` : ""}`;
    throw new RangeError(
      `crossEntropy: the label of ${where} is ${Y.data[i]}; it must be 0 or 1 (samples count from 0)`,
    );
  },
};

/**
 * Half the squared distance, summed over the outputs, for labels that are any numbers. Lecture 001, equations 1.5
 * and 1.7; lecture 004 adds L2 to it (4.14).
 */
export const squaredError: Loss = {
  name: "squaredError",
  partner: "linear",
  accepts: () => true,
  cost: (_Z, A, Y) => {
    const difference = A.sub(Y);
    return difference.times(difference).sum() / (2 * Y.cols); // (1.5) (1.7) (7.2)  J = (1/2m) Σ (ŷ−y)²
  },
  derivative: (A, Y) => A.sub(Y),
  checkLabels: () => {},
};

/**
 * Refuses a loss and an output activation that don't go together.
 * @throws RangeError, with what to use instead.
 */
export function checkPair(loss: Loss, output: Activation): void {
  if (loss.accepts(output)) return;
  const fix = `use a ${loss.partner} output, or squaredError`;
  throw new RangeError(`${loss.name} does not go with a ${output.name} output; ${fix}`);
}
