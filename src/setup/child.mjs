/**
 * Runs a program and collects what it says. A signal that ends us ends it first, so that none is left behind.
 */
import { spawn } from "node:child_process";

/** The user pressed Ctrl+C, or the system asks to end. */
export class Interrupted extends Error {}

/** @type {NodeJS.Signals[]} */
export const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number, output: string }>} 127 when there is no such program
 */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"], windowsHide: true });
    let output = "";
    let interrupted = false;
    const end = (/** @type {NodeJS.Signals} */ signal) => {
      interrupted = true;
      child.kill(signal);
    };
    for (const signal of ENDING) process.on(signal, end);
    const done = (/** @type {number} */ code) => {
      for (const signal of ENDING) process.off(signal, end);
      if (interrupted) reject(new Interrupted());
      else resolve({ code, output });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", (error) => {
      output += error.message;
      done(127);
    });
    child.on("close", (code) => done(code ?? 1));
  });
}
