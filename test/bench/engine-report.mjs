/** What the benchmark says: a line a workload, the two tables on how the time grows, and the figures for `--json`. */
import { operations } from "./engine-rounds.mjs";

/** @typedef {import("./engine-peers.mjs").Program} Program */
/** @typedef {import("./engine-rounds.mjs").Times} Times */
/** @typedef {import("./engine-workload.mjs").Workload} Workload */
/** @typedef {Map<Program, Times>} Measured  the engine first, then NumPy, then whoever else is there */

/** Four figures: more would be noise. */
const short = (/** @type {number} */ x) => Number(x.toPrecision(4));
const micros = (/** @type {number} */ us) => (us < 100 ? us.toFixed(1) : us.toFixed(0));

/**
 * @param {string} name
 * @param {Workload} workload
 * @param {Measured} measured
 */
export function printWorkload(name, { sizes, m }, measured) {
  const shape =
    new Set(sizes).size < sizes.length - 2
      ? `${sizes[0]}-${sizes[1]}×${sizes.length - 2}-${sizes[sizes.length - 1]}`
      : sizes.join("-");
  const cells = [...measured].map(([program, { median, least }]) =>
    `${program.name} ${micros(median)} (${micros(least)})`.padEnd(27),
  );
  const { ratio } = workloadFigures(measured);
  console.log(`${`${name} ${shape}, m = ${m}`.padEnd(30)}${cells.join("")}NumPy / engine ${ratio.toFixed(2)}`);
}

/**
 * The medians, and NumPy's median by the engine's: above 1 the engine is the faster.
 * @param {Measured} measured
 * @returns {Record<string, number>}
 */
export function workloadFigures(measured) {
  const all = [...measured].map(([{ name }, { median }]) => ({ name, median }));
  const [engine, numpy, ...others] = all;
  return {
    engine_us: short(engine.median),
    numpy_us: short(numpy.median),
    ratio: short(numpy.median / engine.median),
    ...Object.fromEntries(others.map(({ name, median }) => [`${KEY[name]}_us`, short(median)])),
  };
}

/** @type {Record<string, string>} */
const KEY = { "with buffers": "numpy_buffers", PyTorch: "pytorch", "scikit-learn": "sklearn" };

/** @typedef {{ at: number, engine_us: number, engine_gflops: number, numpy_us: number, numpy_gflops: number }} Row */

/**
 * @param {number} at m, or the width
 * @param {Workload} workload
 * @param {Measured} measured
 * @returns {Row}
 */
export function row(at, workload, measured) {
  const [engine, numpy] = [...measured].map(([, { median }]) => median);
  const gflops = (/** @type {number} */ us) => short(operations(workload) / (1000 * us));
  return {
    at,
    engine_us: short(engine),
    engine_gflops: gflops(engine),
    numpy_us: short(numpy),
    numpy_gflops: gflops(numpy),
  };
}

/**
 * @param {string} title
 * @param {string} what is in the first column
 * @param {Row[]} rows
 */
export function printTable(title, what, rows) {
  console.log(`\n${title}`);
  const line = (/** @type {string[]} */ cells) => console.log(cells.map((cell) => cell.padStart(14)).join(""));
  line([what, "engine µs", "GFLOP/s", "NumPy µs", "GFLOP/s"]);
  for (const { at, engine_us, engine_gflops, numpy_us, numpy_gflops } of rows) {
    line([String(at), micros(engine_us), engine_gflops.toFixed(2), micros(numpy_us), numpy_gflops.toFixed(2)]);
  }
}

/**
 * How the engine's time grows between two rows, by how m grows: 1 is proportional, less is better.
 * @param {Row[]} rows
 * @param {number} from
 * @param {number} to
 */
export function growth(rows, from, to) {
  const us = (/** @type {number} */ m) => rows.find(({ at }) => at === m)?.engine_us ?? NaN;
  return short(us(to) / us(from) / (to / from));
}
