/**
 * What TypeScript 7 refuses, checked by `tsc`: each line below a `@ts-expect-error` must be an error, and no other may be.
 * (test/types/shapes.test.ts holds the messages, and asks the notebooks' compiler, TypeScript 5.0.4, too.)
 */
import type { Matrix } from "../../src/engine/matrix";
import { fromFlat, matrix, zeros } from "../../src/engine/matrix-constructors";
import { hstack, vstack } from "../../src/engine/matrix-stack";
import { seed } from "../../src/engine/random";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <_A, _B>(_yes: Same<_A, _B>): void => {};

export function shapes(n: number): void {
  const rng = seed(1);
  const W1 = rng.randn(3, 2);
  const W2 = rng.randn(4, 2);
  const X = zeros(2, 35);
  const Z1 = W1.dot(X);
  const b1 = zeros(3, 1);

  same<typeof Z1, Matrix<3, 35>>(true);
  same<typeof W1.T, Matrix<2, 3>>(true);
  const column = Z1.sum({ axis: 1 });
  same<typeof column, Matrix<3, 1>>(true);
  const row = Z1.sum({ axis: 0 });
  same<typeof row, Matrix<1, 35>>(true);
  const fromRows = matrix([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  same<typeof fromRows, Matrix<2, 3>>(true);
  const means = X.mean({ axis: 1 });
  same<typeof means, Matrix<2, 1>>(true);
  const classes = Z1.argmax({ axis: 0 });
  same<typeof classes, Matrix<1, 35>>(true);
  const largest = Z1.max();
  same<typeof largest, number>(true);
  const right = Z1.greater(0.5).equalTo(b1).exp();
  same<typeof right, Matrix<3, 35>>(true);
  const sample = X.column(0);
  same<typeof sample, Matrix<2, 1>>(true);
  const three = X.pickColumns([0, 2, 5]);
  same<typeof three, Matrix<2, 3>>(true);
  const flat = W1.reshape(1, 6);
  same<typeof flat, Matrix<1, 6>>(true);
  // Where the compiler can't know one size, it keeps the other.
  const batch = X.columns(0, 10);
  same<typeof batch, Matrix<2, any>>(true);
  const top = Z1.rowRange(0, 2);
  same<typeof top, Matrix<any, 35>>(true);
  const shuffled = X.pickColumns(rng.permutation(X.cols));
  same<typeof shuffled, Matrix<2, any>>(true);
  const stacked = vstack(X, Z1);
  same<typeof stacked, Matrix<any, 35>>(true);
  const beside = hstack(W1, b1);
  same<typeof beside, Matrix<3, any>>(true);

  // @ts-expect-error 4×2 · 3×35
  W2.dot(Z1);
  // @ts-expect-error 3×35 + 4×1: the typical mistake, another layer's b
  Z1.add(zeros(4, 1));
  // @ts-expect-error 3×35 ∘ 35×3
  Z1.times(Z1.T);
  // @ts-expect-error 3×35 − 1×3: a row where a column belongs
  Z1.sub(b1.T);
  // @ts-expect-error there is no third axis
  Z1.sum({ axis: 2 });

  // @ts-expect-error a plain number, a matrix, but no array
  Z1.add([1, 2, 3]);
  // @ts-expect-error 3×35 > 4×1
  Z1.greater(zeros(4, 1));
  // @ts-expect-error 3×2 over 3×1: they have to be side by side
  vstack(W1, b1);
  // @ts-expect-error 3×2 beside 4×2: they have to be one over the other
  hstack(W1, W2);
  // @ts-expect-error a picked row is 1×2, no 1×35
  X.row(0).add(W1.row(0));

  // A column, a row, a single number are stretched.
  Z1.add(b1).sub(row).times(zeros(1, 1)).div(column);

  // A size that is known only as `number` gets in nobody's way.
  const sizes = [2, 3, 1];
  rng.randn(sizes[1], sizes[0]).dot(X).add(b1);
  zeros(n, 35).dot(zeros(35, 1)).add(zeros(n, 1));
  W1.dot(zeros(n, X.cols));
  fromFlat(n, n, []).T.dot(W2);
  const data: number[][] = [[1, 2]];
  matrix(data).dot(X);
  hstack(zeros(n, 2), W1, fromFlat(n, n, []));
  vstack(zeros(2, n), X).reshape(n, n).pickRows([n, n]).add(1);
  // … while what is known of it still counts.
  // @ts-expect-error n×35 · 2×35
  zeros(n, 35).dot(X);
}
