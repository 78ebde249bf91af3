/** Cells that the compilers are asked about: what each refuses, word for word, and what it must accept. */

/** What stands before every cell; `src` is where it is imported from. */
export const prelude = (src: string): string => `
import { fromFlat, matrix, zeros } from "${src}/engine/matrix-constructors";
import { hstack, vstack } from "${src}/engine/matrix-stack";
import { seed } from "${src}/engine/random";
import { createNetwork } from "${src}/engine/network";
import { planar35 } from "${src}/node/read-dataset";
const rng = seed(1);
const W1 = rng.randn(3, 2), W2 = rng.randn(4, 2), X = zeros(2, 35), Z1 = W1.dot(X), b1 = zeros(3, 1);
`;

/** The first line of what both compilers say. */
export const REFUSED: Record<string, string> = {
  "W2.dot(Z1)": "Argument of type 'Matrix<3, 35>' is not assignable to parameter of type 'Matrix<2, 35>'.",
  "Z1.add(zeros(4, 1))":
    "Argument of type 'Matrix<4, 1>' is not assignable to parameter of type 'number | Matrix<1 | 3, 1 | 35>'.",
  "Z1.times(Z1.T)":
    "Argument of type 'Matrix<35, 3>' is not assignable to parameter of type 'number | Matrix<1 | 3, 1 | 35>'.",
  "Z1.sub(b1.T)":
    "Argument of type 'Matrix<1, 3>' is not assignable to parameter of type 'number | Matrix<1 | 3, 1 | 35>'.",
  "zeros(X.rows as number, 35).dot(X)":
    "Argument of type 'Matrix<2, 35>' is not assignable to parameter of type 'Matrix<35, 35>'.",
  "W1.dot(planar35().Y)": "Argument of type 'Matrix<1, 35>' is not assignable to parameter of type 'Matrix<2, 35>'.",
  "Z1.maximum(b1.T)":
    "Argument of type 'Matrix<1, 3>' is not assignable to parameter of type 'number | Matrix<1 | 3, 1 | 35>'.",
  "Z1.greater(zeros(4, 1))":
    "Argument of type 'Matrix<4, 1>' is not assignable to parameter of type 'number | Matrix<1 | 3, 1 | 35>'.",
  "Z1.equals(Z1.T)": "Argument of type 'Matrix<35, 3>' is not assignable to parameter of type 'Matrix<3, 35>'.",
  "Z1.sum({ axis: 1 }).add(Z1)":
    "Argument of type 'Matrix<3, 35>' is not assignable to parameter of type 'number | Matrix<1 | 3, 1>'.",
  "Z1.mean({ axis: 2 })": "No overload matches this call.",
  "W1.row(0).dot(b1)": "Argument of type 'Matrix<3, 1>' is not assignable to parameter of type 'Matrix<2, 1>'.",
  "W1.dot(X.pickColumns([0, 2, 5])).add(zeros(4, 1))":
    "Argument of type 'Matrix<4, 1>' is not assignable to parameter of type 'number | Matrix<1 | 3, 1 | 3>'.",
  "W2.dot(X.pickRows([0, 1, 1]))":
    "Argument of type 'Matrix<3, 35>' is not assignable to parameter of type 'Matrix<2, 35>'.",
  "W1.dot(X.rowRange(0, 2)).add(zeros(3, 2))":
    "Argument of type 'Matrix<3, 2>' is not assignable to parameter of type 'number | Matrix<1 | 3, 1 | 35>'.",
  "W1.columns(0, 1).add(zeros(4, 1))":
    "Argument of type 'Matrix<4, 1>' is not assignable to parameter of type 'number | Matrix<1 | 3, any>'.",
  "W1.reshape(2, 3).dot(X)": "Argument of type 'Matrix<2, 35>' is not assignable to parameter of type 'Matrix<3, 35>'.",
  "vstack(W1, b1)": "Argument of type 'Matrix<3, 1>' is not assignable to parameter of type 'Matrix<any, 2>'.",
  "vstack(X, zeros(1, 35), zeros(1, 34))":
    "Argument of type 'Matrix<1, 34>' is not assignable to parameter of type 'Matrix<any, 35>'.",
  "hstack(W1, W2)": "Argument of type 'Matrix<4, 2>' is not assignable to parameter of type 'Matrix<3, any>'.",
  "vstack(X, Z1).dot(X)": "Argument of type 'Matrix<2, 35>' is not assignable to parameter of type 'Matrix<35, 35>'.",
  'W1.add("1")': "Argument of type 'string' is not assignable to parameter of type 'number | Matrix<1 | 3, 1 | 2>'.",
  "rng.randn(3)": "No overload expects 1 arguments, but overloads do exist that expect either 0 or 2 arguments.",
  'matrix([["1"]])': "Type 'string' is not assignable to type 'number'.",
};

export const ACCEPTED = [
  "W1.dot(X).add(b1).sub(Z1).times(zeros(1, 35)).div(zeros(1, 1))",
  "const sizes = [2, 3, 1]; rng.randn(sizes[1], sizes[0]).dot(X).add(b1)",
  "let n = 7; zeros(n, 35).dot(zeros(35, 1)).add(zeros(n, 1))",
  "const n = X.cols as number; W1.dot(zeros(2, n)).add(b1)",
  "const rows: number[][] = [[1, 2]]; matrix(rows).dot(X)",
  "const { X, Y } = planar35(); W1.dot(X).sum({ axis: 0 }).sub(Y)",
  "Z1.add(1).sub(0.5).times(X.cols).div(Math.sqrt(2)).maximum(0).greater(b1).equalTo(1)",
  "const mean = X.mean({ axis: 1 }); X.sub(mean).div(X.sub(mean).square().mean({ axis: 1 }).sqrt())",
  "const best: number = Z1.argmax(), class_: 1 = Z1.argmax({ axis: 0 }).rows; Z1.max({ axis: 0 }).dot(X.T)",
  "W1.dot(X.pickColumns(rng.permutation(X.cols))).add(b1); W1.dot(X.columns(0, 30)).add(b1)",
  "const a: 3 = X.pickColumns([0, 2, 5]).cols; X.pickColumns(new Int32Array(4)).add(zeros(2, 4))",
  "hstack(X, X.columns(0, 5)).sub(X.mean({ axis: 1 })); vstack(X, Z1, X.row(0)).dot(X.T)",
  "const n = X.cols as number; hstack(zeros(n, 2), W1); hstack(W1, zeros(n, 2)); vstack(zeros(2, n), X)",
  "const n = X.cols as number; X.reshape(n, 1).add(zeros(n, 1)).exp().log().abs().power(2)",
  'createNetwork({ sizes: [2, 3, 1], activations: ["tanh", "sigmoid"], rng }).layers[0].W.dot(X)',
];
