/** The notebooks' compiler (TypeScript 5.0.4 with tslab's options) and the repository's own, asked about a few cells. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ACCEPTED, prelude, REFUSED } from "./cells";

const require = createRequire(import.meta.url);
const ts = require("@tslab/typescript-for-tslab");
const root = process.cwd();
const cell = join(root, "test/types/__cell__.ts");

const options = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts"],
  types: ["node"],
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
  noEmit: true,
};

type Message = { cell: string; message: string };

const all = [...Object.keys(REFUSED), ...ACCEPTED];
const expected: Message[] = Object.entries(REFUSED).map(([cell, message]) => ({ cell, message }));

/** All the cells in one source (a program takes a second), a line each. */
const sourceOf = (src: string): string => `${prelude(src)}${all.map((text) => `{ ${text} }`).join("\n")}\nexport {};\n`;
const cellAt = (line: number): string => all[line - (prelude("").split("\n").length - 1)] ?? "prelude";

/** What the notebooks' compiler says, the cell and the first line of each message. */
function ofNotebooks(): Message[] {
  const source = sourceOf("../../src");
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name: string, ...rest: unknown[]) =>
    name === cell ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : getSourceFile.call(host, name, ...rest);
  host.fileExists = (name: string) => name === cell || fileExists.call(host, name);
  host.readFile = (name: string) => (name === cell ? source : readFile.call(host, name));
  return ts.getPreEmitDiagnostics(ts.createProgram([cell], options, host)).map((diagnostic: any) => {
    const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start).line;
    const where = diagnostic.file?.fileName === cell ? cellAt(line) : diagnostic.file?.fileName;
    return { cell: where, message: ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n").split("\n")[0] };
  });
}

/** What the repository's own compiler says. It reads files only, so the cells are put into one, out of the tree. */
function ofRepository(): Message[] {
  const folder = mkdtempSync(join(tmpdir(), "cells-"));
  const compilerOptions = {
    ...{ target: "ES2022", lib: ["ES2022"], module: "ESNext", moduleResolution: "bundler", strict: true, noEmit: true },
    ...{ types: ["node"], typeRoots: [join(root, "node_modules/@types")], esModuleInterop: true, skipLibCheck: true },
  };
  try {
    writeFileSync(join(folder, "cells.ts"), sourceOf(join(root, "src").replaceAll("\\", "/")));
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["cells.ts", PAPAPARSE] }));
    return messagesIn(outputOf(["--pretty", "false", "-p", folder]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** No module of ours imports this declaration: tsconfig.json's `include` brings it in. */
const PAPAPARSE = join(root, "src/engine/papaparse.d.ts");

function outputOf(args: string[]): string {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  try {
    return execFileSync(process.execPath, [compiler, ...args], { encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string }).stdout; // the exit code is not 0 when there are errors
  }
}

/** Lines like `…/cells.ts(9,8): error TS2345: Argument of …`; those that begin with spaces say more about the one above. */
function messagesIn(output: string): Message[] {
  return output
    .split("\n")
    .filter((line) => /^\S/.test(line))
    .map((line) => {
      const [, file = "", number = "0", message = line] = LINE.exec(line) ?? [];
      return { cell: file.endsWith("cells.ts") ? cellAt(Number(number) - 1) : file, message };
    });
}

const LINE = /^(.*)\((\d+),\d+\): error TS\d+: (.*?)\r?$/;

test("src compiles in the notebooks' compiler, which refuses sizes that don't fit with these messages and no others", () => {
  expect(ts.version).toBe("5.0.4");
  expect(ofNotebooks()).toEqual(expected);
});

test("the repository's compiler refuses the same, with the same messages", () => {
  expect(ofRepository()).toEqual(expected);
});
