/** The main thread's side of interrupts: see watch.ts. */
import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { NOTED, PLACES, RUNNING, TERMINATED } from "./shared";

const state = new Int32Array(new SharedArrayBuffer(PLACES * Int32Array.BYTES_PER_ELEMENT));

/** Tells the watch thread which cell runs; 0 when none does. */
export function setRunning(cell: number): void {
  Atomics.store(state, RUNNING, cell);
}

/**
 * Starts the watch thread; once it runs, it needs nothing more of the main thread. `onInterrupt` is called on the main
 * thread and told whether running code was terminated.
 */
export function startWatching(onInterrupt: (terminated: boolean) => void): Promise<unknown> {
  const watcher = new Worker(join(__dirname, "watch.js"), { workerData: state.buffer, execArgv: [] });
  watcher.on("message", (number: number) => {
    Atomics.store(state, NOTED, number);
    onInterrupt(Atomics.load(state, TERMINATED) >= number);
  });
  return once(watcher, "online").then(() => watcher.unref());
}
