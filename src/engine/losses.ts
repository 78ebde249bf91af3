/** The lecture's losses. Each is one value that holds the cost and its derivative. */
import type { Activation } from "./activations";
import { softplus } from "./elementary";
import type { Matrix } from "./matrix";
import { ones } from "./matrix-constructors";

type Outputs = Matrix<any, any>;

/**
 * The mean over the samples (columns) of the outputs' terms.
 *
 * Order of the sum: one accumulator from +0 for each sample, terms in ascending output; and one from +0 for the samples,
 * in ascending order. The division by m comes last.
 */
function meanOverSamples(Y: Outputs, term: (i: number) => number): number {
  let total = 0;
  for (let j = 0; j < Y.cols; j++) {
    let sample = 0;
    for (let i = j; i < Y.data.length; i += Y.cols) sample += term(i);
    total += sample;
  }
  return total / Y.cols; // (1.7) (3.20)  J = (1/m) Σ L
}

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
  cost: (Z, _A, Y) => meanOverSamples(Y, (i) => softplus(Y.data[i] === 1 ? -Z.data[i] : Z.data[i])), // (1.6)  L = −(y log ŷ + (1−y) log(1−ŷ))
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
 * Categorical cross-entropy, for softmax outputs and one-hot labels: −log of what the sample's own class got. Lecture
 * 001 names it; equation 6.4.
 *
 * The cost is computed from Z, since −log ŷ = log Σ e^z_i − z: with the largest z taken out it is finite for any Z.
 */
export const categoricalCrossEntropy: Loss = {
  name: "categoricalCrossEntropy",
  partner: "softmax",
  accepts: (output) => output.name === "softmax",
  cost: (Z, _A, Y) => {
    const largest = Z.max({ axis: 0 });
    const logOfSum = Z.sub(largest).exp().sum({ axis: 0 }).log().data;
    return meanOverSamples(Y, (i) => {
      if (Y.data[i] === 0) return 0;
      const j = i % Y.cols;
      return Math.min(largest.data[j] - Z.data[i], Number.MAX_VALUE) + logOfSum[j]; // (6.4)  L = −Σ_k y_k log ŷ_k
    });
  },
  derivative: (A, Y) => Y.div(A).scale(-1),
  checkLabels: (Y) => {
    for (let j = 0; j < Y.cols; j++) {
      const label = Array.from({ length: Y.rows }, (_, k) => Y.data[k * Y.cols + j]);
      if (label.every((y) => y === 0 || y === 1) && label.filter((y) => y === 1).length === 1) continue;
      const said = label.length <= 12 ? `[${label.join(", ")}]` : "no such column";
      throw new RangeError(
        `categoricalCrossEntropy: the label of sample ${j} is ${said}; it must be one 1 and else 0, as oneHot(labels) makes it (samples count from 0)`,
      );
    }
  },
};

/**
 * Half the squared distance, summed over the outputs, for labels that are any numbers. Lecture 001, equations 1.5
 * and 1.7; lecture 004 adds L2 to it (4.14).
 */
export const squaredError: Loss = {
  name: "squaredError",
  partner: "linear",
  accepts: (output) => output.name !== "softmax",
  cost: (_Z, A, Y) => {
    const squares = A.sub(Y).square().data;
    return meanOverSamples(Y, (i) => squares[i]) / 2; // (1.5) (7.2)  J = (1/2m) Σ (ŷ−y)²
  },
  derivative: (A, Y) => A.sub(Y),
  checkLabels: () => {},
};

const ALL: readonly Loss[] = [crossEntropy, categoricalCrossEntropy, squaredError];

/**
 * The loss of that name.
 * @throws RangeError for a name that is none of the three.
 */
export function lossNamed(name: string): Loss {
  const found = ALL.find((one) => one.name === name);
  if (found) return found;
  throw new RangeError(`loss "${name}" is not known; use one of ${ALL.map((one) => one.name).join(", ")}`);
}

/**
 * Refuses a loss and an output activation that don't go together.
 * @throws RangeError, with what to use instead.
 */
export function checkPair(loss: Loss, output: Activation): void {
  if (loss.accepts(output)) return;
  const instead = ALL.find((one) => one.partner === output.name && one !== loss) ?? squaredError;
  const fix = `use a ${loss.partner} output, or ${instead.name}`;
  throw new RangeError(`${loss.name} does not go with a ${output.name} output; ${fix}`);
}
