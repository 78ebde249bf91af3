/**
 * Finds and runs the command that run.mjs was called with. Node is new enough here; npm packages may be missing.
 */
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { install } from "./install.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/**
 * Commands that are written in JavaScript, because they look after the workbook itself; the others are
 * src/commands/NAME.ts.
 * @type {Record<string, (args: string[]) => Promise<number>>}
 */
const plain = {
  bench: async (args) => (await import("../../test/bench/engine.mjs")).main(args),
  "bench-grade": async (args) => (await import("../../test/bench/grade.mjs")).main(args),
  "bench-kernel": async (args) => (await import("../../test/bench/kernel.mjs")).main(args),
  build: async () => 0,
  check: async () => (await import("./test.mjs")).check(root),
  format: async (args) => (await import("./tools.mjs")).format(root, args),
  reset: async (args) => (await import("./reset.mjs")).reset(root, args),
  start: async (args) => (await import("./start.mjs")).start(root, args),
  test: async (args) => (await import("./test.mjs")).test(root, args),
  "test-chromium": async (args) => (await import("./tools.mjs")).testInChromium(root, args),
  "test-jupyter": async (args) => (await import("./test-jupyter.mjs")).testWithJupyter(root, args),
};

/**
 * @param {string[]} args the command's name and its arguments
 * @returns {Promise<number>} the exit code
 */
export async function main([name = "", ...args]) {
  if (!Object.hasOwn(plain, name) && !compiledCommands().includes(name)) {
    const names = [...Object.keys(plain), ...compiledCommands()].sort().join(", ");
    console.error(
      `${name ? `There is no command ${JSON.stringify(name)}` : "No command given"}; the commands are: ${names}`,
    );
    return 2;
  }
  const problem = await install(root);
  if (problem) {
    console.error(problem);
    return 1;
  }
  const dist = build(root);
  if (Object.hasOwn(plain, name)) return plain[name](args);
  process.setSourceMapsEnabled(true);
  return createRequire(import.meta.url)(path.join(dist, "commands", `${name}.js`)).main(args, { root });
}

/** The files in src/commands that have a `main`; the others are parts of them. */
function compiledCommands() {
  const folder = path.join(root, "src", "commands");
  const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
    .filter((file) =>
      /^export (async function|function|const) main\b/m.test(fs.readFileSync(path.join(folder, file), "utf8")),
    )
    .map((file) => file.slice(0, -".ts".length));
}
