import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DataError } from "../../src/engine/datasets";
import { digits, housing, planar35 } from "../../src/node/read-dataset";

test("the course's three data sets are read from datasets/", () => {
  expect([planar35().X.cols, digits().X.cols, housing().X.cols]).toEqual([35, 1797, 2412]);
});

test.each(["planar35", "digits", "housing"])("datasets/README.md has the checksum of %s.csv", (name) => {
  const checksum = createHash("sha256")
    .update(readFileSync(`datasets/${name}.csv`))
    .digest("hex");
  const line = readFileSync("datasets/README.md", "utf8")
    .split("\n")
    .find((row) => row.startsWith(`| \`${name}.csv\``));
  expect(line).toContain(`\`${checksum}\``);
});

test("a missing file is said in one line, with the folder looked in", () => {
  const root = process.cwd();
  const empty = mkdtempSync(join(tmpdir(), "no data "));
  try {
    process.chdir(empty);
    expect(() => planar35()).toThrow(
      new DataError(`datasets/planar35.csv: there is no such file in ${process.cwd()}; run from the course's folder`),
    );
  } finally {
    process.chdir(root);
    rmSync(empty, { recursive: true });
  }
});
