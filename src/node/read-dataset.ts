/** The data sets of `datasets/`, read from disk. Notebooks, tests and commands all run in the repository's root. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  DataError,
  type Digits,
  type Housing,
  type Planar35,
  parseDigits,
  parseHousing,
  parsePlanar35,
} from "../engine/datasets";

/**
 * The lecture's 35 points: X is 2×35, Y is 1×35.
 * @throws DataError when the file is missing, or something in it is not as it should be.
 */
export function planar35(): Planar35 {
  return parsePlanar35(read("planar35.csv"), "datasets/planar35.csv");
}

/**
 * 1797 handwritten digits: X is 64×1797, Y is 1×1797.
 * @throws DataError when the file is missing, or something in it is not as it should be.
 */
export function digits(): Digits {
  return parseDigits(read("digits.csv"), "datasets/digits.csv");
}

/**
 * 2412 house sales: X is 5×2412, Y is 1×2412, in US dollars.
 * @throws DataError when the file is missing, or something in it is not as it should be.
 */
export function housing(): Housing {
  return parseHousing(read("housing.csv"), "datasets/housing.csv");
}

function read(name: string): string {
  const path = join("datasets", name);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as { code?: string }).code;
    const what = code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`;
    throw new DataError(`datasets/${name}: ${what} in ${process.cwd()}; run from the course's folder`);
  }
}
