/**
 * `npm run test:jupyter`: the suites that need Python, in an environment of their own.
 */
import path from "node:path";
import { Interrupted } from "./child.mjs";
import { prepareEnvironment, pythonOf } from "./environment.mjs";
import { register } from "./kernelspec.mjs";
import { runTool } from "./tools.mjs";

const FOLDER = ".venv-test";

/** nbgrader's Python, which is among the clients. */
const NEEDS = { what: "This test", version: [3, 11] };

/**
 * The environment for the tests: made and filled when it is not, with the kernel registered.
 * @param {string} root
 * @returns {Promise<string>} what went wrong, in words for the user; "" when all is there
 */
export async function prepareTestEnvironment(root) {
  const problem = await prepareEnvironment({ root, folder: FOLDER, lock: "test", need: NEEDS });
  if (!problem) register(path.join(root, FOLDER), root);
  return problem;
}

/**
 * @param {string} root
 * @returns {string} the Python of the tests' environment
 */
export const testPython = (root) => pythonOf(path.join(root, FOLDER));

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function testWithJupyter(root, args) {
  try {
    const problem = await prepareTestEnvironment(root);
    if (problem) {
      console.error(problem);
      return 1;
    }
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    throw error;
  }
  const { code } = await runTool(root, "vitest", ["run", "--config", "test/jupyter.config.mts", ...args], {
    show: true,
  });
  return code;
}
