import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Matrix, ShapeError } from "../../src/engine/matrix";
import { eye, fromFlat, full, matrix, ones, zeros } from "../../src/engine/matrix-constructors";
import { seed } from "../../src/engine/random";
import { fixture } from "./bits";

/** Sizes the compiler does not know, to get at the checks behind the types. */
const any = (rows: number, cols: number): Matrix<any, any> => zeros(rows, cols);
const refusal = (text: string) => new ShapeError(text);

describe("the same as NumPy, to the last bits", () => {
  const reference = fixture("matrices");
  const rng = seed(12);
  const A = rng.randn(4, 3);
  const B = rng.randn(3, 5);
  const C = rng.randn(4, 3);
  const column = C.columns(0, 1) as Matrix<4, 1>;
  const row = fromFlat(1, 3, C.data.subarray(0, 3));
  const near = (ours: Matrix<any, any>, name: string) => expect(ours.equals(matrix(reference[name]), 1e-15)).toBe(true);

  test("product, sum, difference, element-wise product and quotient, transpose", () => {
    near(A.dot(B), "A·B");
    near(A.add(C), "A + C");
    near(A.sub(C), "A - C");
    near(A.times(C), "A * C");
    near(A.div(C), "A / C");
    near(A.T, "T");
  });

  test("a column or a row on the right is stretched", () => {
    near(A.add(column), "A + column");
    near(A.add(row), "A + row");
    expect(A.add(full(1, 1, 2)).equals(A.map((x) => x + 2))).toBe(true);
  });

  test("sums over all, down the rows, along the columns", () => {
    expect(A.sum()).toBeCloseTo(reference.sum, 14);
    near(A.sum({ axis: 0 }), "sum 0");
    near(A.sum({ axis: 1 }), "sum 1");
  });
});

describe("the order of every sum", () => {
  // 2⁵³ + 1 + 1 − 2⁵³ is 0 one term at a time from the left, 2 in the opposite order.
  const terms = [9007199254740992, 1, 1, -9007199254740992];

  test("is ascending, with one accumulator: in dot, in totals and along both axes", () => {
    const row = fromFlat(1, 4, terms);
    expect(row.sum()).toBe(0);
    expect(row.sum({ axis: 1 }).at(0, 0)).toBe(0);
    expect(row.T.sum({ axis: 0 }).at(0, 0)).toBe(0);
    expect(row.dot(ones(4, 1)).at(0, 0)).toBe(0);
    expect(fromFlat(1, 4, [...terms].reverse()).sum()).toBe(2);
  });

  test("starts at +0, and rounds each product before it is added", () => {
    expect(Object.is(fromFlat(1, 1, [-0]).sum(), 0)).toBe(true);
    expect(Object.is(fromFlat(1, 1, [-0]).dot(ones(1, 1)).at(0, 0), 0)).toBe(true);
    const x = 1 + 2 ** -30; // x·x − RN(x·x) would be 2⁻⁶⁰ with a fused multiply-add
    expect(
      matrix([[-(x * x), x]])
        .dot(matrix([[1], [x]]))
        .at(0, 0),
    ).toBe(0);
  });

  test("dot is the plain triple loop, whatever the sizes, the rows' loop order included", () => {
    const size = fc.integer({ min: 1, max: 7 });
    fc.assert(
      fc.property(size, size, size, fc.integer({ min: 0, max: 1e6 }), (r, k, c, s) => {
        const rng = seed(s);
        const A = rng.randn(r, k);
        const B = rng.randn(k, c);
        const expected = A.toArray().map((row) =>
          Array.from({ length: c }, (_, j) => row.reduce((sum, a, n) => sum + a * B.at(n, j), 0)),
        );
        return A.dot(B).equals(matrix(expected));
      }),
    );
  });
});

test("nothing changes an operand", () => {
  const A = matrix([[1, 2], [3, 4]]); // biome-ignore format: rows under each other are not needed here
  const B = matrix([[5], [6]]);
  A.dot(B);
  A.add(B)
    .sub(B)
    .times(B)
    .div(B)
    .scale(3)
    .map((x) => -x);
  A.T.sum({ axis: 0 });
  expect([A.toArray(), B.toArray()]).toEqual([
    [
      [1, 2],
      [3, 4],
    ],
    [[5], [6]],
  ]);
});

test("matrices cut from the same buffer do not overlap, and start at zero", () => {
  const many = Array.from({ length: 500 }, (_, i) => matrix([[i, i]]).scale(1));
  many.forEach((M, i) => {
    expect(M.toArray()).toEqual([[i, i]]);
  });
  expect(zeros(2, 3).dot(zeros(3, 300)).sum()).toBe(0);
  expect(ones(40, 40).dot(ones(40, 40)).sum()).toBe(64000);
});

describe("what does not fit is refused in one line", () => {
  test("dot says both sizes, and the transposition that would fit", () => {
    expect(() => any(5, 2).dot(any(60, 2))).toThrow(
      refusal("dot: 5×2 · 60×2: the left has 2 columns, the right has 60 rows (A.dot(B.T) would be 5×60)"),
    );
    expect(() => any(3, 35).dot(any(3, 4))).toThrow(
      refusal("dot: 3×35 · 3×4: the left has 35 columns, the right has 3 rows (A.T.dot(B) would be 35×4)"),
    );
    expect(() => any(2, 35).dot(any(3, 2))).toThrow(
      refusal("dot: 2×35 · 3×2: the left has 35 columns, the right has 3 rows (B.dot(A) would be 3×35)"),
    );
    expect(() => any(1, 1).dot(any(3, 2))).toThrow(
      refusal("dot: 1×1 · 3×2: the left has 1 column, the right has 3 rows (no transposition of either fits)"),
    );
  });

  test("element-wise operations say what the right may be", () => {
    expect(() => any(3, 35).add(any(4, 1))).toThrow(
      refusal("add: 3×35 + 4×1: the right must be 3×35, 3×1, 1×35 or 1×1"),
    );
    expect(() => any(3, 35).sub(any(35, 3))).toThrow(
      refusal("sub: 3×35 − 35×3: the right must be 3×35, 3×1, 1×35 or 1×1 (B.T would fit)"),
    );
    expect(() => any(3, 1).times(any(3, 35))).toThrow(
      refusal(
        "times: 3×1 ∘ 3×35: the right must be 3×1 or 1×1 (only the right side is stretched: put the larger matrix on the left)",
      ),
    );
    expect(() => any(1, 1).div(any(2, 2))).toThrow(
      refusal(
        "div: 1×1 / 2×2: the right must be 1×1 (only the right side is stretched: put the larger matrix on the left)",
      ),
    );
  });

  test("ragged rows, empty matrices, and what is no number", () => {
    expect(() => matrix([[1, 2], [3]])).toThrow(
      refusal("matrix: row 1 has 1 number, row 0 has 2; all rows must be equally long"),
    );
    const empty = refusal("matrix: it is empty; at least one row with one number is needed: matrix([[0]])");
    expect(() => matrix([])).toThrow(empty);
    expect(() => matrix([[]])).toThrow(empty);
    expect(() => matrix([[1, "2" as never]])).toThrow(new TypeError('matrix: row 0, column 1 is "2", not a number'));
    expect(() => zeros(0, 3)).toThrow(
      refusal("zeros: 0×3 is no size; rows and columns must be whole numbers from 1 up"),
    );
    expect(() => full(2, 1.5, 0)).toThrow(
      refusal("full: 2×1.5 is no size; rows and columns must be whole numbers from 1 up"),
    );
    expect(() => fromFlat(2, 2, [1, 2, 3])).toThrow(refusal("fromFlat: 3 numbers came, a 2×2 matrix needs 4"));
  });

  test("places that do not exist", () => {
    expect(() => any(2, 3).at(2, 0)).toThrow(
      new RangeError("at: a 2×3 matrix has no row 2, column 0 (rows go from 0 to 1, columns from 0 to 2)"),
    );
    expect(() => any(2, 3).columns(1, 4)).toThrow(
      new RangeError("columns: from 1 to 4 of a 2×3 matrix; whole numbers with 0 ≤ from < to ≤ 3"),
    );
    expect(() => any(2, 3).equals(any(3, 2))).toThrow(
      refusal("equals: 2×3 and 3×2: only matrices of one size can be compared"),
    );
    expect(() => any(2, 3).sum({ axis: 2 as never })).toThrow(
      new RangeError("sum: axis 2 does not exist; use { axis: 0 }, { axis: 1 } or nothing for the whole matrix"),
    );
  });

  test("a ShapeError is told from others by its name, since classes are new after a reload", () => {
    expect(() => any(1, 2).dot(any(3, 4))).toThrow(expect.objectContaining({ name: "ShapeError" }));
  });
});

test("columns picks samples, and equals takes a tolerance but never NaN", () => {
  const A = matrix([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(A.columns(1, 3).toArray()).toEqual([
    [2, 3],
    [5, 6],
  ]);
  expect(eye(2).dot(A).equals(A)).toBe(true);
  expect(A.equals(A.map((x) => x + 1e-9))).toBe(false);
  expect(
    A.equals(
      A.map((x) => x + 1e-9),
      1e-8,
    ),
  ).toBe(true);
  expect(matrix([[NaN]]).equals(matrix([[NaN]]), 1)).toBe(false);
});
