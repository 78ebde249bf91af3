/** The matrix operations beside NumPy's, on the arrays of test/fixtures/make_matrix_fixtures.py. */
import { describe, expect, test } from "vitest";
import type { Matrix } from "../../src/engine/matrix";
import { fromFlat } from "../../src/engine/matrix-constructors";
import { hstack, vstack } from "../../src/engine/matrix-stack";
import { fixture, fromBits, ulpsApart } from "./bits";

type Packed = { rows: number; cols: number; bits: string };
type Any = Matrix<any, any>;

const numpy = fixture("matrix-operations");
const unpacked = ({ rows, cols, bits }: Packed): Any => fromFlat(rows, cols, bits.split(" ").map(fromBits));
const operand = (name: string): Any => unpacked(numpy.operands[name]);
const A = operand("A");

/** The largest distance of two numbers in the same place, in units of the last place; 0 means the same bits. */
function furthest(ours: Any, expected: Packed): number {
  expect([ours.rows, ours.cols]).toEqual([expected.rows, expected.cols]);
  const theirs = unpacked(expected).data;
  return ours.data.reduce((most, x, i) => Math.max(most, ulpsApart(x, theirs[i])), 0);
}

type TwoSided = "add" | "sub" | "times" | "div" | "maximum" | Comparison;
type Comparison = "greater" | "greaterEqual" | "less" | "lessEqual" | "equalTo";

describe.each(Object.keys(numpy["two-sided"]) as TwoSided[])("%s is NumPy's, bit for bit", (name) => {
  const expected = numpy["two-sided"][name];

  test.each(["same", "row", "column", "one"])("with %s on the right", (right) => {
    expect(furthest(A[name](operand(right)), expected[right])).toBe(0);
  });

  test("with a plain number on the right", () => {
    expect(furthest(A[name](operand("one").at(0, 0)), expected.one)).toBe(0);
  });

  test("with a column of whole numbers, where many are equal", () => {
    const whole = operand("whole");
    expect(furthest(whole[name](whole.column(0)), expected["whole column"])).toBe(0);
  });

  // NumPy leaves open which of +0 and −0 is the maximum.
  if (name !== "maximum") {
    test("where NaN, infinities and signed zeros meet", () => {
      expect(furthest(operand("special")[name](operand("special right")), expected.special)).toBe(0);
    });
  }
});

test("abs, sqrt and square are NumPy's, bit for bit; exp, log and power within 2 units in the last place", () => {
  const expected = numpy["one-sided"];
  const positive = operand("positive");
  expect(furthest(A.abs(), expected.abs)).toBe(0);
  expect(furthest(positive.sqrt(), expected.sqrt)).toBe(0);
  expect(furthest(A.square(), expected.square)).toBe(0);
  expect(furthest(A.power(0), expected["power 0"])).toBe(0);
  expect(furthest(A.exp(), expected.exp)).toBeLessThanOrEqual(2);
  expect(furthest(positive.log(), expected.log)).toBeLessThanOrEqual(2);
  expect(furthest(A.power(3), expected["power 3"])).toBeLessThanOrEqual(2);
  expect(furthest(A.power(-2), expected["power -2"])).toBeLessThanOrEqual(2);
});

describe.each(["A", "whole", "not all finite"])("reductions of %s", (name) => {
  const of = operand(name);
  const expected = (reduction: string) => numpy.reductions[`${reduction} ${name}`];
  const one = (x: number): Any => fromFlat(1, 1, [x]);

  test.each(["max", "min", "argmax"] as const)("%s is NumPy's, over all and along both axes", (reduction) => {
    expect(furthest(one(of[reduction]()), expected(reduction).whole)).toBe(0);
    expect(furthest(of[reduction]({ axis: 0 }) as Any, expected(reduction)["0"])).toBe(0);
    expect(furthest(of[reduction]({ axis: 1 }) as Any, expected(reduction)["1"])).toBe(0);
  });

  // Along axis 0, and of few numbers, NumPy takes the terms in our order; a long row's in pairs.
  test.each(["sum", "mean"] as const)(
    "%s is NumPy's along both axes, and over all but for the last bits",
    (reduction) => {
      expect(furthest(of[reduction]({ axis: 0 }) as Any, expected(reduction)["0"])).toBe(0);
      expect(furthest(of[reduction]({ axis: 1 }) as Any, expected(reduction)["1"])).toBe(0);
      const whole = unpacked(expected(reduction).whole).at(0, 0);
      if (Number.isNaN(whole)) expect(of[reduction]()).toBeNaN();
      else expect(of[reduction]()).toBeCloseTo(whole, 14);
    },
  );
});

test("rows, columns, lists of them, stacks and reshape hold NumPy's numbers", () => {
  const same = operand("same");
  const ours: Record<string, Any> = {
    "row 3": A.row(3),
    "column 2": A.column(2),
    "rows 1 to 4": A.rowRange(1, 4),
    "columns 1 to 3": A.columns(1, 3),
    "rows 4 0 0": A.pickRows([4, 0, 0]),
    "columns 3 1": A.pickColumns([3, 1]),
    "reshape 2 10": A.reshape(2, 10),
    vstack: vstack(A, operand("row"), same),
    hstack: hstack(A, operand("column"), same),
  };
  expect(Object.keys(ours)).toEqual(Object.keys(numpy.parts));
  for (const [name, matrix] of Object.entries(ours)) expect(furthest(matrix, numpy.parts[name]), name).toBe(0);
});
