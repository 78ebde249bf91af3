import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isInstalled } from "../../src/setup/install.mjs";
import { explainNpmFailure, findNpm, isOffline } from "../../src/setup/npm.mjs";
import { repository, TinyWorkbook } from "./tiny-workbook";

const INSTALLING = "Installing the npm packages (once, about a minute) …\n";

/** Fills node_modules with links, slowly enough that a second command comes in between; counts how often it ran. */
const WORKING_NPM = `
const fs = require("node:fs"), path = require("node:path");
fs.appendFileSync(process.env.FAKE_NPM_LOG, process.argv.slice(2).join(" ") + "\\n");
setTimeout(() => {
  const packages = ${JSON.stringify(path.join(repository, "node_modules"))};
  fs.mkdirSync("node_modules");
  for (const name of fs.readdirSync(packages)) {
    if (!name.startsWith(".")) fs.symlinkSync(path.join(packages, name), path.join("node_modules", name), "junction");
  }
  console.log("added 148 packages");
}, 1000);
`;

let workbook: TinyWorkbook;
beforeEach(() => {
  workbook = new TinyWorkbook();
});
afterEach(() => workbook.remove());

test("missing packages are installed once, then the command runs", async () => {
  const env = workbook.fakeNpm(WORKING_NPM);
  const first = await workbook.run(["hello"], { env });
  expect(first.stderr).toBe(INSTALLING);
  expect(JSON.parse(first.stdout).greeting).toBe("hello");
  expect(first.code).toBe(6);

  const second = await workbook.run(["hello"], { env });
  expect(second.stderr).toBe("");
  expect(fs.readFileSync(env.FAKE_NPM_LOG, "utf8")).toBe(
    "ci --ignore-scripts --include=dev --include=optional --no-audit --no-fund --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=4000 --loglevel=http\n",
  );
});

test("three commands at once on a fresh clone install once, and all run", async () => {
  const env = workbook.fakeNpm(WORKING_NPM);
  const runs = await Promise.all([1, 2, 3].map(() => workbook.run(["hello"], { env })));
  expect(runs.map(({ code }) => code)).toEqual([6, 6, 6]);
  expect(runs.map(({ stderr }) => stderr).sort()).toEqual([
    INSTALLING,
    "Waiting for another command, which is installing the npm packages …\n",
    "Waiting for another command, which is installing the npm packages …\n",
  ]);
  expect(fs.readFileSync(env.FAKE_NPM_LOG, "utf8").trim().split("\n")).toHaveLength(1);
});

test("a changed package-lock.json installs again", async () => {
  const env = workbook.fakeNpm(
    WORKING_NPM.replace(
      'fs.mkdirSync("node_modules")',
      '(fs.rmSync("node_modules", { recursive: true, force: true }), fs.mkdirSync("node_modules"))',
    ),
  );
  await workbook.run(["hello"], { env });
  const lock = JSON.parse(fs.readFileSync(path.join(workbook.root, "package-lock.json"), "utf8"));
  lock.packages["node_modules/tslab"].version = "9.9.9";
  workbook.write("package-lock.json", JSON.stringify(lock));
  expect((await workbook.run(["hello"], { env })).stderr).toBe(INSTALLING);
});

test("packages that npm itself installed are kept, unless one differs from package-lock.json", () => {
  workbook.linkPackages();
  fs.rmSync(path.join(workbook.root, "node_modules/.workbook-install"), { force: true });
  fs.rmSync(path.join(workbook.root, "node_modules/.package-lock.json"), { force: true });
  expect(isInstalled(workbook.root)).toBe(false);

  const lock = JSON.parse(fs.readFileSync(path.join(workbook.root, "package-lock.json"), "utf8"));
  const optional = Object.entries<{ optional?: boolean; os?: string[] }>(lock.packages).filter(
    ([, entry]) => entry.optional,
  );
  for (const [folder, { os }] of optional) if (!os?.includes(process.platform)) delete lock.packages[folder];
  lock.packages["node_modules/tslab"].version = "0.0.1";
  workbook.write("node_modules/.package-lock.json", JSON.stringify(lock));
  expect(isInstalled(workbook.root)).toBe(false);

  lock.packages["node_modules/tslab"].version = "1.0.22";
  workbook.write("node_modules/.package-lock.json", JSON.stringify(lock));
  expect(isInstalled(workbook.root)).toBe(true);
  fs.rmSync(path.join(workbook.root, "node_modules/.package-lock.json"));
  expect(isInstalled(workbook.root)).toBe(true);
});

test.each(["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT"])(
  "without network (%s): one line, and what to type",
  async (code) => {
    const env = workbook.fakeNpm(
      `console.error("npm error code ${code}\\nnpm error network request failed"); process.exit(1);`,
    );
    const { code: exit, stdout, stderr } = await workbook.run(["hello"], { env });
    expect(stderr).toBe(
      `${INSTALLING}The npm packages could not be downloaded: no network. Connect to the internet (behind a proxy: npm config set proxy http://HOST:PORT), then type this command again.\n`,
    );
    expect(stdout).toBe("");
    expect(exit).toBe(1);
    expect(fs.existsSync(path.join(workbook.root, "dist/.installing"))).toBe(false);
  },
);

test("npm is stopped when its first requests all fail, instead of trying for minutes", async () => {
  const env = workbook.fakeNpm(`
    for (const name of ["a", "b", "c", "d", "e"]) console.error("npm http fetch GET x/" + name + " attempt 1 failed with EAI_AGAIN");
    setTimeout(() => {}, 60_000);`);
  const start = performance.now();
  expect((await workbook.run(["hello"], { env })).stderr).toMatch(/could not be downloaded: no network/);
  expect(performance.now() - start).toBeLessThan(20_000);
});

test("a request that fails now and then stops nothing", () => {
  const failed = "npm http fetch GET https://x/a attempt 1 failed with EAI_AGAIN\n".repeat(9);
  expect(isOffline(failed)).toBe(true);
  expect(isOffline(`npm http fetch GET 200 https://x/b 12ms (cache miss)\n${failed}`)).toBe(false);
});

test("any other failure of npm is shown in npm's words", async () => {
  const env = workbook.fakeNpm(`console.error("npm http fetch GET 200 x\\nnpm error code EUSAGE"); process.exit(1);`);
  expect((await workbook.run(["hello"], { env })).stderr).toBe(
    `${INSTALLING}npm error code EUSAGE\nThe npm packages could not be installed; npm's words are above. Try: npm ci --ignore-scripts\n`,
  );
});

test("what to do about a folder that cannot be written, a full disk, no npm", () => {
  expect(explainNpmFailure("npm error code EACCES")).toMatch(/node_modules cannot be written\. Copy the workbook/);
  expect(explainNpmFailure("npm error code ENOSPC")).toMatch(/the disk is full/);
  expect(explainNpmFailure("npm not found")).toMatch(/^npm was not found beside Node\. Install Node with npm/);
});

test("npm is found beside Node on Windows and elsewhere; another package manager is not taken for it", () => {
  const at = (...parts: string[]) => {
    workbook.write(path.join(...parts), "");
    return path.join(workbook.root, ...parts);
  };
  const windows = at("nodejs", "node_modules/npm/bin/npm-cli.js");
  expect(findNpm({}, path.join(workbook.root, "nodejs", "node.exe"))).toBe(windows);
  const unix = at("usr", "lib/node_modules/npm/bin/npm-cli.js");
  expect(findNpm({ npm_execpath: at("pnpm", "pnpm.cjs") }, path.join(workbook.root, "usr/bin/node"))).toBe(unix);
  expect(findNpm({ PATH: path.join(workbook.root, "usr/bin") }, path.join(workbook.root, "elsewhere/node"))).toBe(unix);
  expect(findNpm({}, path.join(workbook.root, "elsewhere/node"))).toBeUndefined();
});
