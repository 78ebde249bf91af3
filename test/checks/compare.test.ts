import { describe, expect, it } from "vitest";
import { cut, difference } from "../../src/checks/compare";
import { Other } from "../../src/checks/wire";
import { matrix, zeros } from "../../src/engine/matrix-constructors";

const TOLERANCE = 1e-12;
const found = (expected: unknown, came: unknown) => difference(expected, came, TOLERANCE);
const line = (expected: unknown, came: unknown) => {
  const all = found(expected, came);
  return all && `${all.path} ${all.sort}: ${all.expected} / ${all.came} / ${all.hint}`;
};

describe("numbers are equal", () => {
  const equal: [string, unknown, unknown][] = [
    ["within the tolerance, of 1 where they are small", 1e-20, 9e-13],
    ["within the tolerance of a large number", 1e20, 1e20 + 5e7],
    ["0 and −0", 0, -0],
    ["NaN and NaN", Number.NaN, Number.NaN],
    ["infinity and infinity", -Infinity, -Infinity],
    ["in matrices", matrix([[1, 2]]), matrix([[1 + 1e-13, 2]])],
  ];
  for (const [what, expected, came] of equal) it(what, () => expect(found(expected, came)).toBeUndefined());
});

describe("what differs is told by its place and its kind", () => {
  const M = matrix([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const cases: [string, unknown, unknown, string][] = [
    ["a number", 1, 1 + 2e-12, " number: 1 / 1 / "],
    ["of two digits more than six", 0.123456789, 0.5, " number: 0.123457 / 0.5 / "],
    ["everything is far from infinity", Infinity, 1e300, " number: Infinity / 1e+300 / "],
    ["infinity from minus infinity", Infinity, -Infinity, " number: Infinity / -Infinity / "],
    ["NaN", 1, Number.NaN, " notFinite: 1 / NaN / Something was divided by 0, or grew beyond all numbers."],
    [
      "NaN in a matrix before wrong numbers",
      M,
      matrix([
        [9, 9, 9],
        [4, Number.NaN, 6],
      ]),
      " notFinite: 5 / NaN in row 1, column 1 / Something was divided by 0, or grew beyond all numbers.",
    ],
    [
      "a number in a matrix",
      M,
      matrix([
        [1, 2, 3],
        [4, 5, 7],
      ]),
      " number: 6 / 7 in row 1, column 2 / ",
    ],
    ["the only number of a matrix", matrix([[1]]), matrix([[2]]), " number: 1 / 2 / "],
    [
      "a transpose",
      M,
      M.T,
      " shape: a 2×3 matrix / a 3×2 matrix / Rows and columns are exchanged: is there a .T too many, or one missing?",
    ],
    ["another shape", M, zeros(2, 2), " shape: a 2×3 matrix / a 2×2 matrix / "],
    [
      "rows for a matrix",
      M,
      M.toArray(),
      " kind: a 2×3 matrix / a list of 2 / `matrix(rows)` makes a matrix of a list of rows.",
    ],
    [
      "a matrix for a number",
      1,
      matrix([[1]]),
      " kind: a number / a 1×1 matrix / `.at(0, 0)` takes the number out of it.",
    ],
    ["a number for a matrix: which, is not said", M, 5, " kind: a 2×3 matrix / a number / "],
    ["a text for a number", 1, "1", ' kind: a number / "1" / '],
    ["nothing", M, new Other("undefined"), " kind: a 2×3 matrix / nothing / Does the function end with `return`?"],
    [
      "a missing field",
      { W: M },
      { w: M },
      "W kind: a 2×3 matrix / nothing / Does the function return it, under this name?",
    ],
    ["a promise", { W: M }, { W: new Other("Promise") }, "W kind: a 2×3 matrix / a Promise / Is an `await` missing?"],
    ["a function", 1, new Other("function"), " kind: a number / a function / Was it to be called?"],
    ["a list for an object", { W: 1 }, [1], " kind: an object with W / a list of 1 / "],
    ["a matrix for an object", { rows: 2 }, M, " kind: an object with rows / a 2×3 matrix / "],
    ["a shorter list", [1, 2], [1], " shape: a list of 2 / a list of 1 / "],
    ["a list's element", { costs: [1, 2] }, { costs: [1, 3] }, "costs[1] number: 2 / 3 / "],
    [
      "a field of a list's element",
      [{ W: M }],
      [{ W: M.T }],
      "[0].W shape: a 2×3 matrix / a 3×2 matrix / Rows and columns are exchanged: is there a .T too many, or one missing?",
    ],
    ["a text", "cost", "cap", ' value: "cost" / "cap" / '],
    ["true and false", true, false, " value: true / false / "],
    ["a number for null", null, 1, " kind: null / a number / "],
    ["the first of two parts", { a: 1, b: 2 }, { b: 3, a: 3 }, "a number: 1 / 3 / "],
  ];
  for (const [what, expected, came, says] of cases) it(what, () => expect(line(expected, came)).toBe(says));
});

it("fields that are not expected are not looked at", () => {
  expect(found({ a: 1 }, { a: 1, b: Number.NaN })).toBeUndefined();
});

describe("what came is never shown at length", () => {
  it("a text", () => expect(found(1, "x".repeat(1e6))?.came.length).toBeLessThan(100));
  it("an object's fields", () => {
    const wide = Object.fromEntries(Array.from({ length: 1e4 }, (_, i) => [`field ${i}`, i]));
    expect(found(1, wide)?.came.length).toBeLessThan(120);
  });
  it("is cut with a sign", () => expect(cut("abcdef", 3)).toBe("abc…"));
});
