import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { NODE_RANGE, nodeProblem } from "../../src/setup/node-version.mjs";
import { loadCompiler } from "../../src/setup/transpile.mjs";
import { repository } from "./tiny-workbook";

test.each(["20.19.0", "20.20.2", "22.13.0", "22.20.1", "23.0.0", "24.0.0", "26.1.0"])(
  "Node %s is new enough",
  (version) => {
    expect(nodeProblem(version)).toBe("");
  },
);

test.each(["0.12.18", "12.22.12", "18.20.8", "20.18.3", "21.7.3", "22.12.0"])("Node %s is too old", (version) => {
  expect(nodeProblem(version)).toBe(
    `This is Node ${version}; the workbook needs Node 20.19 or newer (of Node 22: 22.13 or newer).\n` +
      "Install the current LTS from https://nodejs.org (or type: nvm install --lts), then type this command again.",
  );
});

test("package.json asks for the same versions", () => {
  const { engines } = JSON.parse(fs.readFileSync(path.join(repository, "package.json"), "utf8"));
  expect(engines.node).toBe(NODE_RANGE);
});

test.each(["run.mjs", "node-version.mjs"])("an old Node can read %s: nothing in it is newer than 2015", (name) => {
  const ts = loadCompiler(repository);
  const text = fs.readFileSync(path.join(repository, "src/setup", name), "utf8");
  expect(emit(ts.ScriptTarget.ES2015)).toBe(emit(ts.ScriptTarget.ESNext));
  expect(text).not.toMatch(/^\s*await /m);

  function emit(target: number): string {
    return ts.transpileModule(text, { compilerOptions: { target, module: ts.ModuleKind.ESNext, allowJs: true } })
      .outputText;
  }
});
