/**
 * What a sandboxed realm takes away before the first cell runs. Most of it the sandbox forbids anyway (sandbox.ts); this
 * is what remains of it on systems that have neither namespaces nor a limit on the network.
 */
import fs from "node:fs";
import net from "node:net";
import { MessageChannel, MessagePort } from "node:worker_threads";
import { ofNode, PACKAGES } from "../available-modules";

/** All other functions of `process` are taken away, those too that come with later versions of Node. */
const KEPT_OF_PROCESS = new Set(
  `exit reallyExit _fatalException _tickCallback _rawDebug emitWarning nextTick hrtime uptime cwd memoryUsage cpuUsage
  threadCpuUsage resourceUsage constrainedMemory availableMemory getuid geteuid getgid getegid getgroups
  getActiveResourcesInfo hasUncaughtExceptionCaptureCallback stdin stdout stderr`.split(/\s+/),
);
const GLOBALS = ["fetch", "WebSocket", "EventSource"];

/** What is taken away of modules that cells may import. */
const TAKEN: Record<string, string[]> = {
  fs: ["symlink", "symlinkSync", "link", "linkSync"],
  "fs/promises": ["symlink", "link"],
  os: ["setPriority"],
  crypto: ["setEngine", "setFips"],
};

/** @param requests the realm's own pipe: its class could open others */
export function lock(requests: net.Socket): void {
  for (const name of Object.getOwnPropertyNames(process)) {
    const { value } = Object.getOwnPropertyDescriptor(process, name) as PropertyDescriptor;
    if (typeof value === "function" && !KEPT_OF_PROCESS.has(name)) take(process, name, `process.${name}`);
  }
  Object.defineProperty(process, "mainModule", { value: undefined, writable: false, configurable: false });
  Object.defineProperty(process, "report", { get: () => refuse("process.report"), configurable: false });
  for (const name of GLOBALS) if (name in globalThis) take(globalThis, name, name);
  take(net.Socket.prototype, "connect", "the network");
  take(net.Server.prototype, "listen", "the network");
  const handle: object = Object.getPrototypeOf((requests as unknown as { _handle: object })._handle);
  for (const name of ["connect", "bind", "listen", "open", "fchmod"]) take(handle, name, "the network");
  for (const name of TAKEN.fs) take(fs, name, `fs.${name}`);
  for (const name of TAKEN["fs/promises"]) take(fs.promises, name, `fs.promises.${name}`);
}

/** `require` for what does not come through the pipe. */
export function lockedRequire(require: NodeJS.Require): (id: string) => unknown {
  return (id) => {
    const name = ofNode(id);
    if (name !== undefined) {
      const loaded: object = require(`node:${name}`);
      for (const taken of TAKEN[name] ?? []) take(loaded, taken, `${name}.${taken}`);
      return loaded;
    }
    if (/^(node:)?worker_threads$/.test(id)) return noThreads;
    if (!PACKAGES.includes(id)) refuse(id);
    return require(id);
  };
}

/** `sweep` asks for a thread, and goes on without one. */
const noThreads = {
  isMainThread: true,
  parentPort: null,
  workerData: null,
  MessageChannel,
  MessagePort,
  Worker: refusing("worker_threads.Worker"),
};

function take(owner: object, name: string, what: string): void {
  if (Object.getOwnPropertyDescriptor(owner, name)?.configurable === false) return; // taken before
  Object.defineProperty(owner, name, { value: refusing(what), writable: false, configurable: false });
}

/** A function that is called, or a class of which an object is made. */
function refusing(what: string): () => never {
  return function refused() {
    return refuse(what);
  };
}

function refuse(what: string): never {
  throw Object.assign(new Error(`${what} is not available while grading`), { code: "ERR_ACCESS_DENIED" });
}
