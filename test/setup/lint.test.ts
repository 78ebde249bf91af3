import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repository } from "./tiny-workbook";

/** A folder laid out as the workbook, with its rules; each test writes one file into it and takes it away again. */
let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "lint "));
  fs.mkdirSync(path.join(folder, "src/setup"), { recursive: true });
  for (const file of ["biome.json", "src/setup/engine.grit"])
    fs.copyFileSync(path.join(repository, file), path.join(folder, file));
  fs.symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"), "junction");
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** What biome says about `text` as `file`: "rule: message" for each complaint. */
function complaints(file: string, text: string): Promise<string[]> {
  const full = path.join(folder, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  fs.writeFileSync(full, text);
  const biome = path.join(repository, "node_modules/@biomejs/biome/bin/biome");
  return new Promise((resolve) => {
    const args = [biome, "ci", "--assist-enabled=false", "--error-on-warnings", "--reporter=github", file];
    execFile(process.execPath, args, { cwd: folder }, (_error, stdout) => {
      fs.rmSync(full);
      resolve(
        [...stdout.matchAll(/^::\w+ title=([^,]*),.*?::(.*)$/gm)].map(([, rule, message]) => `${rule}: ${message}`),
      );
    });
  });
}

/** A file that imports all of these. */
const exportFrom = (modules: string[]) => modules.map((from) => `export * from "${from}";\n`).join("");

const IMPORTS = "lint/style/noRestrictedImports";
const LAYER = {
  engine: `${IMPORTS}: src/engine imports only src/engine and src/display.ts.`,
  node: `${IMPORTS}: src/node imports only src/engine and src/display.ts.`,
  plots: `${IMPORTS}: src/plots imports only src/engine and src/display.ts.`,
  checks: `${IMPORTS}: src/checks imports only src/engine and src/display.ts.`,
  kernel: `${IMPORTS}: src/kernel knows no other folder; what it needs from one is handed to it.`,
  pages: `${IMPORTS}: src/pages may know src/kernel's types, and no other folder.`,
  grading: `${IMPORTS}: src/grading imports only src/kernel and src/checks.`,
};
const FOLDERS = ["engine", "node", "plots", "checks", "kernel", "pages", "grading", "setup"];
const MAY_IMPORT: Record<keyof typeof LAYER, string[]> = {
  engine: ["engine"],
  node: ["node", "engine"],
  plots: ["plots", "engine"],
  checks: ["checks", "engine"],
  kernel: ["kernel"],
  pages: ["pages", "kernel"],
  grading: ["grading", "kernel", "checks"],
};
const ENTRY = `${IMPORTS}: Nothing in src imports src/index.ts (it is for notebooks) or src/commands.`;

test.each(Object.keys(LAYER) as (keyof typeof LAYER)[])("src/%s imports what it may, from any depth", async (layer) => {
  const allowed = ["../display", "./b", ...MAY_IMPORT[layer].map((folder) => `../${folder}/b`)];
  expect(await complaints(`src/${layer}/a.ts`, exportFrom(allowed))).toEqual([]);
  const deep = ["../../display", "../b", "./b", ...MAY_IMPORT[layer].map((folder) => `../../${folder}/b`)];
  expect(await complaints(`src/${layer}/deep/a.ts`, exportFrom(deep))).toEqual([]);
});

test.each(Object.keys(LAYER) as (keyof typeof LAYER)[])("src/%s imports no other folder", async (layer) => {
  const others = FOLDERS.filter((folder) => !MAY_IMPORT[layer].includes(folder));
  for (const up of ["..", "../.."]) {
    const file = up === ".." ? `src/${layer}/a.ts` : `src/${layer}/deep/a.ts`;
    const text = exportFrom(
      others.flatMap((folder) => [`${up}/${folder}`, `${up}/${folder}/b`, `${up}/${folder}/c/b.js`]),
    );
    expect(await complaints(file, text)).toEqual(others.flatMap(() => [LAYER[layer], LAYER[layer], LAYER[layer]]));
  }
});

test.each(Object.keys(LAYER))("src/%s imports neither src/index.ts nor src/commands", async (layer) => {
  const near = ["..", "../index", "../index.js", "../commands/execute"];
  expect(await complaints(`src/${layer}/a.ts`, exportFrom(near))).toEqual(near.map(() => ENTRY));
  const far = ["../..", "../../index", "../../index.ts", "../../commands/execute"];
  expect(await complaints(`src/${layer}/deep/a.ts`, exportFrom(far))).toEqual(far.map(() => ENTRY));
});

test.each([
  ["a type", 'import type { Figure } from "../plots/figure";\n\nexport type F = Figure;\n'],
  ["an import in the code", 'export const later = () => import("../plots/figure");\n'],
])("the layers hold for %s too", async (_name, text) => {
  expect(await complaints("src/engine/a.ts", text)).toEqual([LAYER.engine]);
});

test("src/index.ts: what notebooks import, and no more", async () => {
  const all = ["./display", "./engine/matrix", "./node/files", "./plots/figure"].map(
    (from) => `export * from "${from}";\n`,
  );
  expect(await complaints("src/index.ts", all.join(""))).toEqual([]);
  expect(await complaints("src/index.ts", 'export * from "./kernel/session";\n')).toEqual([
    `${IMPORTS}: src/index.ts is for notebooks: it imports only src/engine, src/node, src/plots, src/checks/check.ts and src/display.ts.`,
  ]);
});

test("src/display.ts imports nothing", async () => {
  const message = `${IMPORTS}: src/display.ts imports nothing, so that all may import it.`;
  for (const from of ["./engine/matrix", "node:fs", "jsdom"]) {
    expect(await complaints("src/display.ts", `export * from "${from}";\n`)).toEqual([message]);
  }
});

test("src/commands may import all folders, but not src/index.ts", async () => {
  const all = FOLDERS.sort().map((name) => `export * from "../${name}/b";\n`);
  expect(await complaints("src/commands/a.ts", all.join(""))).toEqual([]);
  expect(await complaints("src/commands/a.ts", 'export * from "../index";\n')).toEqual([ENTRY]);
});

test("src/engine imports no package but papaparse, and nothing of Node; src/kernel may", async () => {
  const message = `${IMPORTS}: src/engine imports no package but papaparse, and nothing of Node: it also runs in a browser.`;
  const packages = ["node:fs", "jsdom", "@jridgewell/trace-mapping", "tslab/dist/converter"];
  expect(await complaints("src/engine/a.ts", exportFrom(packages))).toEqual(packages.map(() => message));
  expect(await complaints("src/engine/a.ts", exportFrom(["papaparse"]))).toEqual([]);
  expect(await complaints("src/kernel/a.ts", exportFrom(packages))).toEqual([]);
});

const MATH =
  "plugin: Only Math.abs, sqrt, floor, ceil, round, trunc, sign, min, max, fround, imul give the same bits everywhere; src/engine/elementary.ts has the rest.";
const POWER = "plugin: ** gives other bits on other versions of Node; use power of src/engine/power.ts.";
const INSTANCE =
  "plugin: No instanceof in src/engine: after a reload in a notebook, a class is a new one. Look at a property instead.";
const TOP = "plugin: Write an import at the top of the file: that is where the layers are checked.";

test.each([
  ["Math.exp", "export const a = Math.exp(1);\n", MATH],
  ["Math.abs of Math.log", "export const a = Math.abs(Math.log(2));\n", MATH],
  ["Math.tanh as a value", "export const a = [1].map(Math.tanh);\n", MATH],
  ["Math.SQRT2", "export const a = Math.SQRT2;\n", MATH],
  ["Math taken apart", "export const { sin } = Math;\n", MATH],
  ["Math under another name", "const m = Math;\nexport const a = m.sin(1);\n", MATH],
  ["Math by a cast", "export const a = (Math as any).exp(1);\n", MATH],
  ["Math behind globalThis", "export const a = globalThis.Math.exp(1);\n", MATH],
  ["x ** y", "export const a = (x: number) => 1 + (2 * x) ** 3;\n", POWER],
  ["x **= y", "export let a = 2;\na **= 3;\n", POWER],
  ["instanceof", "export const a = (x: unknown) => x instanceof Error;\n", INSTANCE],
  ["an imported type in the middle", 'export type F = import("./figure").Figure;\n', TOP],
  ["require", 'export const a = require("./b");\n', TOP],
])("in src/engine, %s is refused; in src/plots it is not", async (_name, text, message) => {
  expect(await complaints("src/engine/deep/a.ts", text)).toEqual([message]);
  expect(await complaints("src/plots/a.ts", text)).toEqual([]);
});

test("in src/engine, what gives the same bits everywhere passes", async () => {
  const allowed = ["abs", "sqrt", "floor", "ceil", "round", "trunc", "sign", "min", "max", "fround"];
  const lines = allowed.map((name) => `export const ${name} = (x: number) => Math.${name}(Math.abs(x) * 2 - x / 3);\n`);
  lines.push("export const imul = Math.imul;\n", "export let product = 1;\nproduct *= 3;\n");
  expect(await complaints("src/engine/a.ts", lines.join(""))).toEqual([]);
});

test("two spaces, double quotes, 120 columns; equations may stand in columns", async () => {
  expect(await complaints("src/engine/a.ts", "export const a = 'b';\n")).toEqual([
    "format: File content differs from formatting output",
  ]);
  expect(await complaints("src/engine/a.ts", "export function f() {\n    return 1;\n}\n")).toHaveLength(1);
  const columns =
    "// biome-ignore-all format: the equations stand in columns\n\nexport const Z = 1;      // (5.4)  Z = W·Aprev + b\n";
  expect(await complaints("src/engine/a.ts", columns)).toEqual([]);
  const long = `export const a = ["${"x".repeat(98)}"];\n`;
  expect(long).toHaveLength(121);
  expect(await complaints("src/engine/a.ts", long)).toEqual([]);
});

test("notebooks, data, fixtures and what is made are left as they are", async () => {
  for (const file of [
    "notebooks/a.ipynb",
    "datasets/a.json",
    "test/fixtures/a.json",
    "dist/a.js",
    "out/a.json",
    "package-lock.json",
  ]) {
    expect(await complaints(file, "{'a' :1}")).toEqual([]);
  }
  expect(await complaints("a.json", '{"a" :1}')).not.toEqual([]);
});
