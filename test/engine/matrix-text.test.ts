/** A matrix's text beside NumPy's `str` of the same array, and its HTML. */
import { describe, expect, test } from "vitest";
import { asBundle } from "../../src/display";
import type { Matrix } from "../../src/engine/matrix";
import { fromFlat, matrix, zeros } from "../../src/engine/matrix-constructors";
import { fixture, fromBits } from "./bits";

interface Case {
  name: string;
  rows: number;
  cols: number;
  bits?: string;
  /** a, b, c, d: number k, row after row, is ((a k + b) mod c) / d. */
  formula: [number, number, number, number];
  text: string;
}

function numbers({ rows, cols, bits, formula }: Case): Matrix<any, any> {
  if (bits !== undefined) return fromFlat(rows, cols, bits.split(" ").map(fromBits));
  const [a, b, c, d] = formula;
  return fromFlat(
    rows,
    cols,
    Array.from({ length: rows * cols }, (_, k) => ((a * k + b) % c) / d),
  );
}

describe("the text of a matrix is NumPy's, character by character", () => {
  const cases: Case[] = fixture("matrix-texts").texts;
  test.each(cases)("$name", (one) => {
    expect(String(numbers(one))).toBe(one.text);
  });
});

test("a few that can be read here", () => {
  expect(String(matrix([[1, 0], [0, 1]]))).toBe("[[1. 0.]\n [0. 1.]]"); // biome-ignore format: one line
  expect(String(matrix([[0.5, -10.25]]))).toBe("[[  0.5  -10.25]]");
  expect(String(matrix([[1e-10, 1]]))).toBe("[[1.e-10 1.e+00]]");
  expect(String(matrix([[NaN, Infinity, -Infinity, 1.5]]))).toBe("[[ nan  inf -inf  1.5]]");
  expect(String(zeros(200, 7)).split("\n")).toEqual([
    "[[0. 0. 0. ... 0. 0. 0.]",
    " [0. 0. 0. ... 0. 0. 0.]",
    " [0. 0. 0. ... 0. 0. 0.]",
    " ...",
    " [0. 0. 0. ... 0. 0. 0.]",
    " [0. 0. 0. ... 0. 0. 0.]",
    " [0. 0. 0. ... 0. 0. 0.]]",
  ]);
});

describe("as a cell's result", () => {
  const table = (caption: string, rows: string[][]) =>
    `<table style="border-left: 1px solid; border-right: 1px solid"><caption style="text-align: left">${caption}</caption>` +
    `<tbody>${rows.map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join("")}</tr>`).join("")}</tbody></table>`;

  test("it is its size and text, and a small table with the size as caption", () => {
    expect(matrix([[1, 2]])[asBundle]()).toEqual({
      "text/plain": "1×2\n[[1. 2.]]",
      "text/html": table("1×2", [["1.", "2."]]),
    });
  });

  test("the table's decimals are filled with spaces as wide as digits, so that points stand under each other", () => {
    expect(matrix([[0.5], [-10.25]])[asBundle]()["text/html"]).toBe(table("2×1", [["0.5\u2007"], ["-10.25"]]));
  });

  test("a table of more than 12 rows or columns shows the first and last three, below 1000 numbers too", () => {
    const row = ["0.", "0.", "0.", "…", "0.", "0.", "0."];
    expect(zeros(2, 13)[asBundle]()["text/html"]).toBe(table("2×13", [row, row]));
    const gap = row.map(() => "…");
    const many = [row, row, row, gap, row, row, row];
    expect(zeros(1000, 13)[asBundle]()["text/html"]).toBe(table("1000×13", many));
    expect(zeros(12, 1)[asBundle]()["text/html"]).toBe(table("12×1", Array(12).fill(["0."])));
  });
});
