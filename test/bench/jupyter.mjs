/** What bench:kernel measures with Jupyter's own clients: the kernel beside ipykernel and stock tslab. */
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { jupyterEnv } from "../../src/setup/jupyter.mjs";
import { testPython } from "../../src/setup/test-jupyter.mjs";
import { interleaved, median, print } from "./measure.mjs";

const program = (/** @type {string} */ name) => path.join(import.meta.dirname, "programs", name);
/** The renderer of plots ends after 60 s without work. */
const IDLE_SECONDS = 66;

/**
 * @param {string} root
 * @returns {Promise<Record<string, number>>}
 */
export async function withJupyter(root) {
  const python = testPython(root);
  if (!fs.existsSync(python)) {
    console.log("beside ipykernel: left out; npm run test:jupyter makes the Python environment for it");
    return {};
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "workbook-bench-"));
  try {
    const jupyter = { root, python, folder, env: environment(root, python, folder) };
    return { ...(await startUp(jupyter)), ...(await threeLayers(jupyter)), ...(await idleMemory(jupyter)) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** @typedef {{ root: string, python: string, folder: string, env: NodeJS.ProcessEnv }} Jupyter */

/**
 * The tests' environment, and the stock kernel of tslab as one more.
 * @param {string} root
 * @param {string} python
 * @param {string} folder
 */
function environment(root, python, folder) {
  const tslab = path.join(root, "node_modules", "tslab", "bin", "tslab");
  const spec = {
    argv: [process.execPath, tslab, "kernel", "--config-path", "{connection_file}"],
    display_name: "tslab",
    language: "typescript",
  };
  const env = jupyterEnv(path.join(folder, "jupyter"));
  const kernels = path.join(String(env.JUPYTER_DATA_DIR), "kernels", "stock-tslab");
  fs.mkdirSync(kernels, { recursive: true });
  fs.writeFileSync(path.join(kernels, "kernel.json"), JSON.stringify(spec));
  return { ...env, PATH: `${path.dirname(python)}${path.delimiter}${process.env.PATH}`, PYTHONDONTWRITEBYTECODE: "1" };
}

/**
 * From launch to the first cell's result, through jupyter_client.
 * @param {Jupyter} jupyter
 */
async function startUp({ python, folder, env }) {
  const child = spawn(python, [program("first_result.py")], { cwd: folder, env, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const timed = async (/** @type {string} */ kernel) => {
    child.stdin.write(`${kernel}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`the kernel ${kernel} did not start`);
    return Number(value);
  };
  await timed("workbook");
  const { ours, tslab, ipykernel } = await interleaved(15, {
    tslab: () => timed("stock-tslab"),
    ours: () => timed("workbook"),
    ipykernel: () => timed("python3"),
  });
  child.stdin.end();
  print({
    name: "kernel from launch to first result, beside stock tslab",
    ours,
    reference: tslab,
    unit: "ms",
    atMost: 1.1,
  });
  print({ name: "kernel from launch to first result, beside ipykernel", ours, reference: ipykernel, unit: "ms" });
  return { kernelStart: ours / tslab, kernelStartBesideIpykernel: ours / ipykernel };
}

/**
 * The 3-layer program through `jupyter execute`, start and pictures included, and its training alone.
 * @param {Jupyter} jupyter
 */
async function threeLayers({ root, python, folder, env }) {
  const data = path.join(root, "datasets", "planar35.csv");
  const cellsOf = (/** @type {string} */ name) => fs.readFileSync(program(name), "utf8");
  const ours = { file: path.join(folder, "ours.ipynb"), text: cellsOf("three-layers.ts"), kernel: "workbook" };
  const numpy = {
    file: path.join(folder, "numpy.ipynb"),
    text: cellsOf("three_layers.py").replace("DATA", () => JSON.stringify(data)),
    kernel: "python3",
  };
  /** @type {Record<string, number[]>} */
  const trainings = { workbook: [], python3: [] };
  const timed = async (/** @type {typeof ours} */ { file, text, kernel }) => {
    fs.writeFileSync(file, JSON.stringify(notebookOf(text, kernel)));
    const start = performance.now();
    await promisify(execFile)(python, ["-m", "jupyter", "execute", "--inplace", file], { cwd: folder, env });
    const time = performance.now() - start;
    trainings[kernel].push(1000 * trainingOf(file));
    return time;
  };
  const total = await interleaved(5, { numpy: () => timed(numpy), ours: () => timed(ours) });
  const name = "the 3-layer program by jupyter execute, beside NumPy and matplotlib";
  print({ name, ours: total.ours, reference: total.numpy, unit: "ms", atMost: 1 });
  const [training, reference] = [median(trainings.workbook), median(trainings.python3)];
  print({ name: "its training alone", ours: training, reference, unit: "ms", atMost: 0.2 });
  return { threeLayers: total.ours / total.numpy, training: training / reference };
}

/**
 * @param {string} text cells, each after a line that begins with %% in a comment
 * @param {string} kernel
 */
function notebookOf(text, kernel) {
  const cells = text.split(/^(?:\/\/|#) %%.*\n/m).slice(1);
  const language = kernel === "python3" ? "python" : "typescript";
  return {
    cells: cells.map((source, c) => {
      return { cell_type: "code", id: `cell-${c + 1}`, execution_count: null, metadata: {}, outputs: [], source };
    }),
    metadata: { kernelspec: { name: kernel, display_name: kernel, language } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/**
 * The seconds that the training printed; both must have reached the goal at the same iteration, and drawn two pictures.
 * @param {string} file
 */
function trainingOf(file) {
  const { cells } = JSON.parse(fs.readFileSync(file, "utf8"));
  /** @type {{ text?: string | string[], data?: object }[]} */
  const outputs = cells.flatMap((/** @type {{ outputs: object[] }} */ cell) => cell.outputs);
  const pictures = outputs.filter(({ data }) => data && Object.keys(data).some((type) => type.startsWith("image/")));
  const printed = outputs.flatMap(({ text }) => text ?? []).join("");
  const { iterations, seconds } = JSON.parse(printed);
  if (iterations !== 54817 || pictures.length !== 2) {
    throw new Error(`${file}: ${iterations} iterations and ${pictures.length} pictures; expected 54817 and 2`);
  }
  return seconds;
}

/**
 * All processes of a kernel that has drawn a plot and been left alone since.
 * @param {Jupyter} jupyter
 */
async function idleMemory({ python, folder, env }) {
  const args = [program("idle_memory.py"), String(IDLE_SECONDS)];
  const { stdout } = await promisify(execFile)(python, args, { cwd: folder, env });
  const { afterPlot, idle } = JSON.parse(stdout);
  const sum = (/** @type {number[]} */ values) => values.reduce((a, b) => a + b, 0);
  const name = `an idle kernel's ${idle.length} processes (after a plot ${sum(afterPlot).toFixed(0)} MB), beside the limit`;
  print({ name, ours: sum(idle), reference: 350, unit: "MB", atMost: 1 });
  return { idleMemory: sum(idle) / 350 };
}
