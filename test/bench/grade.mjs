/**
 * `npm run bench:grade`: submissions a minute, `npm run grade` beside `nbgrader autograde` on the same submissions, and
 * a class of 500.
 */
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "../../src/setup/build.mjs";
import { jupyterEnv } from "../../src/setup/jupyter.mjs";
import { testPython } from "../../src/setup/test-jupyter.mjs";
import { makeClass } from "./grade-class.mjs";
import { median } from "./measure.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const USAGE =
  "npm run bench:grade [-- --json] [-- --count 30] [-- --rounds 2] [-- --class 500] [-- --only hw0-warm-up]";
const CORES = 2;
const AT_LEAST = 8;

/** @typedef {{ assignment: string, students: string[], points: Record<string, number> }} Class */

/** @param {string[]} args */
export async function main(args) {
  const options = read(args);
  if (typeof options === "string") {
    console.error(`${options}\n${USAGE}`);
    return 2;
  }
  const source = path.join(root, "notebooks", "homework", "source");
  const all = fs.readdirSync(source).filter((name) => fs.existsSync(path.join(source, name, `${name}.ipynb`)));
  build(root);
  console.log(
    `Node ${process.version}, ${os.cpus()[0].model}, ${CORES} submissions at once; nbgrader grades one after the other`,
  );
  /** @type {Record<string, unknown>} */
  const figures = {};
  for (const name of all.filter((one) => options.only === undefined || one === options.only)) {
    const isFirst = name === "hw0-warm-up";
    const ratio = await sideBySide(name, options.count, isFirst ? options.rounds : 1);
    if (ratio !== undefined) figures[name] = ratio;
  }
  if (options.class > 0) figures.class = await wholeClass("hw0-warm-up", options.class);
  if (options.json) console.log(JSON.stringify(figures));
  return 0;
}

/** @param {string[]} args */
function read(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        json: { type: "boolean", default: false },
        count: { type: "string", default: "30" },
        rounds: { type: "string", default: "2" },
        class: { type: "string", default: "500" },
        only: { type: "string" },
      },
    });
    const numbers = { count: Number(values.count), rounds: Number(values.rounds), class: Number(values.class) };
    const wrong = Object.entries(numbers).find(([, number]) => !Number.isInteger(number) || number < 0);
    if (wrong) return `--${wrong[0]}: expected a whole number`;
    return { ...numbers, json: values.json, only: values.only };
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

/**
 * Rounds in turn: each grades the same submissions both ways, from nothing to all scores.
 * @param {string} assignment
 * @param {number} count
 * @param {number} rounds
 */
async function sideBySide(assignment, count, rounds) {
  const python = testPython(root);
  const hasNbgrader = fs.existsSync(python);
  if (!hasNbgrader) console.log("beside nbgrader: left out; npm run test:jupyter makes the Python environment for it");
  /** @type {{ ours: number[], theirs: number[] }} */
  const minutes = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    const course = fs.mkdtempSync(path.join(os.tmpdir(), "workbook-bench-"));
    try {
      makeClass(root, course, assignment, count, round * count);
      if (hasNbgrader) minutes.theirs.push(await nbgrader(python, course, assignment));
      minutes.ours.push((await grade(course)).seconds / 60);
    } finally {
      fs.rmSync(course, { recursive: true, force: true });
    }
  }
  const ours = count / median(minutes.ours);
  const theirs = hasNbgrader ? count / median(minutes.theirs) : undefined;
  const ratio = theirs === undefined ? undefined : ours / theirs;
  const beside = ratio === undefined ? "" : `, nbgrader ${theirs?.toFixed(1)}: ${ratio.toFixed(1)} ×`;
  const aim = ratio !== undefined && assignment === "hw0-warm-up" ? ` (at least ${AT_LEAST} ×)` : "";
  console.log(`${assignment}: ${ours.toFixed(1)} submissions a minute${beside}${aim}`);
  return { ours, nbgrader: theirs, ratio };
}

/**
 * Minutes that `nbgrader autograde` takes, once the assignment is in its database.
 * @param {string} python
 * @param {string} course
 * @param {string} assignment
 */
async function nbgrader(python, course, assignment) {
  const config = path.join(root, "notebooks", "homework", "nbgrader_config.py");
  if (fs.existsSync(config)) fs.copyFileSync(config, path.join(course, "nbgrader_config.py"));
  const env = {
    ...jupyterEnv(path.join(root, ".venv-test", "jupyter")),
    PATH: `${path.dirname(python)}${path.delimiter}${process.env.PATH}`,
  };
  const command = (/** @type {string[]} */ ...words) => run(python, ["-m", "nbgrader", ...words], { cwd: course, env });
  const made = await command("generate_assignment", assignment, "--create", "--force");
  if (made.code !== 0) throw new Error(`nbgrader generate_assignment failed:\n${made.output}`);
  const { code, seconds, output } = await command("autograde", assignment);
  if (code !== 0) throw new Error(`nbgrader autograde failed:\n${output}`);
  return seconds / 60;
}

/**
 * @param {string} course
 * @param {(pid: number) => () => void} [watch]
 */
async function grade(course, watch) {
  const words = ["grade", ".", "--source", "source", "--output", "grades", "--jobs", String(CORES), "--no-reports"];
  const env = { ...process.env, INIT_CWD: course };
  const graded = await run(process.execPath, [path.join(root, "src", "setup", "run.mjs"), ...words], { env, watch });
  if (graded.code !== 0) throw new Error(`npm run grade ended with exit code ${graded.code}:\n${graded.output}`);
  return graded;
}

/**
 * A class of known points: none lost, none wrong, and what the grader and its processes occupy on the way.
 * @param {string} assignment
 * @param {number} count
 */
async function wholeClass(assignment, count) {
  const course = fs.mkdtempSync(path.join(os.tmpdir(), "workbook-bench-"));
  try {
    const points = makeClass(root, course, assignment, count, 0);
    /** @type {number[]} */
    const own = [];
    /** @type {number[]} */
    const workers = [];
    const { seconds } = await grade(course, (pid) => {
      const timer = setInterval(() => {
        own.push(residentMB(pid));
        workers.push(Math.max(0, ...childrenOf(pid).map(residentMB)));
      }, 500);
      return () => clearInterval(timer);
    });
    const rows = fs
      .readFileSync(path.join(course, "grades", "totals.csv"), "utf8")
      .trim()
      .split("\n")
      .slice(1);
    const scores = new Map(rows.map((row) => row.split(",")).map(([student, , score]) => [student, Number(score)]));
    const lost = Object.keys(points).filter((student) => !scores.has(student)).length;
    const wrong = Object.keys(points).filter(
      (student) => scores.has(student) && scores.get(student) !== points[student],
    );
    const parts = (/** @type {number[]} */ all) =>
      [0.1, 0.5, 0.95].map((part) => Math.round(all[Math.floor(part * all.length)]));
    const perMinute = (60 * count) / seconds;
    console.log(
      `a class of ${count}, ${assignment}: ${perMinute.toFixed(1)} a minute; ${lost} lost, ${wrong.length} wrong${wrong.length ? ` (${wrong.slice(0, 5).join(", ")})` : ""}`,
    );
    const [grader, worker] = [parts(own), parts(workers)].map((numbers) => numbers.join(", "));
    console.log(`  MB at a tenth, the half and the end: grader ${grader}; the largest of its processes ${worker}`);
    return { count, perMinute, lost, wrong: wrong.length, graderMB: parts(own), workerMB: parts(workers) };
  } finally {
    fs.rmSync(course, { recursive: true, force: true });
  }
}

/** @param {number} pid */
function residentMB(pid) {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** @param {number} pid */
function childrenOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env: NodeJS.ProcessEnv, watch?: (pid: number) => () => void }} options
 * @returns {Promise<{ code: number | null, seconds: number, output: string }>}
 */
function run(program, args, { cwd, env, watch }) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const stop = child.pid === undefined ? undefined : watch?.(child.pid);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output = (output + text).slice(-10_000);
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      stop?.();
      resolve({ code, seconds: (performance.now() - start) / 1000, output });
    });
  });
}
