/** What the benchmarks share. Machines are noisy, so every figure is a ratio of medians from one interleaved run. */
import { spawn } from "node:child_process";
import { once } from "node:events";

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Milliseconds from starting a program to its first output.
 * @param {string[]} args of Node
 */
export async function timeToFirstOutput(args) {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const time = performance.now() - start;
  child.kill();
  await once(child, "exit");
  return time;
}

/**
 * Milliseconds a program takes in all.
 * @param {string[]} args of Node
 */
export async function timeToEnd(args) {
  const start = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`node ${args.join(" ")} ended with exit code ${code}`);
  return performance.now() - start;
}

/**
 * Runs several measurements in turn, round after round, so that a slow moment of the machine hits all of them.
 * @template {string} Name
 * @param {number} rounds
 * @param {Record<Name, () => Promise<number>>} measurements
 * @returns {Promise<Record<Name, number>>} the medians
 */
export async function interleaved(rounds, measurements) {
  const names = /** @type {Name[]} */ (Object.keys(measurements));
  const times = new Map(names.map((name) => [name, /** @type {number[]} */ ([])]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) times.get(name)?.push(await measurements[name]());
  }
  return /** @type {Record<Name, number>} */ (
    Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])]))
  );
}

/**
 * One line of a report, and its figures for `--json`.
 * @typedef {{ name: string, ours: number, reference: number, unit: string, atMost?: number }} Figure
 * @param {Figure} figure
 */
export function print({ name, ours, reference, unit, atMost }) {
  const digits = ours < 100 ? 1 : 0;
  const ratio = (ours / reference).toFixed(2);
  const limit = atMost === undefined ? "" : ` (at most ${atMost})`;
  console.log(
    `${name}: ${ours.toFixed(digits)} ${unit} beside ${reference.toFixed(digits)} ${unit}: ${ratio} ×${limit}`,
  );
}
