/** `npm run execute` as it is typed: real processes, on notebooks in a folder of their own. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { USAGE } from "../../src/commands/execute-options";
import type { INotebookContent } from "../../src/kernel/execute/notebook";
import { root } from "../kernel/kernel";
import { type CellOf, notebookOf, schemaErrors } from "../kernel/tiny-notebooks";
import { type Run, runNode } from "../setup/tiny-workbook";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "workbook execute ä ")));
});

function write(file: string, cells: CellOf[]): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify(notebookOf(cells)));
}

const read = (file: string): INotebookContent => JSON.parse(readFileSync(join(folder, file), "utf8"));
const outputs = (file: string) => read(file).cells.map((cell) => cell.outputs as Record<string, unknown>[]);

/** Runs the command; times read 0.0 s. */
async function execute(args: string[], env: Record<string, string> = {}): Promise<Run> {
  const run = [join(root, "src", "setup", "run.mjs"), "execute", ...args];
  const { code, stdout, stderr } = await runNode(run, { env: { INIT_CWD: folder, GITHUB_ACTIONS: "", ...env } });
  return { code, stdout: stdout.replace(/\d+\.\d s$/gm, "0.0 s"), stderr };
}

/** All files below the folder, with their content and the time of their last change. */
function snapshot(): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => {
    const { mtimeMs, ino } = statSync(join(folder, file));
    const isFile = statSync(join(folder, file)).isFile();
    return [file, `${mtimeMs} ${ino} ${isFile ? readFileSync(join(folder, file), "utf8") : ""}`];
  });
  return Object.fromEntries(files);
}

const GOOD = ["console.log('printed');\n1 + 1"];
const FAILS = ["1 + 1", "// throws\nconst x = 1;\nthrow new RangeError(`x is ${x}`);", "const n: number = 'text';"];
const FAILURES = [
  "  fails.ipynb, cell [2], line 3 `// throws`",
  "    RangeError: x is 1",
  "      cell [2], line 3",
  "        1 | // throws",
  "        2 | const x = 1;",
  "      > 3 | throw new RangeError(`x is ${x}`);",
  "          |       ^",
  "  fails.ipynb, cell [3], line 1 `const n: number = 'text';`",
  "    CompileError: Type 'string' is not assignable to type 'number'.",
  "      cell [3], line 1: Type 'string' is not assignable to type 'number'. (TS2322)",
  "      > 1 | const n: number = 'text';",
  "          |       ^",
];

describe("npm run execute", () => {
  it("reports and writes nothing; files are those of the folder it was called in, patterns are replaced", async () => {
    write("good.ipynb", GOOD);
    write("sub/with space.ipynb", GOOD);
    const before = snapshot();
    const { code, stdout, stderr } = await execute(["*.ipynb", "sub/with space.ipynb", "--jobs", "1"]);
    expect(stdout).toBe(
      `[1/2] ok     good.ipynb  1 cell  0.0 s\n[2/2] ok     ${join("sub", "with space.ipynb")}  1 cell  0.0 s\n`,
    );
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(snapshot()).toEqual(before);
  });

  it("fails with 1 when a cell fails, names notebook, cell and line, and runs the others", async () => {
    write("fails.ipynb", FAILS);
    write("good.ipynb", GOOD);
    const { code, stdout, stderr } = await execute(["fails.ipynb", "good.ipynb", "--jobs", "1"]);
    expect(stdout.split("\n")).toEqual([
      "[1/2] FAILED fails.ipynb  3 cells  0.0 s",
      ...FAILURES,
      "[2/2] ok     good.ipynb  1 cell  0.0 s",
      "1 of 2 notebooks failed",
      "",
    ]);
    expect(stderr).toBe("");
    expect(code).toBe(1);
  });

  it("annotates failures on GitHub", async () => {
    write("fails.ipynb", FAILS);
    const { code, stdout } = await execute(["fails.ipynb"], { GITHUB_ACTIONS: "true" });
    const path = join(folder, "fails.ipynb").replace(/:/g, "%3A");
    expect(stdout.split("\n").filter((line) => line.startsWith("::"))).toEqual([
      `::error file=${path}::cell [2], line 3: RangeError: x is 1`,
      `::error file=${path}::cell [3], line 1: CompileError: Type 'string' is not assignable to type 'number'.`,
    ]);
    expect(code).toBe(1);
  });

  it("looks at all files before anything runs: each that cannot be run is told, and the exit code is 2", async () => {
    write("good.ipynb", ["import { writeFileSync } from 'node:fs';\nwriteFileSync('ran', '');"]);
    write("old.ipynb", []);
    writeFileSync(join(folder, "old.ipynb"), JSON.stringify({ ...notebookOf([]), nbformat: 3, nbformat_minor: 0 }));
    writeFileSync(join(folder, "python.ipynb"), JSON.stringify(notebookOf([], { language_info: { name: "python" } })));
    mkdirSync(join(folder, "folder"));
    const before = snapshot();
    const files = ["missing.ipynb", "good.ipynb", "old.ipynb", "folder", "python.ipynb"];
    const { code, stdout, stderr } = await execute([...files, "--output", "out"]);
    expect(stdout).toBe("");
    expect(stderr.split("\n")).toEqual([
      "missing.ipynb: there is no such file",
      "old.ipynb: nbformat 3.0 came; 4.0 to 4.5 are known; convert it with: jupyter nbconvert --to notebook --nbformat 4",
      "folder: is a folder; name notebooks, as in folder/*.ipynb",
      "python.ipynb: its language is python; only TypeScript notebooks can be run here (metadata.language_info.name)",
      "",
    ]);
    expect(code).toBe(2);
    expect(snapshot()).toEqual(before);
  });

  it("says what is wrong with a command line, with exit code 2, and what it can do, with 0", async () => {
    write("a/same.ipynb", GOOD);
    write("b/same.ipynb", GOOD);
    expect(await execute(["a/same.ipynb", "b/same.ipynb", "--output", "out"])).toEqual({
      code: 2,
      stdout: "",
      stderr: `--output: ${join("a", "same.ipynb")} and ${join("b", "same.ipynb")} would both become same.ipynb\n`,
    });
    expect(await execute(["--help"])).toEqual({ code: 0, stdout: `${USAGE}\n`, stderr: "" });
  });
});

describe("--output", () => {
  it("writes executed copies, with pictures, and leaves the notebooks as they are", async () => {
    const figure = '{ "application/vnd.plotly.v1+json": { data: [], layout: {} }, "text/plain": "a figure" }';
    write("a b.ipynb", [...GOOD, `({ [Symbol.for("Jupyter.display")]: () => (${figure}) })`]);
    write("fails.ipynb", FAILS);
    const before = snapshot();
    expect((await execute(["a b.ipynb", "fails.ipynb", "--output", "out/new folder"])).code).toBe(1);
    const written = readdirSync(join(folder, "out", "new folder"));
    expect(written.sort()).toEqual(["a b.ipynb", "fails.ipynb"]);
    const [[stream, result], [picture]] = outputs("out/new folder/a b.ipynb");
    expect(stream).toEqual({ output_type: "stream", name: "stdout", text: ["printed\n"] });
    expect(result.data).toEqual({ "text/plain": ["2"] });
    expect(Object.keys(picture.data as object).sort()).toEqual([
      "application/vnd.plotly.v1+json",
      "image/svg+xml",
      "text/plain",
    ]);
    expect(outputs("out/new folder/fails.ipynb").map(([output]) => output.ename)).toEqual([
      undefined,
      "RangeError",
      "CompileError",
    ]);
    for (const file of written) expect(schemaErrors(read(`out/new folder/${file}`))).toEqual([]);
    expect(snapshot()).toMatchObject(before);
  });

  it("that cannot be written fails that notebook alone", async () => {
    write("a.ipynb", GOOD);
    write("b.ipynb", GOOD);
    mkdirSync(join(folder, "out", "a.ipynb"), { recursive: true });
    const { code, stdout } = await execute(["a.ipynb", "b.ipynb", "--output", "out", "--jobs", "1"]);
    expect(stdout.split("\n")).toEqual([
      "[1/2] FAILED a.ipynb  1 cell  0.0 s",
      "  a.ipynb",
      expect.stringMatching(/^ {4}.*a\.ipynb: cannot be written \(E[A-Z]+\)$/),
      "[2/2] ok     b.ipynb  1 cell  0.0 s",
      "1 of 2 notebooks failed",
      "",
    ]);
    expect(code).toBe(1);
    expect(readdirSync(join(folder, "out"))).toEqual(["a.ipynb", "b.ipynb"]);
  });
});

describe("--update and --check", () => {
  it("write the outputs into the notebook, and say where a new run differs from them", async () => {
    write("good.ipynb", [...GOOD, { source: "Date.now()", tags: ["timing"] }]);
    const unchecked = await execute(["good.ipynb", "--check"]);
    expect(unchecked.stdout.split("\n").slice(1, 4)).toEqual([
      "  good.ipynb, cell [1] `console.log('printed');`",
      "    the output is not what is committed",
      "      output 1, print to stdout: is new",
    ]);
    expect(unchecked.code).toBe(1);

    const updated = await execute(["good.ipynb", "--update"]);
    expect(updated).toEqual({ code: 0, stdout: "[1/1] ok     good.ipynb  2 cells  0.0 s\n", stderr: "" });
    expect(readdirSync(folder)).toEqual(["good.ipynb"]);
    expect(outputs("good.ipynb")[0][1].data).toEqual({ "text/plain": ["2"] });

    const before = snapshot();
    expect(await execute(["good.ipynb", "--check"])).toEqual(updated);
    expect(snapshot()).toEqual(before);

    writeFileSync(join(folder, "good.ipynb"), readFileSync(join(folder, "good.ipynb"), "utf8").replace('"2"', '"3"'));
    const differs = await execute(["good.ipynb", "--check"]);
    expect(differs.stdout.split("\n")).toEqual([
      "[1/1] FAILED good.ipynb  2 cells  0.0 s",
      "  good.ipynb, cell [1] `console.log('printed');`",
      "    the output is not what is committed",
      "      output 2, execute_result text/plain, line 1:",
      "        committed: 3",
      "        now:       2",
      "",
    ]);
    expect(differs.code).toBe(1);
  });
});

describe("--set", () => {
  const CELLS = [{ source: "const alpha = 0.1, name = 'a';", tags: ["parameters"] }, "[alpha, name]"];

  it("fills the cell tagged parameters, in the copy too", async () => {
    write("p.ipynb", CELLS);
    const args = ["p.ipynb", "--set", "alpha=0.5", "--set", "name=two words", "--output", "out"];
    expect((await execute(args)).code).toBe(0);
    expect(outputs("out/p.ipynb")[1][0].data).toEqual({ "text/plain": ["[ 0.5, 'two words' ]"] });
    expect(read("out/p.ipynb").cells[0].source).toEqual(['const alpha = 0.5, name = "two words";']);
    expect(read("p.ipynb").cells[0].source).toEqual(["const alpha = 0.1, name = 'a';"]);
  });

  it("of a name that is no parameter stops all, with exit code 2", async () => {
    write("p.ipynb", CELLS);
    expect(await execute(["p.ipynb", "--set", "beta=1"])).toEqual({
      code: 2,
      stdout: "",
      stderr: "p.ipynb: --set beta: no such parameter; its parameters are: alpha, name\n",
    });
  });
});

describe("--timeout, --memory and --jobs", () => {
  it("hold for each notebook; what a cell put out before is saved, and the others still run", async () => {
    write("1-spins.ipynb", ["console.log('begun');\nwhile (true) {}", "1 + 1"]);
    write("2-bomb.ipynb", [
      "console.log('begun');",
      "const all: Float64Array[] = [];\nwhile (true) all.push(new Float64Array(1e6).fill(1));",
    ]);
    write("3-exits.ipynb", ["console.log('begun');\nprocess.exit(5);"]);
    write("4-good.ipynb", GOOD);
    const { code, stdout, stderr } = await execute([
      "*.ipynb",
      "--timeout",
      "2",
      "--memory",
      "100",
      "--jobs",
      "2",
      "--output",
      "out",
    ]);
    const gone = "all names are gone";
    const lines = stdout.replace(/^\[\d\/4\]/gm, "[]").split("\n");
    for (const line of [
      "[] FAILED 1-spins.ipynb  1 cell  0.0 s",
      "  note: 1 more cell was not run, because the program ended in cell [1]",
      "  1-spins.ipynb, cell [1] `console.log('begun');`",
      `    Timeout: the cell ran longer than its limit of 2 s and was ended; ${gone}`,
      "  2-bomb.ipynb, cell [2] `const all: Float64Array[] = [];`",
      `    OutOfMemory: the cell used more memory than its limit of 100 MB; ${gone}`,
      "  3-exits.ipynb, cell [1] `console.log('begun');`",
      `    ProgramExit: the cell ended the program with exit code 5; ${gone}`,
      "[] ok     4-good.ipynb  1 cell  0.0 s",
      "3 of 4 notebooks failed",
    ]) {
      expect(lines).toContain(line);
    }
    expect(stderr).toBe("");
    expect(code).toBe(1);
    for (const file of ["1-spins", "2-bomb", "3-exits"]) {
      expect(outputs(`out/${file}.ipynb`)[0][0]).toEqual({ output_type: "stream", name: "stdout", text: ["begun\n"] });
    }
    expect(outputs("out/1-spins.ipynb")[1][0].ename).toBe("NotRun");
    expect(outputs("out/4-good.ipynb")[0]).toHaveLength(2);
  });
});
