/** Parts of matrices, stacks, reductions and comparisons, and what is said about those that don't fit. */
import { describe, expect, test } from "vitest";
import { type Matrix, ShapeError } from "../../src/engine/matrix";
import { matrix, ones, zeros } from "../../src/engine/matrix-constructors";
import { hstack, vstack } from "../../src/engine/matrix-stack";
import { seed } from "../../src/engine/random";

/** Sizes the compiler does not know, to get at the checks behind the types. */
const any = (rows: number, cols: number): Matrix<any, any> => zeros(rows, cols);
const refusal = (text: string) => new ShapeError(text);
const A = matrix([
  [1, 2, 3],
  [4, 5, 6],
]);

describe("parts", () => {
  test("row and column keep being matrices", () => {
    expect(A.row(1).toArray()).toEqual([[4, 5, 6]]);
    expect(A.column(2).toArray()).toEqual([[3], [6]]);
  });

  test("ranges leave out their end", () => {
    expect(A.rowRange(0, 1).toArray()).toEqual([[1, 2, 3]]);
    expect(A.columns(1, 3).toArray()).toEqual([
      [2, 3],
      [5, 6],
    ]);
  });

  test("one list shuffles samples and their labels alike", () => {
    const X = matrix([[10, 11, 12, 13]]);
    const Y = matrix([[0, 1, 2, 3]]);
    const order = seed(3).permutation(4);
    expect(X.pickColumns(order).toArray()).toEqual([order.map((j) => 10 + j)]);
    expect(X.pickColumns(order).sub(Y.pickColumns(order)).toArray()).toEqual([[10, 10, 10, 10]]);
  });

  test("lists may be typed arrays, and name a row twice", () => {
    expect(A.pickRows(Int32Array.of(1, 1)).toArray()).toEqual([
      [4, 5, 6],
      [4, 5, 6],
    ]);
  });

  test("a part is a copy", () => {
    const row = A.row(0);
    row.data[0] = 99;
    expect(A.at(0, 0)).toBe(1);
  });

  test("what does not exist is named, with what there is", () => {
    expect(() => A.row(2)).toThrow(new RangeError("row: a 2×3 matrix has no row 2 (rows go from 0 to 1)"));
    expect(() => A.column(-1)).toThrow(
      new RangeError("column: a 2×3 matrix has no column -1 (columns go from 0 to 2)"),
    );
    expect(() => A.rowRange(0, 3)).toThrow(
      new RangeError("rowRange: from 0 to 3 of a 2×3 matrix; whole numbers with 0 ≤ from < to ≤ 2"),
    );
    expect(() => A.rowRange(1, 1)).toThrow(
      new RangeError("rowRange: from 1 to 1 of a 2×3 matrix; whole numbers with 0 ≤ from < to ≤ 2"),
    );
    expect(() => A.pickColumns([0, 3])).toThrow(
      new RangeError("pickColumns: a 2×3 matrix has no column 3 (place 1 of 2 indices; columns go from 0 to 2)"),
    );
    expect(() => A.pickRows([0.5])).toThrow(
      new RangeError("pickRows: a 2×3 matrix has no row 0.5 (place 0 of 1 index; rows go from 0 to 1)"),
    );
    expect(() => A.pickRows([])).toThrow(
      new RangeError("pickRows: the list is empty; at least one row is needed: pickRows([0])"),
    );
  });
});

describe("stacks and reshape", () => {
  test("vstack puts matrices one under another, hstack side by side", () => {
    expect(vstack(A, A.row(0)).toArray()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [1, 2, 3],
    ]);
    expect(hstack(A, A.column(0), A.column(1)).toArray()).toEqual([
      [1, 2, 3, 1, 2],
      [4, 5, 6, 4, 5],
    ]);
    expect(vstack(A).equals(A)).toBe(true);
  });

  test("reshape keeps the numbers' order", () => {
    expect(A.reshape(3, 2).toArray()).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(A.reshape(3, 2).equals(A.T), "it is not the transpose").toBe(false);
  });

  test("what does not fit is said with the sizes and the fix", () => {
    expect(() => vstack(any(2, 3), any(1, 3), any(4, 1))).toThrow(
      refusal("vstack: the first is 2×3, number 3 is 4×1: all must have 3 columns"),
    );
    expect(() => vstack(any(2, 3), any(3, 1))).toThrow(
      refusal("vstack: the first is 2×3, number 2 is 3×1: all must have 3 columns (its transpose would fit)"),
    );
    expect(() => hstack(any(1, 3), any(2, 3))).toThrow(
      refusal("hstack: the first is 1×3, number 2 is 2×3: all must have 1 row"),
    );
    expect(() => hstack([A, A] as never)).toThrow(
      new TypeError("hstack: an array came; give the matrices one by one: hstack(A, B)"),
    );
    expect(() => A.reshape(2, 4)).toThrow(refusal("reshape: 2×3 has 6 numbers, 2×4 needs 8 (reshape(2, 3) would fit)"));
    expect(() => A.reshape(4, 4)).toThrow(refusal("reshape: 2×3 has 6 numbers, 4×4 needs 16"));
    expect(() => A.reshape(3, -1)).toThrow(
      refusal("reshape: 3×-1 is no size; rows and columns must be whole numbers from 1 up"),
    );
  });
});

describe("reductions", () => {
  const ties = matrix([
    [3, 7, 7],
    [3, 1, 7],
  ]);

  test("argmax takes the first of equals: the predicted class of each sample, down its column", () => {
    expect(ties.argmax()).toBe(1);
    expect(ties.argmax({ axis: 0 }).toArray()).toEqual([[0, 0, 0]]);
    expect(ties.argmax({ axis: 1 }).toArray()).toEqual([[1], [2]]);
    expect(matrix([[-Infinity, -Infinity]]).argmax()).toBe(0);
  });

  test("the first NaN wins in argmax, and max, min and maximum are NaN with it", () => {
    const row = matrix([[1, NaN, Infinity, NaN]]);
    expect(row.argmax()).toBe(1);
    expect([row.max(), row.min()]).toEqual([NaN, NaN]);
    expect(row.maximum(2).toArray()).toEqual([[2, NaN, Infinity, NaN]]);
    expect(
      matrix([[1, 2]])
        .maximum(NaN)
        .toArray(),
    ).toEqual([[NaN, NaN]]);
  });

  test("along an axis that does not exist is refused, by the operation's name", () => {
    expect(() => A.argmax({ axis: 2 as never })).toThrow(
      new RangeError("argmax: axis 2 does not exist; use { axis: 0 }, { axis: 1 } or nothing for the whole matrix"),
    );
    expect(() => A.mean(1 as never)).toThrow(
      new RangeError(
        "mean: axis undefined does not exist; use { axis: 0 }, { axis: 1 } or nothing for the whole matrix",
      ),
    );
  });
});

describe("element by element", () => {
  test("a plain number serves every number on the left", () => {
    expect(A.add(10).sub(1).times(2).div(4).toArray()).toEqual([
      [5, 5.5, 6],
      [6.5, 7, 7.5],
    ]);
  });

  test("accuracy is the mean of equalTo", () => {
    const yhat = matrix([[0.2, 0.9, 0.5, 0.7]]).greater(0.5);
    expect(yhat.toArray()).toEqual([[0, 1, 0, 1]]);
    expect(yhat.equalTo(matrix([[0, 1, 1, 1]])).mean()).toBe(0.75);
  });

  test("the two comparisons that hold at equality, and the one that does not", () => {
    const row = matrix([[1, 2, 3]]);
    expect(row.less(2).toArray()).toEqual([[1, 0, 0]]);
    expect(row.lessEqual(2).toArray()).toEqual([[1, 1, 0]]);
    expect(row.greaterEqual(2).toArray()).toEqual([[0, 1, 1]]);
  });

  test("sizes that do not fit are refused with the operation's own sign", () => {
    expect(() => any(3, 35).greater(any(4, 1))).toThrow(
      refusal("greater: 3×35 > 4×1: the right must be 3×35, 3×1, 1×35 or 1×1"),
    );
    expect(() => any(3, 1).maximum(any(3, 35))).toThrow(
      refusal(
        "maximum: 3×1 with 3×35: the right must be 3×1 or 1×1 (only the right side is stretched: put the larger matrix on the left)",
      ),
    );
  });

  test("power takes whole exponents only", () => {
    expect(A.power(2).equals(A.square())).toBe(true);
    expect(() => ones(2, 2).power(0.5)).toThrow(new RangeError("power: the exponent 0.5 is not a whole number"));
  });
});
