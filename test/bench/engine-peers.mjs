/** The programs that the benchmark measures, each a process that lives as long as the benchmark: start-up never counts. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** One thread each, whatever library does the products. */
const ONE_THREAD = {
  OMP_NUM_THREADS: "1",
  OPENBLAS_NUM_THREADS: "1",
  MKL_NUM_THREADS: "1",
  BLIS_NUM_THREADS: "1",
  VECLIB_MAXIMUM_THREADS: "1",
};

/** @typedef {{ seconds: number, cost: number, parameters?: number[][][][] }} Answer  parameters: [W, b] of each layer */

export class Program {
  /**
   * @param {string} name
   * @param {string[]} command
   * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
   */
  constructor(name, [file, ...args], { cwd, env }) {
    this.name = name;
    this.child = spawn(file, args, { cwd, env: { ...env, ...ONE_THREAD }, stdio: ["pipe", "pipe", "inherit"] });
    this.child.on("error", () => {}); // the answer that does not come says it
    this.child.stdin.on("error", () => {});
    this.lines = createInterface(this.child.stdout)[Symbol.asyncIterator]();
  }

  /** @returns {Promise<string>} the program's own words on what it is, with versions */
  async about() {
    return (await this.answer()).about;
  }

  /**
   * Trains from the workload's start.
   * @param {import("./engine-workload.mjs").Workload} workload
   * @param {number} updates
   * @param {{ parameters?: boolean }} [wanted]
   * @returns {Promise<Answer>}
   */
  async train(workload, updates, { parameters = false } = {}) {
    this.child.stdin.write(`${JSON.stringify({ workload, updates, parameters })}\n`);
    return this.answer();
  }

  close() {
    this.child.stdin.end();
  }

  async answer() {
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`${this.name} ended without an answer; what it said stands above`);
    return JSON.parse(value);
  }
}
