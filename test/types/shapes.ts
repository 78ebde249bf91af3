/**
 * What TypeScript 7 refuses, checked by `tsc`: each line below a `@ts-expect-error` must be an error, and no other may be.
 * (test/types/shapes.test.ts holds the messages of the notebooks' compiler, TypeScript 5.0.4.)
 */
import type { Matrix } from "../../src/engine/matrix";
import { fromFlat, matrix, zeros } from "../../src/engine/matrix-constructors";
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
  // … while what is known of it still counts.
  // @ts-expect-error n×35 · 2×35
  zeros(n, 35).dot(X);
}
