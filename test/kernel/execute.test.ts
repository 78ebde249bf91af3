import { stripVTControlCharacters as plain } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import type { INotebookContent } from "../../src/kernel/execute/notebook";
import { runAll } from "../../src/kernel/execute/run-all";
import { type Run, runNotebook } from "../../src/kernel/execute/run-notebook";
import { Session } from "../../src/kernel/session";
import { code, root, sleep } from "./kernel";
import { inWords, notebookOf, schemaErrors } from "./tiny-notebooks";

const compiler = new Compiler(root);
afterAll(() => compiler.close());

/** A session that leaves code which goes on after its cell some time between the cells. */
class UnhurriedSession extends Session {
  override async execute(...args: Parameters<Session["execute"]>): ReturnType<Session["execute"]> {
    await sleep(60);
    return super.execute(...args);
  }
}

interface Options {
  timeoutMs?: number;
  memoryMB?: number;
  unhurried?: boolean;
  onCell?(cell: number, total: number): void;
}

async function run(notebook: INotebookContent, options: Options = {}): Promise<Run> {
  const { timeoutMs = 30_000, memoryMB = 256, unhurried, onCell } = options;
  const session = new (unhurried ? UnhurriedSession : Session)({ compiler, code, memoryMB });
  try {
    return await runNotebook(notebook, session, { timeoutMs, onCell });
  } finally {
    session.close();
  }
}

const outputs = ({ notebook }: Run) => notebook.cells.map(({ outputs }) => outputs as Record<string, unknown>[]);

describe("a run", () => {
  it("leaves the notebook it is given as it was", async () => {
    const notebook = notebookOf([
      { source: "1 + 1", outputs: [{ output_type: "stream", name: "stdout", text: "old" }] },
    ]);
    const before = structuredClone(notebook);
    const ran = await run(notebook);
    expect(notebook).toEqual(before);
    expect(ran.notebook.cells[0].outputs).toEqual([
      { output_type: "execute_result", data: { "text/plain": ["2"] }, metadata: {}, execution_count: 1 },
    ]);
  });

  it("leaves cells alone that are no code, and all metadata", async () => {
    const notebook = notebookOf(["1"], { authors: [{ name: "A" }] });
    notebook.cells.push(
      { cell_type: "markdown", id: "m", metadata: { a: 1 }, source: ["# **b**"] },
      { cell_type: "raw", id: "r", metadata: {}, source: "raw" },
    );
    notebook.cells[0].metadata = { nbgrader: { grade: false, locked: true, schema_version: 3, solution: false } };
    const ran = await run(notebook);
    expect(ran.notebook.cells.slice(1)).toEqual(notebook.cells.slice(1));
    expect(ran.notebook.cells[0].metadata).toEqual(notebook.cells[0].metadata);
    expect(ran.notebook.metadata).toEqual(notebook.metadata);
    expect(ran.cells).toBe(1);
  });

  it("says which cell begins, of how many that have code", async () => {
    const seen: string[] = [];
    const onCell = (cell: number, total: number) => seen.push(`${cell} of ${total}`);
    await run(notebookOf(["1", "", { source: "2", tags: ["skip-execution"] }, "throw 3", "4"]), { onCell });
    expect(seen).toEqual(["1 of 3", "2 of 3", "3 of 3"]);
  });

  it("says of a failure its cell, first line, line, message and the rest of what a person needs", async () => {
    const { failures } = await run(notebookOf(["1", "\n\n// begins\nthrow new RangeError('z');"]));
    const frame = ["  2 |", "  3 | // begins", "> 4 | throw new RangeError('z');", "    |       ^"].join("\n");
    expect(failures.map(({ details, ...rest }) => ({ ...rest, details: plain(details) }))).toEqual([
      {
        cell: 2,
        firstLine: "// begins",
        line: 4,
        message: "RangeError: z",
        details: `\ncell [2], line 4\n${frame}`,
      },
    ]);
  });

  it("keeps the first megabyte of a flood, says where it was cut, and goes on", async () => {
    const ran = await run(notebookOf(["for (let i = 0; i < 1e5; i++) console.log('line number', i);", "1 + 1"]));
    expect(ran.failures).toEqual([]);
    expect(ran.notes).toEqual([
      "cell [1] `for (let i = 0; i < 1e5; i++) console.log('line number', i);` put out more than a cell may; the rest was cut",
    ]);
    const [[stream], [result]] = outputs(ran);
    const text = (stream.text as string[]).join("");
    expect(text).toHaveLength(2 ** 20 + "\n… cut here: a cell may print 1 MB\n".length);
    expect(text.startsWith("line number 0\nline number 1\n")).toBe(true);
    expect(text.endsWith("\n… cut here: a cell may print 1 MB\n")).toBe(true);
    expect(result.data).toEqual({ "text/plain": ["2"] });
    expect(schemaErrors(ran.notebook)).toEqual([]);
  });

  it("reports a flood and the time-out that ends it", async () => {
    const ran = await run(notebookOf(["while (true) console.log('x'.repeat(1000));"]), { timeoutMs: 2000 });
    expect(ran.failures.map(inWords)).toEqual([
      "cell [1]: Timeout: the cell ran longer than its limit of 2 s and was ended; all names are gone",
    ]);
    expect(ran.notes).toEqual([
      "cell [1] `while (true) console.log('x'.repeat(1000));` put out more than a cell may; the rest was cut",
    ]);
    expect(outputs(ran)[0].map(({ output_type }) => output_type)).toEqual(["stream", "error"]);
  });

  it("tells an error that comes after its cell in the next cell, which is not to blame", async () => {
    const late = "setTimeout(() => {\n  throw new Error('late');\n}, 5);\n'the timer runs'";
    const ran = await run(notebookOf([late, "1 + 1"]), { unhurried: true });
    const [[result], [stderr, next]] = outputs(ran);
    expect(result.data).toEqual({ "text/plain": ["'the timer runs'"] });
    expect(stderr.name).toBe("stderr");
    expect(plain((stderr.text as string[]).join(""))).toBe(
      "After cell [1] had ended:\nError: late\n\ncell [1], line 2\n  1 | setTimeout(() => {\n> 2 |   throw new Error('late');\n    |         ^\n  3 | }, 5);\n  4 | 'the timer runs'\n",
    );
    expect(next.data).toEqual({ "text/plain": ["2"] });
  });

  it("tells that the program ended between two cells, and runs none after", async () => {
    const ran = await run(notebookOf(["void setTimeout(() => process.exit(7), 5);", "1 + 1", "2 + 2"]), {
      unhurried: true,
    });
    expect(ran.failures.map(inWords)).toEqual([
      "cell [2]: ProgramExit: between two cells: the cell ended the program with exit code 7; all names are gone",
    ]);
    expect(ran.notes).toEqual(["1 more cell was not run, because the program ended in cell [2]"]);
    expect(outputs(ran)[2][0].evalue).toBe("not run: the program ended in cell [2]");
  });

  it("fails for a cell that ends the program, expected or not", async () => {
    const ran = await run(notebookOf([{ source: "process.exit(0);", tags: ["raises-exception"] }]));
    expect(ran.failures.map(inWords)).toEqual([
      "cell [1]: ProgramExit: the cell ended the program with exit code 0; all names are gone",
    ]);
    expect(ran.notes).toEqual([]);
  });

  it.each(["SIGKILL", "SIGTERM"])("says so when the system ends the program with %s", async (signal) => {
    const ran = await run(notebookOf([`process.kill(process.pid, "${signal}"); await new Promise(() => {});`]));
    expect(ran.failures.map(inWords)).toEqual([
      `cell [1]: ProgramExit: the program was ended by the system (${signal}); all names are gone`,
    ]);
  });
});

describe("many notebooks", () => {
  const limits = { compiler, code, timeoutMs: 30_000, memoryMB: 128 };
  const spin = "const until = Date.now() + 300;\nwhile (Date.now() < until) {}";

  it("share a compiler and nothing else: one that crashes does not touch the others", async () => {
    const own = (n: number) =>
      notebookOf([`const mine = ${n};`, "await new Promise((r) => setTimeout(r, 100));", "mine"]);
    const bomb = notebookOf(["const all: Float64Array[] = [];\nwhile (true) all.push(new Float64Array(1e6).fill(1));"]);
    const jobs = [own(1), bomb, own(2), notebookOf(["mine"])].map((notebook, n) => ({ name: `${n}`, notebook }));
    const said: Record<string, unknown> = {};
    await runAll(jobs, {
      ...limits,
      jobs: 4,
      onFinished: ({ job, run }) => {
        said[job.name] = run.failures.map(inWords)[0] ?? outputs(run)[2][0].data;
      },
    });
    expect(said).toEqual({
      0: { "text/plain": ["1"] },
      1: "cell [1]: OutOfMemory: the cell used more memory than its limit of 128 MB; all names are gone",
      2: { "text/plain": ["2"] },
      3: "cell [1], line 1: CompileError: Cannot find name 'mine'.",
    });
  });

  it("run as many at once as allowed, and each is reported as it ends", async () => {
    const jobs = [spin, spin, "1"].map((source, n) => ({
      name: `${n}`,
      notebook: notebookOf([source]),
    }));
    const [started, ended]: string[][] = [[], []];
    await runAll(jobs, {
      ...limits,
      jobs: 1,
      onCell: ({ name }, cell, total) => started.push(`${name}: ${cell} of ${total}, ${ended.length} done`),
      onFinished: ({ job, seconds }) => ended.push(`${job.name}: ${seconds > (job.name === "2" ? 0 : 0.3)}`),
    });
    expect(started).toEqual(["0: 1 of 1, 0 done", "1: 1 of 1, 1 done", "2: 1 of 1, 2 done"]);
    expect(ended).toEqual(["0: true", "1: true", "2: true"]);
    let running = 0;
    let most = 0;
    await runAll(jobs, {
      ...limits,
      jobs: 2,
      onCell: () => {
        most = Math.max(most, ++running);
      },
      onFinished: () => running--,
    });
    expect(most).toBe(2);
  });
});
