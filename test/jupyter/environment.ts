/** The Python environment of the tests, made before the first of them; `npm run test:jupyter` has made it already. */
import path from "node:path";
import { jupyterEnv } from "../../src/setup/jupyter.mjs";
import { prepareTestEnvironment, testPython } from "../../src/setup/test-jupyter.mjs";
import { repository } from "../setup/tiny-workbook";

/** Has JupyterLab, nbgrader, nbclient, nbconvert, papermill, nbval, pytest, jupyter_kernel_test; the kernel `workbook`. */
export const python = testPython(repository);

/** What to start that Python with: its programs (`jupyter`, `nbgrader`) come first on PATH, the user's settings are out. */
export const environment: NodeJS.ProcessEnv = {
  ...jupyterEnv(path.join(repository, ".venv-test", "jupyter")),
  PATH: `${path.dirname(python)}${path.delimiter}${process.env.PATH}`,
};

export async function setup(): Promise<void> {
  const problem = await prepareTestEnvironment(repository);
  if (problem) throw new Error(problem);
}
