/**
 * A worker thread of a realm, for cells that compute on several cores. It has the realm's modules as they are when it
 * starts, so that what a student edited runs there too; of the realm's names and displays it has none.
 */
import { join } from "node:path";
import { parentPort, Worker, workerData } from "node:worker_threads";
import type { ModuleText } from "../protocol";
import { Modules } from "./modules";

/** Heap of one thread: the realm's own limit counts all of them, and would end the whole program. */
const HEAP_MB = 512;

interface Start {
  root: string;
  modules: ModuleText[];
  module: string;
  data: unknown;
}

/**
 * Starts a thread that calls `serve(port, data)` of a module; `port` is what the returned worker talks to.
 *
 * @param module relative to the repository's root, as cells import it: `./src/node/…`
 * @throws Error where threads are refused
 */
export function startThread(modules: Modules, module: string, data: unknown): Worker {
  const start: Start = { root: modules.root, modules: modules.all(), module, data };
  return new Worker(join(__dirname, "thread.js"), {
    workerData: start,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
}

const start = workerData as Partial<Start> | null;
if (parentPort && start?.module !== undefined) {
  const modules = new Modules(start.root as string);
  modules.update(start.modules as ModuleText[]);
  const { serve } = modules.requireFromCell(start.module) as { serve(port: unknown, data: unknown): void };
  serve(parentPort, start.data);
}
