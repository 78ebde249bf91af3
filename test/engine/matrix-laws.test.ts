/** Laws that hold for matrices of every size, tried on random ones; and the documented order of every sum. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Matrix } from "../../src/engine/matrix";
import { eye, fromFlat } from "../../src/engine/matrix-constructors";
import { hstack, vstack } from "../../src/engine/matrix-stack";
import { seed } from "../../src/engine/random";

type Any = Matrix<any, any>;

const size = fc.integer({ min: 1, max: 8 });
const number = fc.oneof(
  fc.double({ noDefaultInfinity: true, noNaN: true, min: -1e6, max: 1e6 }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, -0, 1e-300, 1e300),
);
/** Also what is no ordinary number. */
const special = fc.oneof({ weight: 4, arbitrary: number }, fc.constantFrom(NaN, Infinity, -Infinity));

const sized = (rows: number, cols: number, one = number): fc.Arbitrary<Any> =>
  fc.array(one, { minLength: rows * cols, maxLength: rows * cols }).map((data) => fromFlat(rows, cols, data) as Any);
const some = (one = number) => fc.tuple(size, size).chain(([rows, cols]) => sized(rows, cols, one));

/** A chain of sizes n0, n1, n2, n3 and normal matrices n0×n1, n1×n2, n2×n3, for products that don't overflow. */
const chain = fc.tuple(size, size, size, size, fc.nat()).map(([a, b, c, d, s]) => {
  const rng = seed(s);
  return [rng.randn(a, b), rng.randn(b, c), rng.randn(c, d), rng.randn(b, c)] as [Any, Any, Any, Any];
});

/** The same size and the same bits: −0 is not +0, and any NaN is as good as another. */
function sameBits(a: Any, b: Any): boolean {
  return a.rows === b.rows && a.cols === b.cols && a.data.every((x, i) => Object.is(x, b.data[i]));
}

describe("products", () => {
  test("(AB)C = A(BC), but for rounding", () => {
    fc.assert(
      fc.property(chain, ([A, B, C]) =>
        A.dot(B)
          .dot(C)
          .equals(A.dot(B.dot(C)), 1e-11),
      ),
    );
  });

  test("A(B + D) = AB + AD, but for rounding", () => {
    fc.assert(fc.property(chain, ([A, B, , D]) => A.dot(B.add(D)).equals(A.dot(B).add(A.dot(D)), 1e-12)));
  });

  test("(AB)ᵀ = BᵀAᵀ, bit for bit", () => {
    fc.assert(fc.property(chain, ([A, B]) => sameBits(A.dot(B).T, B.T.dot(A.T))));
  });

  test("AI = A = IA, and Aᵀᵀ = A", () => {
    fc.assert(
      fc.property(chain, ([A]) => A.dot(eye(A.cols)).equals(A) && eye(A.rows).dot(A).equals(A) && sameBits(A.T.T, A)),
    );
  });
});

describe("broadcasting is repetition, bit for bit", () => {
  const operations = ["add", "sub", "times", "div", "maximum", "greater", "equalTo", "lessEqual"] as const;
  const tile = (B: Any, rows: number, cols: number): Any => {
    const tall = B.rows === rows ? B : B.pickRows(Array(rows).fill(0));
    return B.cols === cols ? tall : tall.pickColumns(Array(cols).fill(0));
  };

  test.each(operations)("%s with a row, a column and a number", (operation) => {
    const operands = some(special).chain((A) =>
      fc.tuple(fc.constant(A), sized(1, A.cols, special), sized(A.rows, 1, special), special),
    );
    fc.assert(
      fc.property(operands, ([A, row, column, k]) => {
        const one = fromFlat(1, 1, [k]) as Any;
        for (const right of [row, column, one]) {
          if (!sameBits(A[operation](right), A[operation](tile(right, A.rows, A.cols)))) return false;
        }
        return sameBits(A[operation](k), A[operation](one));
      }),
    );
  });
});

describe("reductions are the naive loops, bit for bit", () => {
  /** Each reduction of a list, term by term from the left. */
  const naive = {
    sum: (xs: number[]) => xs.reduce((total, x) => total + x, 0),
    mean: (xs: number[]) => xs.reduce((total, x) => total + x, 0) / xs.length,
    max: (xs: number[]) => (xs.some(Number.isNaN) ? NaN : xs.reduce((a, b) => (b > a || Object.is(a, -0) && b === 0 ? b : a))), // biome-ignore format: one line a reduction
    min: (xs: number[]) => (xs.some(Number.isNaN) ? NaN : xs.reduce((a, b) => (b < a || Object.is(b, -0) && a === 0 ? b : a))), // biome-ignore format: one line a reduction
    argmax: (xs: number[]) => {
      const nan = xs.findIndex(Number.isNaN);
      return nan >= 0 ? nan : xs.findIndex((x) => xs.every((y) => y <= x));
    },
  };

  test.each(Object.keys(naive) as (keyof typeof naive)[])("%s, over all and along both axes", (name) => {
    fc.assert(
      fc.property(some(special), (A) => {
        const row = (values: number[]) => fromFlat(1, values.length, values) as Any;
        return (
          Object.is(A[name](), naive[name](A.toArray().flat())) &&
          sameBits(A[name]({ axis: 0 }) as Any, row(A.T.toArray().map(naive[name]))) &&
          sameBits(A[name]({ axis: 1 }) as Any, row(A.toArray().map(naive[name])).T)
        );
      }),
    );
  });
});

describe("what is taken apart can be put together", () => {
  test("vstack of all rows, hstack of all columns, and of two ranges", () => {
    const cut = some(special).chain((A) => fc.tuple(fc.constant(A), fc.nat({ max: A.rows }), fc.nat({ max: A.cols })));
    fc.assert(
      fc.property(cut, ([A, i, j]) => {
        const rows = Array.from({ length: A.rows }, (_, n) => A.row(n));
        const columns = Array.from({ length: A.cols }, (_, n) => A.column(n));
        const halves = i > 0 && i < A.rows ? vstack(A.rowRange(0, i), A.rowRange(i, A.rows)) : A;
        const sides = j > 0 && j < A.cols ? hstack(A.columns(0, j), A.columns(j, A.cols)) : A;
        const all = [vstack(rows[0], ...rows.slice(1)), hstack(columns[0], ...columns.slice(1)), halves, sides];
        return all.every((B) => sameBits(A, B));
      }),
    );
  });

  test("a permutation of rows or columns is undone by the opposite one", () => {
    fc.assert(
      fc.property(some(special), fc.nat(), (A, s) => {
        const rng = seed(s);
        const undo = (order: number[]) => order.map((_, n) => order.indexOf(n));
        const rows = rng.permutation(A.rows);
        const columns = rng.permutation(A.cols);
        return (
          sameBits(A, A.pickRows(rows).pickRows(undo(rows))) &&
          sameBits(A, A.pickColumns(columns).pickColumns(undo(columns))) &&
          sameBits(A.pickColumns(columns), A.T.pickRows(columns).T)
        );
      }),
    );
  });

  test("reshape there and back", () => {
    fc.assert(fc.property(some(special), (A) => sameBits(A, A.reshape(1, A.rows * A.cols).reshape(A.rows, A.cols))));
  });
});

test("A > B and A ≤ B are each other's opposite unless NaN is among them, and A² is A ∘ A", () => {
  const pair = some(special).chain((A) => fc.tuple(fc.constant(A), sized(A.rows, A.cols, special)));
  fc.assert(
    fc.property(pair, ([A, B]) => {
      const both = A.greater(B).add(A.lessEqual(B));
      const ordered = (i: number) => !Number.isNaN(A.data[i]) && !Number.isNaN(B.data[i]);
      expect(Array.from(both.data)).toEqual(Array.from(both.data, (_, i) => (ordered(i) ? 1 : 0)));
      return sameBits(A.square(), A.times(A));
    }),
  );
});
