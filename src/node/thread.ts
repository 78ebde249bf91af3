/** Worker threads that run the same code as whoever starts them: the kernel's modules in a cell, the build elsewhere. */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { kernelThread } from "../display";

const FROM_BUILD = `
const { parentPort, workerData } = require("node:worker_threads");
require(workerData.file).serve(parentPort, workerData.data);
`;

/**
 * Starts a thread that calls `serve(port, data)` of a module in src/node; the worker returned talks to `port`.
 * @throws Error where no thread can be started.
 */
export function startThread(module: string, data: unknown): Worker {
  try {
    return start(module, data);
  } catch (error) {
    const isRefused = (error as { code?: string }).code === "ERR_ACCESS_DENIED"; // Node's permission model
    throw isRefused ? new Error("no threads may be started here") : error;
  }
}

function start(module: string, data: unknown): Worker {
  const ofKernel = kernelThread(`./src/node/${module}`, data) as Worker | undefined;
  if (ofKernel) return ofKernel;
  if (__filename.endsWith(".ts")) throw new Error("src/ was not built, and Node runs no TypeScript in threads");
  return new Worker(FROM_BUILD, { eval: true, workerData: { file: join(__dirname, `${module}.js`), data } });
}
