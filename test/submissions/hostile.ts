/** Submissions that are wrong, broken or hostile: what they hold, what they get, and what is said of them. */
import type { INotebookContent } from "@jupyterlab/nbformat";
import { COST, FORWARD, handInChecked, WRONG } from "./checked";
import { cellOf } from "./tiny";

export interface Case {
  content: INotebookContent | string;
  /** Points and status of q1 and q2. */
  q1: [points: number, status: string];
  q2?: [points: number, status: string];
  /** Another end that it may come to. */
  or?: Required<Pick<Case, "q1" | "q2">>;
  /** Part of what the student is told of q1. */
  message?: string;
  /** Part of what the teacher is told. */
  finding?: string;
}

const FULL: [number, string] = [2, "auto"];

/** A wrong answer with a cell that tries to make it count. */
const trying = (own: string, { finding, ...others }: Partial<Case> = {}): Case => ({
  content: handInChecked({ forward: WRONG, own }),
  q1: [0, "auto"],
  q2: FULL,
  ...(finding === undefined ? {} : { finding: `cell [3] ${finding}` }),
  ...others,
});

/** An answer with other lines in its function. */
const inForward = (line: string, others: Partial<Case>): Case => ({
  content: handInChecked({ forward: WRONG.replace("{\n  return", `{\n  ${line}\n  return`) }),
  q1: [0, "auto"],
  q2: FULL,
  ...others,
});

const mistake = (forward: string, message: string): Case => ({
  content: handInChecked({ forward }),
  q1: [0, "auto"],
  q2: FULL,
  message,
});

const broken = (content: string, message: string): Case => ({
  content,
  q1: [0, "crashed"],
  q2: [0, "crashed"],
  message,
  finding: message,
});

function changed(change: (notebook: INotebookContent) => void): INotebookContent {
  const notebook = handInChecked({ forward: WRONG });
  change(notebook);
  return notebook;
}

/** nbformat 4.0 to 4.4 know no ids. */
function ofFormat(minor: number): Case {
  const notebook = handInChecked();
  for (const cell of notebook.cells) delete cell.id;
  return { content: { ...notebook, nbformat_minor: minor }, q1: [3, "auto"], q2: FULL };
}

/** A type that doubles at every step. */
const ENDLESS_TYPE = `type Bomb<A extends any[] = []> = A["length"] extends 18 ? A : Bomb<[...A, 0]> | Bomb<[...A, 1]>;
let bomb: Bomb;`;

/** What takes memory or prints may be ended for that, and all names are gone; or, on a slow machine, for its time. */
const ENDED: Partial<Case> = {
  q1: [0, "crashed"],
  q2: [0, "crashed"],
  or: { q1: [0, "timeout"], q2: [2, "auto"] },
};

export const cases: Record<string, Case> = {
  right: { content: handInChecked(), q1: [3, "auto"], q2: FULL },
  untouched: {
    content: handInChecked({ forward: "throw new Error('write your code here');", cost: "throw new Error('x');" }),
    q1: [0, "auto"],
    q2: [0, "auto"],
    message: "CompileError: Cannot find name 'forward'.",
  },
  "mistake: without a bias": mistake(FORWARD.replace(".add(b1)", ""), "q1: Z1 is what comes out without b[1]"),
  "mistake: the wrong activation": mistake(FORWARD.replace("tanh.g(Z1)", "sigmoid.g(Z1)"), "q1: A1"),
  "mistake: a number": mistake("const forward = (parameters: Parameters, X: M) => 1;", "q1: "),
  "mistake: it throws": mistake(
    "const forward = (parameters: Parameters, X: M) => parameters.W1.dot(parameters.W2);",
    "q1: ",
  ),
  "mistake: a global variable": mistake(
    `let last: M;\n${FORWARD.replace("const A1", "last = Z1;\n  const A1")}`,
    "q1: it uses the global variable last",
  ),
  "mistake: right only for what is shown": mistake(
    FORWARD.replace("const Z1", "if (X.cols !== 5) throw new Error('no');\n  const Z1"),
    "q1: ",
  ),
  "check is replaced": trying("const check = async (...all: unknown[]) => {};", {
    q1: [0, "tampered"],
    q2: [0, "tampered"],
    message: "CheckMissing: the check of q1 was not made",
    finding: "declares check",
  }),
  "check is replaced in ./src": trying('import * as src from "./src";\n(src as any).check = async () => {};'),
  "Error is replaced": trying("(globalThis as any).Error = class {};\nError.prototype = null as any;", {
    finding: "assigns globalThis.Error",
  }),
  "console is replaced": trying("console.log = () => {};\nconsole.error = console.log;", {
    finding: "assigns console.log",
  }),
  "process.exit is replaced": trying("process.exit = (() => {}) as never;", { finding: "uses process.exit" }),
  "Math and arrays are replaced": trying(
    "(Math as any).abs = () => 0;\nArray.prototype.every = () => true;\nNumber.isFinite = () => true;\nJSON.stringify = () => '0';",
    { finding: "assigns Math.abs" },
  ),
  "all objects have what is asked for": trying(
    "Object.defineProperty(Object.prototype, 'passed', { get: () => true, set() {} });",
    { finding: "changes Object.prototype" },
  ),
  "promises are replaced": trying("(globalThis as any).Promise = class { then() {} };", {
    q1: [0, "timeout"],
    q2: [0, "timeout"],
  }),
  "a result is forged": inForward(
    'console.log("✓ q1: forward is right");\n  (globalThis as any)[Symbol.for("Jupyter.display")] = () => ({ "text/plain": "3" });',
    { finding: 'cell q1-answer names Symbol.for("Jupyter.display")' },
  ),
  "the host is asked": trying('(globalThis as any)[Symbol.for("workbook.host")].check = async () => {};', {
    finding: 'names Symbol.for("workbook.host")',
  }),
  "it lies in the pipe": trying(
    `const fs = process.getBuiltinModule?.("fs") ?? require("fs");
for (let cell = 1; cell < 9; cell++) {
  const text = JSON.stringify({ type: "done", cell, bound: [] });
  const head = Buffer.alloc(8);
  head.writeUInt32BE(text.length, 0);
  head.writeUInt32BE(1000 + cell, 4);
  fs.writeSync(4, Buffer.concat([head, Buffer.from(text)]));
}`,
    { message: "q1: Z1", finding: "names the module fs" },
  ),
  "ends early": inForward("process.exit(0);", {
    q1: [0, "crashed"],
    q2: [0, "crashed"],
    finding: "cell q1: the cell ended the program",
  }),
  "ends while nobody looks": trying("setTimeout(() => process.exit(0), 0);", {
    q1: [0, "crashed"],
    q2: [0, "crashed"],
    finding: "uses process.exit",
  }),
  "endless loop": inForward("while (true) {}", {
    q1: [0, "timeout"],
    message: "Timeout: the cell ran longer than its limit of 6 s",
    finding: "cell q1 ran longer than it may",
  }),
  "endless loop after an await": inForward("return (async () => { await null; while (true) {} })() as any;", {
    q1: [0, "timeout"],
  }),
  "never answers": inForward("return new Promise(() => {}) as any;", { q1: [0, "timeout"] }),
  "memory bomb of objects": inForward("const all: object[] = [];\n  while (true) all.push({ all: [1, 2, 3] });", ENDED),
  "memory bomb of typed arrays": inForward(
    "const all: Float64Array[] = [];\n  while (true) all.push(new Float64Array(1e6).fill(1));",
    ENDED,
  ),
  "compiles for ever": trying(ENDLESS_TYPE, { or: { q1: [0, "crashed"], q2: [0, "crashed"] } }),
  "nested too deep to compile": trying(`const deep = ${"(".repeat(1e5)}1${")".repeat(1e5)};`, {
    finding: "is nested too deep to be read",
  }),
  "output flood": inForward("while (true) console.log('x'.repeat(100));", ENDED),
  "reads the homework's source": trying(
    'import { readFileSync } from "node:fs";\nreadFileSync("notebooks/homework/source/hw0-warm-up/hw0-warm-up.ipynb", "utf8");',
    { finding: "names the module node:fs" },
  ),
  "edits a test": {
    content: changed((notebook) => {
      cellOf(notebook, "q1").source = "// passed";
    }),
    q1: [0, "tampered"],
    q2: FULL,
    finding: "cell q1 was changed; it was put back",
  },
  "deletes a test": {
    content: changed((notebook) => {
      notebook.cells = notebook.cells.filter(({ id }) => id !== "q1");
    }),
    q1: [0, "missing"],
    q2: FULL,
    finding: "cell q1 is missing",
  },
  "has a test skipped": {
    content: changed((notebook) => {
      cellOf(notebook, "q1").metadata.tags = ["skip-execution", "raises-exception"];
    }),
    q1: [0, "auto"],
    q2: FULL,
  },
  "raises the points": {
    content: changed((notebook) => {
      Object.assign(cellOf(notebook, "q1").metadata.nbgrader as object, { points: 300, grade: false });
    }),
    q1: [0, "tampered"],
    q2: FULL,
    finding: "the points or the kind of cell q1 were changed",
  },
  "has a test twice": {
    content: changed((notebook) => {
      notebook.cells.push({ ...structuredClone(cellOf(notebook, "q1")), id: "again", source: "1" });
    }),
    q1: [0, "tampered"],
    q2: FULL,
    finding: "cell q1 comes 2 times",
  },
  "cells out of order": {
    content: (() => {
      const notebook = handInChecked();
      const [imports, types, ...rest] = notebook.cells;
      return { ...notebook, cells: [imports, types, ...rest.reverse()] };
    })(),
    q1: [0, "auto"],
    q2: [0, "auto"],
    message: "CompileError: Cannot find name 'forward'.",
  },
  "Windows line ends": {
    content: JSON.stringify(handInChecked(), (key, value) =>
      key === "source" ? String(value).replace(/\n/g, "\r\n") : value,
    ),
    q1: [3, "auto"],
    q2: FULL,
  },
  "does not say its language": { content: { ...handInChecked(), metadata: {} }, q1: [3, "auto"], q2: FULL },
  "another language": broken(
    JSON.stringify({ ...handInChecked(), metadata: { language_info: { name: "python" } } }),
    "the file its language is python",
  ),
  "truncated JSON": broken(JSON.stringify(handInChecked()).slice(0, 2000), "the file is no notebook: not JSON"),
  "no notebook": broken('{ "a": 1 }', 'the file is no notebook: it has no "nbformat"'),
  empty: broken("", "the file is no notebook: not JSON"),
  "nbformat 3": broken('{ "nbformat": 3, "nbformat_minor": 0, "worksheets": [] }', "the file nbformat 3.0 came"),
  "50 MB": broken(
    " ".repeat(50 * 2 ** 20),
    "the file has 50 MB, and may have 20; clear the outputs and hand it in again",
  ),
  "nbformat 4.0": ofFormat(0),
  "nbformat 4.1": ofFormat(1),
  "nbformat 4.2": ofFormat(2),
  "nbformat 4.3": ofFormat(3),
  "nbformat 4.4": ofFormat(4),
  "odd metadata": {
    content: JSON.stringify({
      ...handInChecked(),
      cells: handInChecked().cells.map((cell, c) => ({ ...cell, ...(c === 0 && { metadata: null, outputs: "none" }) })),
    }),
    q1: [3, "auto"],
    q2: FULL,
  },
  "another answer of its own": {
    content: handInChecked({ cost: COST.replace("* -1", "") }),
    q1: [3, "auto"],
    q2: [0, "auto"],
  },
};
