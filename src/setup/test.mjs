/**
 * `npm test`: everything that needs Node alone, one line a step with its time; it stops at the first step that fails.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { checkTypes, checkTypesInKernel, lint, runScript, runTool } from "./tools.mjs";

/**
 * What a step found. `output` is shown when it failed.
 * @typedef {{ ok: boolean, output: string, passed?: number, failed?: number, note?: string }} Outcome
 * @typedef {{ name: string, run: (root: string) => Promise<Outcome>, live?: boolean }} Step
 *   a live step prints lines of its own while it runs
 */

/** @param {(root: string) => Promise<import("./tools.mjs").Result>} run */
const tool = (run) => async (/** @type {string} */ root) => {
  const { code, output } = await run(root);
  return { ok: code === 0, output };
};

/** @type {Step[]} */
const CHECKS = [
  { name: "types", run: tool(checkTypes) },
  { name: "types in the kernel's TypeScript", run: tool(checkTypesInKernel) },
  { name: "lint", run: tool(lint) },
];

/** What `npm test` leaves out, because Node alone cannot run it. */
const LEFT_OUT = [
  "npm run test:jupyter (the kernel in JupyterLab, nbgrader and other clients; needs Python and Chromium)",
  "npm run test:chromium (do a plot's labels overlap? needs Chromium)",
];

/**
 * `npm run check`: types and lint only.
 * @param {string} root
 */
export async function check(root) {
  return (await runSteps(root, CHECKS)).failed === 0 ? 0 : 1;
}

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function test(root, args) {
  if (args.length > 0) {
    console.error("npm test takes no arguments; for some of the tests type: npx vitest run test/engine");
    return 2;
  }
  const steps = [...CHECKS, { name: "tests", run: runVitest }];
  if (notebooks(root).length > 0) steps.push({ name: "notebooks", run: runNotebooks, live: true });
  const { passed, failed } = await runSteps(root, steps);
  if (failed === 0) console.log(`Not run here: ${LEFT_OUT.join("; ")}.`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/**
 * @param {string} root
 * @param {Step[]} steps
 */
export async function runSteps(root, steps) {
  const sum = { passed: 0, failed: 0 };
  for (const { name, run, live } of steps) {
    process.stdout.write(live ? `${name} …\n` : `${name} … `);
    const start = performance.now();
    const { ok, output, passed = 0, failed = 0, note = "" } = await run(root);
    const seconds = `${((performance.now() - start) / 1000).toFixed(1)} s`;
    sum.passed += passed;
    sum.failed += ok ? failed : Math.max(failed, 1);
    console.log(`${live ? `${name} … ` : ""}${ok ? "ok" : "FAILED"} (${[seconds, note].filter(Boolean).join(", ")})`);
    if (!ok) {
      if (output) console.log(output.trimEnd());
      break;
    }
  }
  return sum;
}

/**
 * @param {string} root
 * @returns {Promise<Outcome>}
 */
async function runVitest(root) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "workbook-tests-"));
  const report = path.join(folder, "report.json");
  try {
    const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { code, output } = await runTool(root, "vitest", args);
    const counts = fs.existsSync(report) ? readVitestReport(JSON.parse(fs.readFileSync(report, "utf8"))) : {};
    return { ok: code === 0, output, ...counts };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A file that cannot even be loaded has no tests to count; it counts as one that failed.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
 *   testResults: { status: string, assertionResults: unknown[] }[] }} report vitest's JSON
 */
export function readVitestReport(report) {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const skipped = report.numPendingTests + report.numTodoTests;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    note: [`${report.numPassedTests} passed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(", "),
  };
}

/**
 * The notebooks that `npm test` executes and compares with what is committed.
 * @param {string} root
 */
function notebooks(root) {
  const folder = path.join(root, "notebooks");
  const sources = path.join(folder, "homework", "source");
  const homework = names(sources).map((name) => path.join(sources, name, `${name}.ipynb`));
  const lectures = names(folder).filter((name) => name.endsWith(".ipynb"));
  return [...lectures.map((name) => path.join(folder, name)), ...homework.filter((file) => fs.existsSync(file))];
}

/** @param {string} folder */
const names = (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder).sort() : []);

/** Where the executed notebooks are kept, and what was said of them: a CI may upload the folder. */
const EXECUTED = path.join("test-results", "notebooks");

/**
 * Every notebook, executed without Jupyter and compared with its committed outputs; what it says is shown as it comes.
 * @param {string} root
 * @returns {Promise<Outcome>}
 */
async function runNotebooks(root) {
  const files = notebooks(root);
  const run = path.join(import.meta.dirname, "run.mjs");
  const kept = path.join(root, EXECUTED);
  fs.rmSync(kept, { recursive: true, force: true });
  fs.mkdirSync(kept, { recursive: true });
  const { code, output } = await runScript(root, run, ["execute", "--check", "--output", kept, ...files], {
    echo: "  ",
  });
  fs.writeFileSync(path.join(kept, "report.txt"), output);
  const count = (/** @type {string} */ word) =>
    output.match(new RegExp(`^\\[ *\\d+/\\d+\\] ${word}\\b`, "gm"))?.length ?? 0;
  const passed = count("ok");
  return { ok: code === 0, output: "", passed, failed: count("FAILED"), note: `${passed} passed` };
}
