import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DataError, parseDigits, parseHousing, parsePlanar35 } from "../../src/engine/datasets";

const text = readFileSync("datasets/planar35.csv", "utf8");
/** The file with one line (counted from 1, as in an editor) put differently. */
const withLine = (line: number, put: string) =>
  text
    .split(/\r?\n/)
    .map((old, i) => (i + 1 === line ? put : old))
    .join("\n");
const refusal = (message: string) => new DataError(message);

describe("planar35", () => {
  test("has a sample a column: the slide's first points, then 13 zeros and 22 ones", () => {
    const { X, Y } = parsePlanar35(text);
    expect([X.rows, X.cols, Y.rows, Y.cols]).toEqual([2, 35, 1, 35]);
    const slide1 = [0.4, 1.2, 1.1, 1.9, 1.8, 1.5, 2.6, 2.2, 3.3, 3.0, 4.1, 4.2, 5.6, 0.7, 0.7];
    const slide2 = [4.1, 1.5, 4.8, 0.7, 2.2, 3.8, 1.8, 4.8, 1.0, 4.3, 1.8, 3.1, 6.0, 5.9, 7.0];
    expect(X.columns(0, 15).toArray()).toEqual([slide1, slide2]);
    expect(Array.from(Y.data)).toEqual([...Array(13).fill(0), ...Array(22).fill(1)]);
  });

  test("is read with Windows line ends, a byte-order mark and no line end at its end", () => {
    const expected = parsePlanar35(text).X.toArray();
    expect(parsePlanar35(`\uFEFF${text.replace(/\r?\n/g, "\r\n")}`).X.toArray()).toEqual(expected);
    expect(parsePlanar35(text.trimEnd()).X.toArray()).toEqual(expected);
    expect(parsePlanar35(`${text}\n\n`).X.toArray()).toEqual(expected);
  });

  test.each([
    ["0.4,abc,0", 'planar35.csv, line 2, column x2: "abc" is not a number'],
    ["NaN,4.1,0", 'planar35.csv, line 2, column x1: "NaN" is not a number'],
    ["Infinity,4.1,0", 'planar35.csv, line 2, column x1: "Infinity" is not a number'],
    ["0x10,4.1,0", 'planar35.csv, line 2, column x1: "0x10" is not a number'],
    ["1e999,4.1,0", 'planar35.csv, line 2, column x1: "1e999" is not a number'],
    [",4.1,0", "planar35.csv, line 2, column x1: an empty cell is not a number"],
    ["0.4,4.1", "planar35.csv, line 2: 2 cells, but the header has 3 columns"],
    ["0.4,4.1,0,1", "planar35.csv, line 2: 4 cells, but the header has 3 columns"],
    ["0.4,4.1,0.5", "planar35.csv, line 2, column y: the label 0.5 is neither 0 nor 1"],
  ])("a line %j is refused, with file, line and column", (line, message) => {
    expect(() => parsePlanar35(withLine(2, line))).toThrow(refusal(message));
  });

  test("an error far down names that line, blank lines counted", () => {
    expect(() => parsePlanar35(withLine(36, "\n2,x,1"))).toThrow(
      refusal('planar35.csv, line 37, column x2: "x" is not a number'),
    );
  });

  test("other columns, no data, or another number of points are refused", () => {
    expect(() => parsePlanar35(withLine(1, "x,y,class"))).toThrow(
      refusal("planar35.csv, line 1: the columns are x, y, class; expected x1, x2, y"),
    );
    expect(() => parsePlanar35("")).toThrow(
      refusal("planar35.csv, line 1: it is empty; expected the columns x1, x2, y"),
    );
    expect(() => parsePlanar35("x1,x2,y\n")).toThrow(refusal("planar35.csv: no data below the header"));
    expect(() => parsePlanar35(withLine(20, ""))).toThrow(refusal("planar35.csv: 34 samples; expected 35"));
  });
});

test("digits: the first picture is a 0, its pixels row by row, as in the file", () => {
  const { X, Y } = parseDigits(readFileSync("datasets/digits.csv", "utf8"));
  expect([X.rows, X.cols, Y.rows, Y.cols]).toEqual([64, 1797, 1, 1797]);
  expect(Array.from({ length: 16 }, (_, k) => X.at(k, 0))).toEqual([
    0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0,
  ]);
  expect(Array.from(Y.columns(0, 5).data)).toEqual([0, 1, 2, 3, 4]);
});

test("a label that is no digit is refused", () => {
  const digits = readFileSync("datasets/digits.csv", "utf8").replace(/,0\r?\n/, ",10\n");
  expect(() => parseDigits(digits)).toThrow(refusal("digits.csv, line 2, column digit: the label 10 is no digit"));
});

test("housing: five features and the price of each sale", () => {
  const { X, Y, features, neighborhoods } = parseHousing(readFileSync("datasets/housing.csv", "utf8"));
  expect([X.rows, X.cols, Y.rows, Y.cols, neighborhoods.length]).toEqual([5, 2412, 1, 2412, 2412]);
  expect(X.columns(0, 1).toArray()).toEqual([[1656], [31770], [3], [6], [1960]]);
  expect([Y.at(0, 0), neighborhoods[0], features[0]]).toEqual([215000, "NAmes", "living_area_sqft"]);
});
