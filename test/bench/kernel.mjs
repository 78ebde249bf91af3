/** `npm run bench:kernel`: the kernel beside tslab's bare converter and executor, and beside other kernels. */
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../src/setup/build.mjs";
import { withJupyter } from "./jupyter.mjs";
import { interleaved, median, print, timeToEnd, timeToFirstOutput } from "./measure.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const require = createRequire(import.meta.url);
const here = (/** @type {string} */ name) => path.join(import.meta.dirname, name);
const run = path.join(root, "src", "setup", "run.mjs");

/** @param {string[]} args `--json` prints the figures once more as the last line */
export async function main(args) {
  const figures = {
    ...(await longSession()),
    ...(await startUp()),
    ...(await trivialCell()),
    ...(await manyNotebooks()),
    ...(await withJupyter(root)),
  };
  if (args.includes("--json")) console.log(JSON.stringify(figures));
  return 0;
}

/** From launch to the first cell's result, beside loading tslab and making its converter. */
async function startUp() {
  const { ours, reference } = await interleaved(15, {
    reference: () => timeToFirstOutput([here("bare-converter.cjs")]),
    ours: () => timeToFirstOutput([here("first-cell.mjs")]),
  });
  print({ name: "launch to first result, beside tslab's converter alone", ours, reference, unit: "ms", atMost: 1.3 });
  return { start: ours / reference };
}

/** One cell, beside the same cell in tslab's converter and executor. */
async function trivialCell() {
  const session = await openSession();
  const bare = require("./bare-executor.cjs")();
  const timed = async (/** @type {() => Promise<unknown>} */ cell) => {
    const start = performance.now();
    await cell();
    return performance.now() - start;
  };
  for (let warm = 0; warm < 20; warm++) await Promise.all([session.execute("1 + 1"), bare.execute("1 + 1")]);
  let count = 0;
  const { ours, reference } = await interleaved(100, {
    reference: () => timed(() => bare.execute(`${++count} + 1`)),
    ours: () => timed(() => session.execute(`${++count} + 1`)),
  });
  session.close();
  bare.close();
  print({ name: "a trivial cell, beside tslab's converter and executor", ours, reference, unit: "ms", atMost: 3 });
  return { cell: ours / reference };
}

/** Twenty notebooks of one cell in one `execute`, beside one. */
async function manyNotebooks() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "workbook-bench-"));
  const files = Array.from({ length: 20 }, (_, i) => path.join(folder, `${i}.ipynb`));
  const metadata = { language_info: { name: "typescript" } };
  files.forEach((file, i) => {
    const cell = { cell_type: "code", execution_count: null, metadata: {}, outputs: [], source: [`1 + ${i}`] };
    fs.writeFileSync(file, JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 4 }));
  });
  const { ours, reference } = await interleaved(5, {
    reference: () => timeToEnd([run, "execute", files[0]]),
    ours: () => timeToEnd([run, "execute", ...files]),
  });
  fs.rmSync(folder, { recursive: true });
  print({ name: "twenty notebooks of one cell, beside one", ours, reference, unit: "ms", atMost: 3 });
  return { notebooks: ours / reference };
}

/** (Comes first, while this process holds nothing else.) A thousand cells in one session, each declaring a new name: the end beside the beginning. */
async function longSession() {
  const session = await openSession();
  const times = [];
  let early = 0;
  for (let n = 1; n <= 1000; n++) {
    const start = performance.now();
    await session.execute(`let x${n} = ${n};`);
    times.push(performance.now() - start);
    if (n === 100) early = await session.memoryMB();
  }
  const late = await session.memoryMB();
  session.close();
  const [first, last] = [median(times.slice(0, 100)), median(times.slice(-100))];
  print({ name: "memory after 1000 cells, beside after 100", ours: late, reference: early, unit: "MB", atMost: 2 });
  print({ name: "cells 901 to 1000, beside cells 1 to 100", ours: last, reference: first, unit: "ms", atMost: 2 });
  return { memory: late / early, slowdown: last / first };
}

/** A session whose outputs are thrown away, and the memory of this process and its realm. */
async function openSession() {
  const dist = build(root);
  const { Compiler } = require(path.join(dist, "kernel", "compiler", "compiler.js"));
  const { Session } = require(path.join(dist, "kernel", "session.js"));
  const { residentMB } = require(path.join(dist, "kernel", "memory.js"));
  const compiler = new Compiler(root);
  const session = new Session({ compiler, code: path.join(dist, "kernel") });
  return {
    execute: (/** @type {string} */ source) => session.execute(source, () => {}),
    memoryMB: async () => ((await residentMB(process.pid)) ?? 0) + ((await residentMB(session.realmPid)) ?? 0),
    close() {
      session.close();
      compiler.close();
    },
  };
}
