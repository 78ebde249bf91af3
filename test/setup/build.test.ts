import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { build } from "../../src/setup/build.mjs";
import { runNode, TinyWorkbook } from "./tiny-workbook";

let workbook: TinyWorkbook;
beforeEach(() => {
  workbook = new TinyWorkbook().linkPackages();
});
afterEach(() => workbook.remove());

const load = (dist: string, file: string) => createRequire(import.meta.url)(path.join(dist, file));
const files = (folder: string) => fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

test("src/ becomes CommonJS, in a folder with spaces too; the set-up scripts are left out", () => {
  const dist = build(workbook.root);
  expect(path.dirname(dist)).toBe(path.join(workbook.root, "dist"));
  expect(files(dist).map((file) => file.split(path.sep).join("/"))).toEqual([
    "commands",
    "commands/hello-parts.js",
    "commands/hello.js",
    "engine",
    "engine/double.js",
    "greeting.js",
    "manifest.json",
    "package.json",
  ]);
  expect(load(dist, "engine/double.js").double(4)).toBe(8);
});

test("a source map leads from the JavaScript to the file in src/", () => {
  const dist = build(workbook.root);
  const output = path.join(dist, "engine/double.js");
  const map = JSON.parse(
    Buffer.from(fs.readFileSync(output, "utf8").split("base64,")[1] as string, "base64").toString(),
  );
  expect(path.resolve(path.dirname(output), map.sources[0])).toBe(path.join(workbook.root, "src/engine/double.ts"));
  expect(map.sourcesContent).toEqual(["export const double = (x: number): number => 2 * x;\n"]);
});

test("nothing is written when nothing has changed", () => {
  const dist = build(workbook.root);
  const before = fs.statSync(path.join(dist, "greeting.js"));
  const listing = files(path.join(workbook.root, "dist"));
  expect(build(workbook.root)).toBe(dist);
  expect(fs.statSync(path.join(dist, "greeting.js"))).toEqual(before);
  expect(files(path.join(workbook.root, "dist"))).toEqual(listing);
});

test("an edit transpiles that file only, into a new folder; the old one stays for those that run from it", () => {
  const first = build(workbook.root);
  fs.appendFileSync(path.join(first, "engine/double.js"), "// made by the first build\n");
  workbook.write("src/greeting.ts", 'export const greeting = "good morning";\n');
  const second = build(workbook.root);
  expect(second).not.toBe(first);
  expect(load(second, "greeting.js").greeting).toBe("good morning");
  expect(fs.readFileSync(path.join(second, "engine/double.js"), "utf8")).toMatch(/made by the first build\n$/);
  expect(load(first, "greeting.js").greeting).toBe("hello");
});

test("a file that is moved or deleted is gone from the next build", () => {
  build(workbook.root);
  fs.renameSync(path.join(workbook.root, "src/greeting.ts"), path.join(workbook.root, "src/engine/greeting.ts"));
  const dist = build(workbook.root);
  expect(fs.existsSync(path.join(dist, "greeting.js"))).toBe(false);
  expect(load(dist, "engine/greeting.js").greeting).toBe("hello");
});

test("neither a type error nor a syntax error stops the build", () => {
  workbook.write("src/greeting.ts", 'export const greeting: number = "hello";\n');
  workbook.write("src/engine/broken.ts", "export const = {;\n");
  expect(load(build(workbook.root), "greeting.js").greeting).toBe("hello");
});

test("a build that was not used for a day is removed by the next build, a used one is kept", () => {
  const first = build(workbook.root);
  workbook.write("src/greeting.ts", 'export const greeting = "2";\n');
  const second = build(workbook.root);
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
  fs.utimesSync(first, yesterday, yesterday);
  workbook.write("src/greeting.ts", 'export const greeting = "3";\n');
  const third = build(workbook.root);
  expect(fs.readdirSync(path.join(workbook.root, "dist")).sort()).toEqual(
    [second, third].map((dist) => path.basename(dist)).sort(),
  );
});

test("six builds at once give one whole folder and leave nothing behind", async () => {
  const script = `import { build } from ${JSON.stringify(pathToFileURL(path.join(workbook.root, "src/setup/build.mjs")).href)};
    const { createRequire } = await import("node:module");
    const dist = build(${JSON.stringify(workbook.root)});
    const { double } = createRequire(import.meta.url)(dist + "/engine/double.js");
    console.log(dist, double(1));`;
  const runs = await Promise.all(Array.from({ length: 6 }, () => runNode(["--input-type=module", "-e", script])));
  const [dist] = fs.readdirSync(path.join(workbook.root, "dist"));
  expect(fs.readdirSync(path.join(workbook.root, "dist"))).toEqual([dist]);
  for (const { stdout, stderr } of runs) {
    expect(stderr).toBe("");
    expect(stdout).toBe(`${path.join(workbook.root, "dist", dist as string)} 2\n`);
  }
});

test.skipIf(process.platform === "win32")(
  "a root that cannot be written is built in the temporary folder, with its packages",
  async () => {
    workbook.write("src/engine/needs-package.ts", 'export * as maps from "@jridgewell/trace-mapping";\n');
    const temporary = fs.mkdtempSync(path.join(path.dirname(workbook.root), "tmp-"));
    // The superuser may write everywhere, so the test becomes another user where it can.
    const uid = process.getuid?.() === 0 ? 65534 : undefined;
    if (uid) fs.chownSync(temporary, uid, uid);
    fs.chmodSync(path.dirname(workbook.root), 0o755);
    fs.chmodSync(workbook.root, 0o555);
    try {
      const script = `import { build } from ${JSON.stringify(pathToFileURL(path.join(workbook.root, "src/setup/build.mjs")).href)};
      const { createRequire } = await import("node:module");
      const dist = build(${JSON.stringify(workbook.root)});
      const { maps } = createRequire(import.meta.url)(dist + "/engine/needs-package.js");
      console.log(dist === build(${JSON.stringify(workbook.root)}), typeof maps.TraceMap, dist);`;
      const run = await runNode(["--input-type=module", "-e", script], { env: { TMPDIR: temporary }, uid });
      expect(run.stderr).toBe("");
      expect(run.stdout).toMatch(/^true function /);
      expect(run.stdout).toContain(path.join(temporary, "workbook-"));
      expect(fs.existsSync(path.join(workbook.root, "dist"))).toBe(false);
    } finally {
      fs.chmodSync(workbook.root, 0o755);
    }
  },
);
