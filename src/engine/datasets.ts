/** The course's data sets, from the text of their CSV files to matrices with one sample a column. */
import { cellsOf, DataError, labelsOf, numbersOf, parseTable, type Table } from "./csv";
import type { Matrix } from "./matrix";
import { fromFlat } from "./matrix-constructors";

export { DataError };

/** The lecture's 35 points in the plane (002; see datasets/README.md): X holds x₁ and x₂, Y the classes 0 and 1. */
export interface Planar35 {
  readonly X: Matrix<2, 35>;
  readonly Y: Matrix<1, 35>;
}

/** Handwritten digits: X holds 8×8 grey values 0 … 16 of a picture in a column (row by row), Y the digit 0 … 9. */
export interface Digits {
  readonly X: Matrix<64, 1797>;
  readonly Y: Matrix<1, 1797>;
}

/** House sales: X holds the five numbers that `features` names, Y the prices in US dollars. */
export interface Housing {
  readonly X: Matrix<5, 2412>;
  readonly Y: Matrix<1, 2412>;
  readonly features: readonly string[];
  readonly neighborhoods: readonly string[];
}

const PIXELS = Array.from({ length: 64 }, (_, k) => `p${Math.floor(k / 8)}${k % 8}`);
const FEATURES = ["living_area_sqft", "lot_area_sqft", "bedrooms", "overall_quality", "year_built"];

/** @throws DataError, naming file, line and column, for whatever is not a point with a class 0 or 1. */
export function parsePlanar35(text: string, file = "planar35.csv"): Planar35 {
  const table = parseTable(text, file, ["x1", "x2", "y"]);
  checkSamples(table, 35);
  const y = labelsOf(table, "y", [0, 1], "neither 0 nor 1");
  return {
    X: fromFlat(2, 35, [...numbersOf(table, "x1"), ...numbersOf(table, "x2")]), // (1.1)  X = [x⁽¹⁾ … x⁽ᵐ⁾]
    Y: fromFlat(1, 35, y), // (1.2)  Y = [y⁽¹⁾ … y⁽ᵐ⁾]
  };
}

/** @throws DataError, naming file, line and column, for whatever is not a picture with its digit. */
export function parseDigits(text: string, file = "digits.csv"): Digits {
  const table = parseTable(text, file, [...PIXELS, "digit"]);
  checkSamples(table, 1797);
  const digit = labelsOf(table, "digit", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "no digit");
  return {
    X: fromFlat(
      64,
      1797,
      PIXELS.flatMap((pixel) => numbersOf(table, pixel)),
    ),
    Y: fromFlat(1, 1797, digit),
  };
}

/** @throws DataError, naming file, line and column, for whatever is not a sale. */
export function parseHousing(text: string, file = "housing.csv"): Housing {
  const table = parseTable(text, file, [...FEATURES, "neighborhood", "price_usd"]);
  checkSamples(table, 2412);
  return {
    X: fromFlat(
      5,
      2412,
      FEATURES.flatMap((feature) => numbersOf(table, feature)),
    ),
    Y: fromFlat(1, 2412, numbersOf(table, "price_usd")),
    features: FEATURES,
    neighborhoods: cellsOf(table, "neighborhood"),
  };
}

function checkSamples({ file, rows }: Table, expected: number): void {
  if (rows.length === expected) return;
  throw new DataError(`${file}: ${rows.length} samples; expected ${expected}`);
}
