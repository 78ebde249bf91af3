/** How the benchmark compares and times: the same parameters first, then rounds in which all programs take their turn. */
import { median } from "./measure.mjs";

/** @typedef {import("./engine-peers.mjs").Program} Program */
/** @typedef {import("./engine-workload.mjs").Workload} Workload */
/** @typedef {{ median: number, least: number }} Times  µs per iteration, of the rounds */

/** A round is at least as long as this, so that the clock and the start of the loop don't count. */
const ROUND_SECONDS = 0.2;

/** Ours and theirs may differ by this much, relative to the largest number of a matrix: the order of the sums differs. */
const TOLERANCE = 1e-9;

/**
 * Trains in all programs for a few updates and compares what they end with.
 * @param {string} name
 * @param {Workload} workload
 * @param {Program[]} programs the first is compared with each other one
 * @returns {Promise<string>} what differs, in one line; "" when nothing does
 */
export async function difference(name, workload, [first, ...others]) {
  const ours = await first.train(workload, workload.updates, { parameters: true });
  for (const other of others) {
    const theirs = await other.train(workload, workload.updates, { parameters: true });
    const worst = Math.max(...distances(ours.parameters ?? [], theirs.parameters ?? []));
    if (!(worst <= TOLERANCE)) {
      const after = `after ${workload.updates} updates of ${name}`;
      return `${first.name} and ${other.name} differ by ${worst.toExponential(1)} ${after}; at most ${TOLERANCE} was expected, so their times can't be compared`;
    }
  }
  return "";
}

/**
 * For each W and b the largest difference, relative to its largest number.
 * @param {number[][][][]} ours
 * @param {number[][][][]} theirs
 */
export function distances(ours, theirs) {
  return ours.flat().map((matrix, index) => {
    const [a, b] = [matrix.flat(), theirs.flat()[index].flat()];
    const largest = b.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0) / (largest || 1);
  });
}

/**
 * Times one workload: as many updates a round as fill it, a turn for each program in every round.
 * @param {Workload} workload
 * @param {Program[]} programs
 * @param {number} rounds
 * @returns {Promise<Map<Program, Times>>}
 */
export async function timed(workload, programs, rounds) {
  const updates = new Map();
  for (const program of programs) updates.set(program, await enough(program, workload));
  /** @type {Map<Program, number[]>} */
  const times = new Map(programs.map((program) => [program, []]));
  for (let round = 0; round < rounds; round++) {
    for (const program of programs) {
      const { seconds } = await program.train(workload, updates.get(program));
      times.get(program)?.push((1e6 * seconds) / updates.get(program));
    }
  }
  return new Map([...times].map(([program, all]) => [program, { median: median(all), least: Math.min(...all) }]));
}

/**
 * How many updates take at least as long as a round; trying it out warms the program up.
 * @param {Program} program
 * @param {Workload} workload
 */
async function enough(program, workload) {
  for (let updates = 1; ; ) {
    const { seconds } = await program.train(workload, updates);
    if (seconds >= ROUND_SECONDS) return updates;
    updates = Math.ceil(updates * Math.min(10, 1.2 * (ROUND_SECONDS / Math.max(seconds, 1e-6))));
  }
}

/**
 * Floating-point operations of one iteration's products: W·Aprev forward, dZ·Aprevᵀ and Wᵀ·dZ backward (not for layer 1,
 * where nothing needs dX), 2·n·p·m each.
 * @param {Workload} workload
 */
export function operations({ sizes: n, m }) {
  const products = n.slice(1).map((rows, index) => (index === 0 ? 2 : 3) * rows * n[index]);
  return 2 * m * products.reduce((a, b) => a + b, 0);
}
