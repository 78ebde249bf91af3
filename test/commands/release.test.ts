import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../src/commands/release";
import { joined, readNotebook, writeNotebook } from "../../src/kernel/execute/notebook";
import { root } from "../kernel/kernel";

let folder: string;
const said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "release "));
  said.length = 0;
  vi.stubEnv("INIT_CWD", folder);
  for (const channel of ["log", "error"] as const)
    vi.spyOn(console, channel).mockImplementation((line) => said.push(line));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** A workbook with one homework, whose answer cell has this text. */
function workbook(answer: string): string {
  const notebook = readNotebook(join(root, "notebooks", "homework", "template.ipynb"));
  const cell = notebook.cells.find(({ id }) => id === "q1-answer");
  if (cell) cell.source = answer;
  writeNotebook(join(folder, "notebooks/homework/source/mine/mine.ipynb"), notebook);
  writeFileSync(join(folder, "notebooks/homework/source/mine/points.csv"), "1,2\n");
  writeFileSync(join(folder, "package.json"), '{ "name": "tiny", "scripts": { "start": "s", "test": "t" } }');
  return folder;
}

const ANSWER = "const f = () => {\n  // BEGIN SOLUTION\n  return 1;\n  // END SOLUTION\n};";
const release = (at: string) => join(at, "notebooks", "homework", "release", "mine");

describe("npm run release", () => {
  it("writes the students' copies, with what lies beside the source, in the place of earlier ones", async () => {
    const at = workbook(ANSWER);
    mkdirSync(join(at, "notebooks/homework/release/gone"), { recursive: true });
    expect(await main([], { root: at })).toBe(0);
    expect(said).toEqual(["mine: released"]);
    expect(readdirSync(join(at, "notebooks/homework/release"))).toEqual(["mine"]);
    expect(readdirSync(release(at)).sort()).toEqual(["mine.ipynb", "points.csv"]);
    const text = readNotebook(join(release(at), "mine.ipynb"))
      .cells.map(({ source }) => joined(source))
      .join("\n");
    expect(text).toContain('const f = () => {\n  throw new Error("write your code here");\n};');
    expect(text).not.toMatch(/return 1|4711/);
  });

  it("--source takes them from elsewhere; --to writes a workbook, and leaves its .git and this release alone", async () => {
    const at = workbook(ANSWER);
    mkdirSync(join(folder, "edition/.git"), { recursive: true });
    for (const time of [1, 2]) {
      expect(await main(["--source", "notebooks/homework/source", "--to", "edition"], { root: at }), `${time}`).toBe(0);
      expect(readdirSync(join(folder, "edition")).sort()).toEqual([".git", "notebooks", "package.json"]);
    }
    expect(existsSync(join(release(join(folder, "edition")), "mine.ipynb"))).toBe(true);
    expect(existsSync(release(at))).toBe(false);
    expect(JSON.parse(readFileSync(join(folder, "edition/package.json"), "utf8")).scripts).toEqual({ start: "s" });
  });

  it("writes nothing when a source is wrong, and names the cell", async () => {
    const at = workbook("// BEGIN SOLUTION\nconst f = 1;");
    mkdirSync(release(at), { recursive: true });
    expect(await main([], { root: at })).toBe(1);
    const file = join("notebooks", "homework", "source", "mine", "mine.ipynb");
    expect(said).toEqual([`${file}: cell q1-answer: BEGIN SOLUTION has no END SOLUTION`]);
    expect(readdirSync(release(at))).toEqual([]);
  });

  it.each<[string[], number, string]>([
    [["--to", "."], 2, "--to .: is a workbook with its sources; name a folder for the students'"],
    [["--to", "other"], 2, "--to other: holds something else; name a new folder, or an earlier edition"],
    [["--source", "other"], 1, "other: holds no homework; a source is NAME/NAME.ipynb"],
    [["--too", "x"], 2, "Unknown option '--too'"],
  ])("%j is refused in one line", async (args, code, line) => {
    const at = workbook(ANSWER);
    mkdirSync(join(folder, "other"));
    writeFileSync(join(folder, "other/notes.txt"), "mine");
    expect(await main(args, { root: at })).toBe(code);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(line.startsWith("Unknown") ? new RegExp(`^${line}`) : line);
    expect(readFileSync(join(folder, "other/notes.txt"), "utf8")).toBe("mine");
  });
});
