/** An iteration of the fast path allocates nothing: 10 000 of them leave less than a megabyte behind, collected or not. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { build } from "../../../src/setup/build.mjs";
import { repository } from "../../setup/tiny-workbook";

const MEGABYTE = 1e6;

/** A nursery so large that nothing is collected before the program asks for it. */
const FLAGS = ["--expose-gc", "--min-semi-space-size=64"];

test("the heap grows by less than 1 MB over 10 000 iterations", () => {
  const program = fileURLToPath(new URL("heap-growth.mjs", import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [...FLAGS, program, build(repository), "10000"], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const grown = Object.entries<Record<"heap" | "kept" | "buffers", number>>(JSON.parse(stdout));
  expect(grown.map(([name]) => name)).toEqual(["gradientDescent", "momentum", "adam", "mini-batches"]);
  for (const [name, { heap, kept, buffers }] of grown) {
    expect(kept, name).toBeLessThan(MEGABYTE);
    expect(buffers, name).toBeLessThan(MEGABYTE);
    // Adam's powers of β and each epoch's order are made outside the kernels, and collected soon.
    if (name === "gradientDescent" || name === "momentum") expect(heap, name).toBeLessThan(MEGABYTE);
  }
});
