/**
 * node --expose-gc heap-growth.mjs DIST ITERATIONS: how many bytes each of several trainings leaves on the heap, before
 * anything is collected and afterwards, and in array buffers; as JSON. DIST is the built src/.
 */
import { createRequire } from "node:module";
import path from "node:path";

const [, , dist, iterations] = process.argv;
/** @param {string} file */
const load = (file) => createRequire(import.meta.url)(path.join(dist, "engine", file));
const { seed } = load("random.js");
const { createNetwork } = load("network.js");
const { Plan } = load("simd/plan.js");
const losses = load("losses.js");
const optimizers = load("optimizers.js");

const rng = seed(1);
const X = rng.randn(2, 35);
const Y = rng.random(1, 35).less(0.5);
const network = createNetwork({ sizes: [2, 3, 4, 1], activations: ["tanh", "relu", "sigmoid"], rng });

/**
 * Asks for a hundred updates at a time, as `train` does.
 * @param {object} optimizer
 * @param {number} [batchSize]
 */
function grows(optimizer, batchSize) {
  const settings = { alpha: 0.01, loss: losses.crossEntropy, optimizer, lambda: 0.01, until: -Infinity };
  const plan = Plan.of(network, X, Y, { ...settings, batchSize, rng: seed(2) });
  /** @param {number} updates */
  const run = (updates) => {
    for (let made = 0; made < updates; ) made += plan.advance(Math.min(100, updates - made)).updates;
  };
  run(Number(iterations) / 10);
  globalThis.gc?.();
  const before = process.memoryUsage();
  run(Number(iterations));
  const after = process.memoryUsage();
  globalThis.gc?.();
  const collected = process.memoryUsage();
  return {
    heap: after.heapUsed - before.heapUsed,
    kept: collected.heapUsed - before.heapUsed,
    buffers: after.arrayBuffers - before.arrayBuffers,
  };
}

const ways = { gradientDescent: optimizers.gradientDescent, momentum: optimizers.momentum(), adam: optimizers.adam() };
const all = Object.entries(ways).map(([name, optimizer]) => [name, grows(optimizer)]);
console.log(JSON.stringify(Object.fromEntries([...all, ["mini-batches", grows(ways.gradientDescent, 10)]])));
