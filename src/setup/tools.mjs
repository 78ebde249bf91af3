/**
 * The tools that check the workbook: each a script of its package, run by the Node that runs now, without a shell.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

/** @typedef {{ code: number, output: string }} Result */

const SCRIPTS = {
  tsc: "typescript/bin/tsc",
  biome: "@biomejs/biome/bin/biome",
  vitest: "vitest/vitest.mjs",
};

/**
 * Runs a tool in the workbook's folder.
 * @param {string} root
 * @param {keyof typeof SCRIPTS} tool
 * @param {string[]} args
 * @param {{ show?: boolean }} [options] with `show` the output goes to the terminal instead of the result
 * @returns {Promise<Result>}
 */
export function runTool(root, tool, args, { show = false } = {}) {
  return runScript(root, path.join(root, "node_modules", SCRIPTS[tool]), args, { show });
}

/**
 * @param {string} root
 * @param {string} script
 * @param {string[]} args
 * @param {{ show?: boolean, echo?: string }} [options] with `echo` the output goes to both, each line after that prefix
 * @returns {Promise<Result>}
 */
export function runScript(root, script, args, { show = false, echo } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
      if (echo !== undefined) createInterface(stream).on("line", (line) => console.log(echo + line));
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Type-checks src/ and test/, strictly.
 * @param {string} root
 */
export const checkTypes = (root) => runTool(root, "tsc", ["--noEmit", "--pretty", "false"]);

/**
 * Type-checks src/ as a notebook's cells see it: by the compiler inside the kernel, which is older and not strict.
 * @param {string} root
 */
export const checkTypesInKernel = (root) => runScript(root, path.join(import.meta.dirname, "kernel-types.mjs"), [root]);

/**
 * Layout, lint and the rule on who may import whom; changes nothing.
 * @param {string} root
 */
export const lint = (root) =>
  runTool(root, "biome", ["ci", "--error-on-warnings", "--max-diagnostics=100", "--colors=off", "."]);

/**
 * `npm run format -- FILES…`: lays out the files and mends what can be mended safely.
 * @param {string} root
 * @param {string[]} args
 */
export async function format(root, args) {
  const from = process.env.INIT_CWD ?? process.cwd();
  const files = args.map((file) => path.resolve(from, file));
  const { code } = await runTool(root, "biome", ["check", "--write", ...(files.length > 0 ? files : ["."])], {
    show: true,
  });
  return code;
}

/**
 * `npm run test:chromium`: what can only be measured in a browser.
 * @param {string} root
 * @param {string[]} args
 */
export async function testInChromium(root, args) {
  const { code } = await runTool(root, "vitest", ["run", "--config", "test/chromium.config.mts", ...args], {
    show: true,
  });
  return code;
}
