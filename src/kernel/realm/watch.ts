/**
 * The watch thread of a realm. It reads a pipe from the parent while the main thread may spin in a cell:
 *
 * - the pipe ends: the parent is gone, and so ends this process, whatever it is doing (no orphans);
 * - an interrupt: the main thread is asked first; if it does not answer, the running code is terminated.
 *
 * No signals are involved, so it is the same on Windows.
 */
import { Session } from "node:inspector";
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { INTERRUPT, WATCH_FD } from "../protocol";
import { NOTED, RUNNING, TERMINATED } from "./shared";

const state = new Int32Array(workerData as SharedArrayBuffer);

const ASK_MS = 100;
const GRACE_MS = 1000;
let interrupts = 0;

if (parentPort) {
  const pipe = new Socket({ fd: WATCH_FD, readable: true, writable: false });
  pipe.on("data", (bytes) => bytes.includes(INTERRUPT) && interrupt());
  pipe.on("end", endProcess);
  pipe.on("error", endProcess);
}

function endProcess(): void {
  process.kill(process.pid, "SIGKILL");
}

function interrupt(): void {
  const cell = Atomics.load(state, RUNNING);
  if (cell === 0) return;
  const number = ++interrupts;
  parentPort?.postMessage(number);
  setTimeout(() => {
    if (Atomics.load(state, NOTED) < number) terminate(number);
    else setTimeout(() => Atomics.load(state, RUNNING) === cell && terminate(number), GRACE_MS);
  }, ASK_MS);
}

/** Ends the JavaScript that the main thread runs now; nothing can catch it, and what was bound stays bound. */
function terminate(number: number): void {
  Atomics.store(state, TERMINATED, number);
  const session = new Session();
  (session as Session & { connectToMainThread(): void }).connectToMainThread();
  session.post("Runtime.terminateExecution");
  setTimeout(() => session.disconnect(), 500);
}
