import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isForCells, isForRealms } from "../../src/kernel/available-modules";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { refusedImports } from "../../src/kernel/compiler/refused-imports";
import { code, plainTraceback, root } from "./kernel";
import { SandboxedSession } from "./sandboxed";

const compiler = new Compiler(root, join(code, ".."));
const session = new SandboxedSession(compiler);
afterAll(() => {
  session.close();
  compiler.close();
});

const refused = (source: string) => refusedImports(compiler.typescript, source).map(({ message }) => message);

describe("while grading, a cell", () => {
  it.each([
    "./src",
    "./src/",
    "./src/index",
    "./src/display",
    "./src/engine/matrix",
    "./src/engine/../plots/scatter.ts",
    "./src/node/sweep",
    "fs",
    "node:fs",
    "fs/promises",
    "papaparse",
  ])("may import %s", (id) => {
    expect(isForCells(id)).toBe(true);
    expect(refused(`import * as all from "${id}";`)).toEqual([]);
  });

  it.each([
    ".",
    "./",
    "..",
    "../src",
    "/etc/passwd",
    "./package.json",
    "./notebooks/homework/source/hw0-warm-up/hw0-warm-up.ipynb",
    "./src/../notebooks/x",
    "./src/engine/../checks/judge",
    "./src/checks/check",
    "./src/checks/hw0-warm-up",
    "./src/grading/metadata",
    "./src/kernel/session",
    "./src/commands/grade",
    "./src/setup/build.mjs",
    "./srcs",
    "src",
    "child_process",
    "node:worker_threads",
    "tslab",
    "typescript",
    "C:\\\\x",
    "file:///etc/passwd",
    "",
  ])("may not import %j, in whatever way", (id) => {
    const message = `${JSON.stringify(id.replace("\\\\", "\\"))} cannot be imported while grading; a cell may import from "./src" and from Node`;
    for (const source of [
      `import "${id}";`,
      `import x from "${id}";`,
      `import type { X } from "${id}";`,
      `export * from "${id}";`,
      `export type { X } from "${id}";`,
      `import x = require("${id}");`,
      `let x: typeof import("${id}");`,
      `let x: import("${id}").X;`,
      `function f() { return import("${id}"); }`,
      `const x = import(\`${id}\`);`,
      `require("${id}");`,
      `declare module "${id}" { const x: number; }`,
    ]) {
      expect(refused(source)).toEqual([message]);
    }
  });

  it.each(['path="/etc/passwd"', 'types="node"', 'lib="dom"'])("may not refer to %s", (reference) => {
    const [, name] = reference.split('"');
    expect(refused(`/// <reference ${reference} />\n1`)).toEqual([
      `"${name}" cannot be imported while grading; a cell may import from "./src" and from Node`,
    ]);
  });

  it("is told so as by the compiler, and does not run", async () => {
    const ran = await session.run('console.log("ran");\nimport { solve } from "./src/checks/hw0-warm-up";');
    const message =
      '"./src/checks/hw0-warm-up" cannot be imported while grading; a cell may import from "./src" and from Node';
    expect(ran.error).toBe(`CompileError: ${message}`);
    expect(ran.printed).toBe("");
    expect(plainTraceback(ran)).toBe(`CompileError: the cell was not run

cell [1], line 2: ${message}
  1 | console.log("ran");
> 2 | import { solve } from "./src/checks/hw0-warm-up";
    |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^`);
  });

  it("gets no file of the checks or the grader at run time, even if another session imported it", async () => {
    compiler.compile("", 'import { judge } from "./src/checks/judge";\nimport "./src/grading/metadata";');
    await session.run('import { check } from "./src";');
    for (const path of ["./src/checks/judge", "./src/grading/metadata", "./src/checks/hw0-warm-up"]) {
      const { error } = await session.run(`const path = "${path}" as any;\nawait import(path);`);
      expect(error).toBe(`Error: ${path} is not available while grading`);
    }
    expect(isForRealms("src/checks/check.ts")).toBe(true);
    expect(isForRealms("src/checks/judge.ts")).toBe(false);
  });

  it("that is nested too deep for the compiler is a mistake, and the next cell runs", async () => {
    const { error } = await session.run(`const x = ${"(".repeat(50_000)}1${")".repeat(50_000)};`);
    expect(error).toBe("CompileError: the compiler itself failed: Maximum call stack size exceeded");
    expect((await session.run("1 + 1")).result).toBe("2");
  });
});
