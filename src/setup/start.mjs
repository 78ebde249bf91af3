/**
 * `npm start`: from a fresh clone to a notebook in the browser. A second start finds all in place.
 */
import fs from "node:fs";
import path from "node:path";
import { Interrupted } from "./child.mjs";
import { CANNOT_WRITE, prepareEnvironment, pythonOf } from "./environment.mjs";
import { jupyterArgs, jupyterEnv, portProblem, runJupyter } from "./jupyter.mjs";
import { register } from "./kernelspec.mjs";
import { JUPYTERLAB_NEEDS, NBGRADER_NEEDS } from "./python.mjs";
import { updateWork } from "./work.mjs";

const FOLDER = ".venv";
const FIRST = "00-start-here.ipynb";

const USAGE = `npm start                  opens JupyterLab at your copy of the first notebook, in work/
npm start -- --edit        opens the course's own notebooks, in notebooks/ (for authors)
npm start -- --grader      adds nbgrader
npm start -- NOTEBOOK      opens that notebook
All other options go to JupyterLab: npm start -- --no-browser --port 8890`;

/** @typedef {{ edit: boolean, grader: boolean, help: boolean, notebook?: string, passed: string[] }} Options */

/**
 * @param {string[]} args
 * @returns {Options}
 */
export function readOptions(args) {
  const own = ["--edit", "--grader", "--help", "-h"];
  return {
    edit: args.includes("--edit"),
    grader: args.includes("--grader"),
    help: args.includes("--help") || args.includes("-h"),
    notebook: args.find(isNotebook),
    passed: args.filter((arg) => !own.includes(arg) && !isNotebook(arg)),
  };
}

/** @param {string} arg */
const isNotebook = (arg) => !arg.startsWith("-") && arg.endsWith(".ipynb");

/**
 * npm runs its scripts in the workbook's folder, and says where it was called.
 * @param {string} file
 */
const fromHere = (file) => path.resolve(process.env.INIT_CWD ?? process.cwd(), file);

/**
 * @param {string} root
 * @param {string} notebook as the user typed it
 */
function notebookProblem(root, notebook) {
  if (!fs.existsSync(fromHere(notebook))) return `There is no ${notebook}. Type: npm start`;
  return path.relative(root, fromHere(notebook)).startsWith("..")
    ? `${notebook} lies outside of the workbook, which JupyterLab shows. Copy it into work/, then type this command again.`
    : "";
}

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function start(root, args) {
  const options = readOptions(args);
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const usage = options.notebook ? notebookProblem(root, options.notebook) : "";
  if (usage) {
    console.error(usage);
    return 2;
  }
  try {
    const problem = (await portProblem(options.passed)) || (await prepare(root, options));
    if (!problem) return await open(root, options);
    console.error(problem);
    return 1;
  } catch (error) {
    if (error instanceof Interrupted) {
      console.error("Interrupted. The next npm start goes on from here.");
      return 130;
    }
    console.error(explainFileError(error));
    return 1;
  }
}

/**
 * @param {string} root
 * @param {Options} options
 * @returns {Promise<string>} what went wrong
 */
async function prepare(root, { grader }) {
  const wanted = grader
    ? { lock: /** @type {const} */ ("grader"), need: NBGRADER_NEEDS }
    : { lock: /** @type {const} */ ("jupyterlab"), need: JUPYTERLAB_NEEDS };
  const problem = await prepareEnvironment({ root, folder: FOLDER, ...wanted });
  if (!problem) register(path.join(root, FOLDER), root);
  return problem;
}

/**
 * @param {string} root
 * @param {Options} options
 * @returns {Promise<number>}
 */
async function open(root, { edit, notebook, passed }) {
  if (!edit) for (const line of updateWork(root)) console.error(line);
  const file = notebook ? fromHere(notebook) : path.join(root, edit ? "notebooks" : "work", FIRST);
  console.error("Starting JupyterLab; Ctrl+C here ends it.");
  const args = jupyterArgs(fs.existsSync(file) ? path.relative(root, file) : undefined, root, passed);
  // In work/, not in the environment: a student's settings outlive a new environment.
  const env = jupyterEnv(path.join(root, "work", ".jupyter"));
  return runJupyter(pythonOf(path.join(root, FOLDER)), args, { root, env });
}

/**
 * What to tell the user about a file that cannot be written; any other error is not of the user's making.
 * @param {unknown} error
 * @returns {string}
 */
export function explainFileError(error) {
  const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
  if (["EACCES", "EPERM", "EROFS"].includes(code)) return CANNOT_WRITE;
  if (code === "ENOSPC") return "The disk is full. Free some space, then type this command again.";
  throw error;
}
