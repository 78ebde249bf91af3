/**
 * Timers for cells. A callback does not run inside Node's timer phase but in a message event of its own: terminating
 * code there (an interrupt) leaves the process whole, while in the timer phase it would abort it. The timers of an
 * interrupted cell can be cleared, so that a loop which awaits them ends.
 */
import { inspect, promisify } from "node:util";
import { MessageChannel } from "node:worker_threads";

type Callback = (...args: unknown[]) => void;
type Handle = NodeJS.Timeout | NodeJS.Immediate;

const real = { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate };
const pending = new Set<object>();
const queue: { handle: object; run: () => void }[] = [];
const { port1, port2 } = new MessageChannel();

/** Runs `work` after the running code, its microtasks and its unhandled rejections are done. */
export function afterThisTurn(work: () => void): void {
  real.setImmediate(work);
}

/** The real timer, for the realm's own use. */
export function delay(work: () => void, ms: number): NodeJS.Timeout {
  return real.setTimeout(work, ms);
}

/** Forgets every timer that cells have set and that has not fired. */
export function clearCellTimers(): void {
  for (const handle of pending) cancel(handle as Handle);
}

/** Resolves when no timer of a cell is left, or after `ms`. */
export async function timersDone(ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (pending.size > 0 && performance.now() < end) await new Promise((next) => real.setTimeout(next, 5));
}

/**
 * Puts these timers in the place of Node's.
 *
 * @param cellNow number of the cell that runs, or ran last: the timers it sets are its own
 * @param onError is told what a callback throws, and of which cell it was
 */
export function installTimers(cellNow: () => number, onError: (value: unknown, cell: number) => void): void {
  port1.on("message", () => {
    const next = queue.shift();
    if (next && pending.has(next.handle)) next.run();
  });
  port1.unref();

  const set = (schedule: (fire: () => void, ms?: number) => Handle, repeats: boolean) => {
    return (callback: Callback, ms?: number, ...args: unknown[]) => {
      const fire = () => {
        queue.push({ handle, run });
        port2.postMessage(0);
      };
      const cell = cellNow();
      const run = () => {
        if (!repeats) pending.delete(handle);
        try {
          callback(...args);
        } catch (value) {
          onError(value, cell);
        }
      };
      const handle: Handle = schedule(fire, ms);
      pending.add(handle);
      return Object.defineProperty(handle, inspect.custom, { value: () => "Timer {}" });
    };
  };
  const sleep = set(real.setTimeout, false);
  const immediately = set((fire) => real.setImmediate(fire), false);
  const setTimers = {
    setTimeout: sleep,
    setInterval: set(real.setInterval, true),
    setImmediate: (callback: Callback, ...args: unknown[]) => immediately(callback, undefined, ...args),
  };
  Object.defineProperty(setTimers.setTimeout, promisify.custom, {
    value: (ms?: number, value?: unknown) => new Promise((resolve) => sleep(() => resolve(value), ms)),
  });
  Object.defineProperty(setTimers.setImmediate, promisify.custom, {
    value: (value?: unknown) => new Promise((resolve) => immediately(() => resolve(value))),
  });
  const clearTimers = { clearTimeout: cancel, clearInterval: cancel, clearImmediate: cancel };
  Object.assign(globalThis, setTimers, clearTimers);
  Object.assign(require("node:timers"), setTimers, clearTimers);
  Object.assign(require("node:timers/promises"), {
    setTimeout: promisify(setTimers.setTimeout),
    setImmediate: promisify(setTimers.setImmediate),
  });
}

function cancel(handle?: Handle): void {
  if (!handle) return;
  pending.delete(handle);
  real.clearTimeout(handle as NodeJS.Timeout);
  real.clearImmediate(handle as NodeJS.Immediate);
}
