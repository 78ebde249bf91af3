/**
 * The engine as one more program of the benchmark, in a process of its own: node engine-program.mjs DIST.
 *
 * It speaks as peers/serve.py does: a line that tells what it is, then a line of JSON out for each line in.
 */
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { prepare } from "./engine-workload.mjs";

const load = createRequire(import.meta.url);
const [dist] = process.argv.slice(2);
const part = (/** @type {string} */ name) => load(path.join(dist, ...name.split("/")));
const engine = {
  ...part("engine/network.js"),
  ...part("engine/random.js"),
  ...part("engine/matrix-constructors.js"),
  ...part("engine/initializers.js"),
  ...part("engine/train.js"),
  ...part("node/read-dataset.js"),
  losses: part("engine/losses.js"),
};

console.log(JSON.stringify({ about: `Node ${process.versions.node}` }));
let key = "";
/** @type {ReturnType<typeof prepare> | undefined} */
let prepared;
for await (const line of createInterface(process.stdin)) {
  const { workload, updates, parameters } = JSON.parse(line);
  if (key !== JSON.stringify(workload)) {
    prepared = prepare(engine, workload);
    key = JSON.stringify(workload);
  }
  console.log(JSON.stringify(await run(/** @type {NonNullable<typeof prepared>} */ (prepared), updates, parameters)));
}

/**
 * `train`'s own seconds: its loop with the cost before each update and after the last, history and all.
 * @param {ReturnType<typeof prepare>} prepared
 * @param {number} updates
 * @param {boolean} wanted whether the parameters are part of the answer
 */
async function run(prepared, updates, wanted) {
  const { network, cost, seconds, iterations, message } = await prepared.train(updates);
  if (iterations !== updates) throw new Error(message);
  const parameters = network.layers.map(({ W, b }) => [W.toArray(), b.toArray()]);
  return { seconds, cost, ...(wanted ? { parameters } : {}) };
}
