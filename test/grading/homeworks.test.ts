/** All homeworks: sources and students' copies in step, and nothing in the copies that tells an answer. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { homeworks } from "../../src/checks/homeworks";
import { homeworkChecker } from "../../src/commands/checker";
import { isManual, isTest, metadataOf } from "../../src/grading/metadata";
import { toRelease } from "../../src/grading/release";
import { writeEdition } from "../../src/grading/students-edition";
import { checkCalls } from "../../src/kernel/compiler/check-calls";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { hasTag, type ICell, isCode, joined, readNotebook, writeNotebook } from "../../src/kernel/execute/notebook";
import { runNotebook } from "../../src/kernel/execute/run-notebook";
import { root, TestSession } from "../kernel/kernel";

const folder = join(root, "notebooks", "homework");
const names = readdirSync(join(folder, "source")).sort();
const source = (name: string) => readNotebook(join(folder, "source", name, `${name}.ipynb`));
const release = (name: string) => readNotebook(join(folder, "release", name, `${name}.ipynb`));

const compiler = new Compiler(root);
afterAll(() => compiler.close());

it("there are the five homeworks", () => {
  expect(names).toEqual(["hw0-warm-up", "hw1-learning-rate", "hw2-initialization", "hw3-depth", "hw4-circles"]);
  expect(readdirSync(join(folder, "release")).sort()).toEqual(names);
});

/** A notebook's cells, or the file itself. */
function textOf(file: string): string {
  if (!file.endsWith(".ipynb")) return readFileSync(file, "utf8");
  return readNotebook(file)
    .cells.map((cell) => joined(cell.source))
    .join("\n");
}

/** Lines between two marks in a cell. */
function region({ source }: ICell, mark: string): string[] {
  const text = joined(source);
  const found = [...text.matchAll(new RegExp(`BEGIN ${mark}\\n([^]*?)\\n[^\\n]*END ${mark}`, "g"))];
  return found.flatMap(([, inner]) => inner.split("\n").map((line) => line.trim()));
}

const flat = (text: string) => text.replace(/\\"/g, '"').replace(/\s+/g, " ");

/**
 * What only a solution says: each two lines that follow each other, and long lines by themselves. Shorter pieces stand
 * in the lectures, too: `for (let l = 1; l <= L; l++)`.
 */
function solutions(name: string): string[] {
  const told = flat(
    toRelease(source(name))
      .cells.map((cell) => joined(cell.source))
      .join("\n"),
  );
  const pieces = source(name).cells.flatMap((cell) => {
    const lines = region(cell, "SOLUTION").filter((line) => line.length >= 10 && !line.startsWith("//"));
    const pairs = lines.slice(1).map((line, i) => `${lines[i]} ${line}`);
    return [...pairs, ...lines.filter((line) => line.length >= 60)].filter((piece) => piece.length >= 45);
  });
  return pieces.map(flat).filter((piece) => !told.includes(piece));
}

const hiddenTests = (name: string) => source(name).cells.flatMap((cell) => region(cell, "HIDDEN TESTS").map(flat));

describe.each(names)("%s", (name) => {
  it("has a students' copy that is made from its source: npm run release", () => {
    const made = toRelease(source(name));
    const text = (cells: ICell[]) => cells.map(({ source, ...cell }) => ({ ...cell, source: joined(source) }));
    expect(text(release(name).cells)).toEqual(text(made.cells));
  });

  it("has metadata as nbgrader's schema 3 wants it, and points on every cell that is graded", () => {
    for (const { metadata, cell_type, id } of source(name).cells) {
      const { nbgrader } = metadata as { nbgrader?: Record<string, unknown> };
      if (!nbgrader) continue;
      const known = [
        "schema_version",
        "grade",
        "locked",
        "solution",
        "task",
        "grade_id",
        "points",
        "checksum",
        "cell_type",
      ];
      expect(
        Object.keys(nbgrader).filter((key) => !known.includes(key)),
        String(id),
      ).toEqual([]);
      expect(nbgrader).toMatchObject({ schema_version: 3, cell_type });
      for (const key of ["grade", "locked", "solution"]) expect(typeof nbgrader[key]).toBe("boolean");
      expect(nbgrader.grade_id).toMatch(/^[\w-]+$/);
      expect(typeof nbgrader.points).toBe(nbgrader.grade ? "number" : "undefined");
    }
  });

  it("has a cell for parameters, and each of its checks is asked for, with inputs that students see and others", () => {
    const { cells } = source(name);
    expect(cells.filter((cell) => hasTag(cell, "parameters"))).toHaveLength(1);
    const calls = cells.filter(isCode).flatMap((cell) => checkCalls(compiler.typescript, joined(cell.source)));
    for (const exercise of Object.keys(homeworks[name])) {
      const mine = calls.filter((call) => call.assignment === name && call.exercise === exercise);
      expect(
        mine.some(({ options }) => options.seed === undefined),
        exercise,
      ).toBe(true);
      expect(
        mine.some(({ options }) => typeof options.seed === "number"),
        exercise,
      ).toBe(true);
    }
  });

  it("as students get it, runs to its end, and fails in exactly the cells that are graded", async () => {
    const session = new TestSession(compiler, { checker: homeworkChecker });
    try {
      const { notebook } = await runNotebook(release(name), session, { timeoutMs: 60_000 });
      const failed = notebook.cells.filter(
        (cell) => isCode(cell) && cell.outputs.some((output) => output.output_type === "error"),
      );
      const graded = notebook.cells.filter((cell) => {
        const metadata = metadataOf(cell);
        return isCode(cell) && metadata && (isTest(metadata) || isManual(metadata));
      });
      expect(failed.map(({ id }) => id)).toEqual(graded.map(({ id }) => id));
      expect(graded.length).toBeGreaterThan(0);
    } finally {
      session.close();
    }
  });

  it("has secrets to keep", () => {
    expect(solutions(name).length).toBeGreaterThan(3);
    expect(hiddenTests(name).length).toBeGreaterThanOrEqual(Object.keys(homeworks[name]).length);
  });
});

describe("the students' edition", () => {
  const edition = join(mkdtempSync(join(tmpdir(), "edition ")), "course");
  writeEdition(root, edition, (to) => {
    for (const name of names) writeNotebook(join(to, name, `${name}.ipynb`), toRelease(source(name)));
  });
  const files = (readdirSync(edition, { recursive: true }) as string[]).filter((file) =>
    statSync(join(edition, file)).isFile(),
  );

  it("holds what runs the workbook, and neither tests nor sources", () => {
    const top = readdirSync(edition).sort();
    expect(top).toEqual([
      ".gitattributes",
      ".gitignore",
      "LICENSE",
      "README.md",
      "datasets",
      "notebooks",
      "package-lock.json",
      "package.json",
      "src",
      "tsconfig.json",
    ]);
    expect(readdirSync(join(edition, "notebooks", "homework"))).toEqual(["release"]);
    expect(existsSync(join(edition, "src", "checks", "hw0-warm-up.ts"))).toBe(true);
    const { scripts } = JSON.parse(readFileSync(join(edition, "package.json"), "utf8"));
    expect(Object.keys(scripts)).toEqual(["start", "reset", "execute", "grade", "build"]);
  });

  it("has a README that names only what is there", () => {
    const text = readFileSync(join(edition, "README.md"), "utf8");
    const { scripts } = JSON.parse(readFileSync(join(edition, "package.json"), "utf8"));
    const named = [...text.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(["start", "reset", "execute", "grade"]));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => path);
    expect(links.filter((path) => !existsSync(join(edition, path)))).toEqual([]);
    expect(links).toContain("notebooks/README.md");
    expect(text).not.toMatch(/<!--|nbgrader autograde hw0|CONTRIBUTING/);
  });

  const holding = (pieces: string[], among: string[]) =>
    among.flatMap((file) => {
      const text = flat(textOf(join(edition, file)));
      return pieces.filter((piece) => text.includes(piece)).map((piece) => `${file}: ${piece}`);
    });

  it("holds no hidden test", () => {
    expect(holding(names.flatMap(hiddenTests), files)).toEqual([]);
  });

  it("holds no solution; what the lectures and the engine teach is no secret", () => {
    const taught = /^(notebooks[/\\][^/\\]+\.ipynb|src[/\\](engine|plots)[/\\].*)$/;
    const others = files.filter((file) => !taught.test(file));
    expect(holding(names.flatMap(solutions), others)).toEqual([]);
    expect(others.some((file) => file.includes("checks"))).toBe(true);
  });

  it("holds no marks of either", () => {
    const notebooks = files.filter((file) => file.endsWith(".ipynb"));
    expect(notebooks.filter((file) => /(BEGIN|END) (SOLUTION|HIDDEN)/.test(textOf(join(edition, file))))).toEqual([]);
  });
});
