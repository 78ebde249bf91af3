/** The lecture's activations. Each is one value that holds the function and its derivative. */
import { tanh as hyperbolicTangent, logistic } from "./elementary";
import type { Matrix } from "./matrix";

/** An activation A = g(Z) on matrices of any size: element by element, but for softmax, which looks at whole columns. */
export interface Activation {
  readonly name: string;
  /** A = g(Z), as large as Z. */
  g<R extends number, C extends number>(Z: Matrix<R, C>): Matrix<R, C>;
  /** g′(Z), as large as Z; A = g(Z) comes along, since some derivatives are simpler in A. */
  derivative<R extends number, C extends number>(Z: Matrix<R, C>, A: Matrix<R, C>): Matrix<R, C>;
}

/** σ, for outputs between 0 and 1. Lecture 001, equation 1.4; 003, equation 3.11. */
export const sigmoid: Activation = {
  name: "sigmoid",
  g: (Z) => Z.map(logistic), // (1.4)  σ(z) = 1/(1 + e⁻ᶻ)
  derivative: (_Z, A) => A.map((a) => a * (1 - a)), // (3.11)  σ′ = a(1 − a)
};

/** tanh, between −1 and 1 with mean near 0. Lecture 003, equations 3.12 and 3.13. */
export const tanh: Activation = {
  name: "tanh",
  g: (Z) => Z.map(hyperbolicTangent), // (3.12)  a = (eᶻ − e⁻ᶻ)/(eᶻ + e⁻ᶻ)
  derivative: (_Z, A) => A.map((a) => 1 - a * a), // (3.13)  tanh′ = 1 − a²
};

/** The rectified linear unit. Its slope at 0 is taken as 0 (lecture 004). Lecture 003, equations 3.14 and 3.15. */
export const relu: Activation = {
  name: "relu",
  g: (Z) => Z.map((z) => (z > 0 || Number.isNaN(z) ? z : 0)), // (3.14)  a = max(0, z)
  derivative: (Z) => Z.map((z) => (z > 0 ? 1 : 0)), // (3.15)  ReLU′ = 1 for z > 0, else 0
};

/** ReLU with a small slope on the left; 0.01 at 0 too. Lecture 003, equations 3.16 and 3.17. */
export const leakyRelu: Activation = {
  name: "leakyRelu",
  g: (Z) => Z.map((z) => (z > 0 ? z : 0.01 * z)), // (3.16)  a = max(0.01 z, z)
  derivative: (Z) => Z.map((z) => (z > 0 ? 1 : 0.01)), // (3.17)  1 for z > 0, else 0.01
};

/** g(z) = z, for outputs that may be any number. Lecture 003, equation 3.18. */
export const linear: Activation = {
  name: "linear",
  g: (Z) => Z, // (3.18)  a = z, its derivative is 1
  derivative: (Z) => Z.map(() => 1),
};

/**
 * Softmax, for outputs that choose one of K classes: in every column the numbers are above 0 and sum to 1. The column's
 * largest z is taken out first, so that nothing overflows. It has no element-wise derivative, since each output
 * depends on every z of its column; with categoricalCrossEntropy dZ is A − Y (5.12). Equation 6.3.
 *
 * Order of the sum: one accumulator from +0 for each column, classes in ascending order.
 */
export const softmax: Activation = {
  name: "softmax",
  g: (Z) => {
    const E = Z.sub(Z.max({ axis: 0 })).exp();
    return E.div(E.sum({ axis: 0 })); // (6.3)  a_k = e^z_k / Σ_i e^z_i
  },
  derivative: () => {
    throw new RangeError(
      "softmax has no derivative element by element; use it as the output, with categoricalCrossEntropy",
    );
  },
};

const ALL: readonly Activation[] = [sigmoid, tanh, relu, leakyRelu, linear, softmax];

/**
 * The activation of that name.
 * @throws RangeError for a name that is none of the six.
 */
export function activation(name: string): Activation {
  const found = ALL.find((one) => one.name === name);
  if (found) return found;
  throw new RangeError(`activation "${name}" is not known; use one of ${ALL.map((one) => one.name).join(", ")}`);
}
