import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TinyWorkbook } from "./tiny-workbook";

let workbook: TinyWorkbook;
beforeAll(() => {
  workbook = new TinyWorkbook().linkPackages();
});
afterAll(() => workbook.remove());

test("a command gets its arguments as they are, the root, and the folder the user is in; its result is the exit code", async () => {
  const cwd = path.join(workbook.root, "src");
  const { code, stdout, stderr } = await workbook.run(["hello", "a b", "--set", 'x="1"', "ü"], { cwd });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual({
    greeting: "hello",
    args: ["a b", "--set", 'x="1"', "ü"],
    context: { root: workbook.root },
    cwd,
  });
  expect(code).toBe(6);
});

test("an unknown command: the commands there are, exit code 2, and nothing is installed or built", async () => {
  const fresh = new TinyWorkbook();
  const { code, stdout, stderr } = await fresh.run(["exceute"]);
  expect(stderr).toBe(
    'There is no command "exceute"; the commands are: bench, bench-grade, bench-kernel, build, check, format, hello, reset, start, test, test-chromium, test-jupyter\n',
  );
  expect(stdout).toBe("");
  expect(code).toBe(2);
  expect(fs.existsSync(path.join(fresh.root, "dist"))).toBe(false);
  fresh.remove();
});

test.each(["__proto__", "constructor", "../engine/double", "hello.ts", "hello-parts"])(
  "%s is no command",
  async (name) => {
    expect((await workbook.run([name])).code).toBe(2);
  },
);

test("no command at all", async () => {
  const { code, stderr } = await workbook.run([]);
  expect(stderr).toBe(
    "No command given; the commands are: bench, bench-grade, bench-kernel, build, check, format, hello, reset, start, test, test-chromium, test-jupyter\n",
  );
  expect(code).toBe(2);
});

test("build says nothing and builds", async () => {
  expect(await workbook.run(["build"])).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(fs.readdirSync(path.join(workbook.root, "dist"))).toHaveLength(1);
});

test("a command that throws shows the line in src/, exit code 1", async () => {
  const { code, stderr } = await workbook.run(["hello", "fail"]);
  expect(stderr).toContain("Error: it failed");
  expect(stderr).toContain(`${path.join(workbook.root, "src/commands/hello.ts")}:5:`);
  expect(code).toBe(1);
});
