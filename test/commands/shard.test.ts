import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseShard, takeShard } from "../../src/commands/shard";

const folder = mkdtempSync(join(tmpdir(), "workbook shard "));

function filesOf(sizes: Record<string, number>) {
  return Object.entries(sizes).map(([name, size]) => {
    writeFileSync(join(folder, name), "x".repeat(size));
    return { name, path: join(folder, name) };
  });
}

const parts = (files: ReturnType<typeof filesOf>, n: number) =>
  Array.from({ length: n }, (_, i) => takeShard(files, { i, n }).map(({ name }) => name));

describe("a shard", () => {
  it("is written i/n", () => {
    expect(parseShard("2/10")).toEqual({ i: 2, n: 10 });
    expect(parseShard("10/10")).toBeUndefined();
    expect(parseShard("1/10 ")).toBeUndefined();
  });

  it("gets the largest file that is left when it has the fewest bytes; the order is that of the command line", () => {
    const files = filesOf({ small: 30, big: 100, a: 50, b: 50, tiny: 1 });
    expect(parts(files, 2)).toEqual([
      ["small", "big"],
      ["a", "b", "tiny"],
    ]);
    expect(parts([...files].reverse(), 2)).toEqual([
      ["big", "small"],
      ["tiny", "b", "a"],
    ]);
  });

  it("has each file in one part, whatever their number", () => {
    const files = filesOf(Object.fromEntries(Array.from({ length: 23 }, (_, f) => [`f${f}`, (f * 7919) % 1000])));
    for (const n of [1, 2, 5, 23, 40]) {
      const all = parts(files, n);
      expect(all.flat().sort()).toEqual(files.map(({ name }) => name).sort());
      if (n === 40) expect(all.filter((part) => part.length === 0)).toHaveLength(17);
    }
  });

  it("counts files: empty and missing ones are dealt out evenly", () => {
    const files = ["a", "b", "c", "d"].map((name) => ({ name: `no-${name}`, path: join(folder, `no-${name}`) }));
    expect(parts(files, 2)).toEqual([
      ["no-a", "no-c"],
      ["no-b", "no-d"],
    ]);
  });
});
