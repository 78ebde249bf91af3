/** `npm run bench`: training with the engine beside NumPy and, where they are installed, PyTorch and scikit-learn. */
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "../../src/setup/build.mjs";
import { Interrupted, run } from "../../src/setup/child.mjs";
import { prepareEnvironment, pythonOf } from "../../src/setup/environment.mjs";
import { pythonEnv } from "../../src/setup/python.mjs";
import { Program } from "./engine-peers.mjs";
import { growth, printTable, printWorkload, row, workloadFigures } from "./engine-report.mjs";
import { difference, timed } from "./engine-rounds.mjs";
import { WORKLOADS } from "./engine-workload.mjs";

const root = path.resolve(import.meta.dirname, "..", "..");
const FOLDER = ".venv-bench";
/** The locked NumPy's Python. */
const NEEDS = { what: "NumPy", version: [3, 11] };
const ROUNDS = 7;
const SCALING_ROUNDS = 3;
/** The packages of peers.txt that are measured, and what they are called in the report. */
const PEERS = { torch: "PyTorch", sklearn: "scikit-learn" };

const USAGE = `npm run bench [-- --json] [--install-peers]

Microseconds per iteration of training, engine beside NumPy, in one interleaved run.

  --json            print the figures once more, as the last line
  --install-peers   install PyTorch and scikit-learn too, into ${FOLDER}; from then on they are measured as well`;

/** @typedef {import("./engine-workload.mjs").Workload} Workload */
/** @typedef {Record<string, Record<string, unknown>>} Figures */

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code: 1 when something is missing or the programs differ, 2 for bad usage
 */
export async function main(args) {
  const { json, peers, help, problem } = readOptions(args);
  if (help) console.log(USAGE);
  if (problem) console.error(problem);
  if (help || problem) return problem ? 2 : 0;
  try {
    const missing = await prepareEnvironment({ root, folder: FOLDER, lock: peers ? "peers" : "bench", need: NEEDS });
    if (missing) {
      console.error(missing);
      return 1;
    }
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    throw error;
  }
  return compare(json);
}

/** @param {string[]} args */
export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        json: { type: "boolean", default: false },
        "install-peers": { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    return { json: values.json, peers: values["install-peers"], help: values.help, problem: "" };
  } catch {
    const known = ["--json", "--install-peers", "--help"];
    const wrong = args.find((arg) => !known.includes(arg));
    const problem = `npm run bench does not know ${wrong}; it knows ${known.join(", ")}`;
    return { json: false, peers: false, help: false, problem };
  }
}

/** @param {boolean} json */
async function compare(json) {
  const programs = await startPrograms();
  try {
    const abouts = await Promise.all(programs.map((program) => program.about()));
    console.log(`${os.cpus()[0]?.model.trim()}; float64, one thread each; ${abouts.join(", ")}`);
    for (const [name, workload] of Object.entries(WORKLOADS)) {
      const problem = await difference(name, workload, programs);
      if (problem) {
        console.error(problem);
        return 1;
      }
    }
    console.log(`All end with the same parameters: ${Object.keys(WORKLOADS).join(", ")}.`);
    const figures = { ...(await workloads(programs)), scaling: await scaling(programs.slice(0, 2)) };
    if (json) console.log(JSON.stringify(figures));
    return 0;
  } finally {
    for (const program of programs) program.close();
  }
}

/** The engine, NumPy as it is written and as it is squeezed, and the peers that are installed. */
async function startPrograms() {
  const node = [process.execPath, path.join(import.meta.dirname, "engine-program.mjs"), build(root)];
  const python = pythonOf(path.join(root, FOLDER));
  const env = { ...pythonEnv(), PYTHONDONTWRITEBYTECODE: "1" };
  const serve = (/** @type {string} */ peer) => [python, path.join(import.meta.dirname, "peers", "serve.py"), peer];
  const look = `import importlib.util as u; print(*[n for n in ${JSON.stringify(Object.keys(PEERS))} if u.find_spec(n)])`;
  const { output } = await run(python, ["-c", look], { env });
  return [
    new Program("engine", node, { cwd: root, env: process.env }),
    new Program("NumPy", serve("numpy"), { cwd: root, env }),
    new Program("with buffers", serve("numpy_buffers"), { cwd: root, env }),
    ...Object.entries(PEERS)
      .filter(([peer]) => output.split(/\s+/).includes(peer))
      .map(([peer, name]) => new Program(name, serve(peer), { cwd: root, env })),
  ];
}

/** @param {Program[]} programs */
async function workloads(programs) {
  console.log(`\nµs per iteration (forward, cost, backward, update), the median of ${ROUNDS} rounds (and the least)`);
  /** @type {Figures} */
  const figures = {};
  for (const [name, workload] of Object.entries(WORKLOADS)) {
    const measured = await timed(workload, programs, ROUNDS);
    printWorkload(name, workload, measured);
    figures[name] = workloadFigures(measured);
  }
  return figures;
}

/**
 * How the time grows with the samples, and with the units of two hidden layers.
 * @param {Program[]} programs
 */
async function scaling(programs) {
  const rows = async (/** @type {number} */ at, /** @type {Workload} */ workload) =>
    row(at, workload, await timed(workload, programs, SCALING_ROUNDS));
  const samples = [];
  for (const m of [35, 350, 3500, 35_000]) samples.push(await rows(m, { ...WORKLOADS.lecture, m }));
  printTable("2-3-4-1, the 35 points again and again until there are m", "m", samples);
  const grows = growth(samples, 350, 35_000);
  console.log(`From m = 350 to 35 000 the engine's time grows ${grows} times as much as m (1 is proportional).`);
  const widths = [];
  for (const n of [16, 64, 256]) widths.push(await rows(n, { ...WORKLOADS.wide, sizes: [64, n, n, 10] }));
  printTable("64-n-n-10, ReLU and softmax, m = 1078", "n", widths);
  return { m: samples, growth: grows, width: widths };
}
