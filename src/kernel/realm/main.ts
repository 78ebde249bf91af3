/**
 * The realm: a process that runs compiled cells and holds the student's names. It knows nothing of TypeScript,
 * notebooks or Jupyter; the session sends it JavaScript and hears what happened (see protocol.ts).
 */
import { Socket } from "node:net";
import { Script } from "node:vm";
import { decodeFrames } from "../frames";
import { type ExecuteRequest, REQUESTS_FD, type Request } from "../protocol";
import { toBundle } from "./bundle";
import { setRunning, startWatching } from "./interrupt";
import { Modules } from "./modules";
import { captureStreams, send } from "./output";
import { Scope } from "./scope";
import { describeThrown, mapStacks, registerScript } from "./stack";
import { afterThisTurn, clearCellTimers, delay, installTimers } from "./timers";

/** How long an interrupted cell may take to end by itself, keeping what it has: `train` looks at its signal. */
const GRACE_MS = 500;

interface Running {
  cell: number;
  abort: AbortController;
  interrupted: boolean;
  finish(thrown?: { value: unknown }): void;
}

const scope = new Scope();
let modules: Modules;
let watching: Promise<unknown>;
let running: Running | undefined;
let lastCell = 0;
let displays: Promise<unknown> = Promise.resolve();

function onRequest(request: Request): void {
  if (request.type === "start") {
    process.chdir(request.root);
    modules = new Modules(request.root);
    watching = startWatching(interrupt).then(() => send({ type: "ready" }));
  } else {
    void watching.then(() => execute(request));
  }
}

async function execute(request: ExecuteRequest): Promise<void> {
  const { cell } = request;
  lastCell = cell;
  const boundNames = scope.declare(request.names);
  running = {
    cell,
    abort: new AbortController(),
    interrupted: false,
    finish(thrown) {
      const { interrupted } = running as Running;
      running = undefined;
      setRunning(0);
      const error = thrown && describeThrown(thrown.value);
      send({ type: "done", cell, error, interrupted, bound: boundNames() });
    },
  };
  const self = running;
  setRunning(cell);
  let thrown: { value: unknown } | undefined;
  try {
    modules.update(request.modules);
    const value = await run(request);
    if (value !== undefined) send({ type: "result", data: await toBundle(value), metadata: {} });
    await displays;
  } catch (value) {
    thrown = { value };
  }
  afterThisTurn(() => self === running && self.finish(thrown));
}

/** Runs one cell; returns the value of its last expression, undefined where it has none. */
async function run({ cell, code, map }: ExecuteRequest): Promise<unknown> {
  const filename = `cell ${cell}`;
  registerScript(filename, cell, map);
  const script = new Script(`(async function cell(exports, require, __cell) {\n${code}\n})`, {
    filename,
    lineOffset: -1,
  });
  const frame = { result: undefined as unknown, import: scope.import.bind(scope), named };
  await script.runInThisContext()(scope.names, modules.requireFromCell, frame);
  return frame.result;
}

/** Gives a function declared in a cell, which was compiled under another name, its own name back. */
function named(declared: unknown, name: string): unknown {
  return Object.defineProperty(declared, "name", { value: name, configurable: true });
}

/** The cell is told by its signal; if it does not end in time it is given up, and its timers with it. */
function interrupt(terminated: boolean): void {
  const self = running;
  if (!self) return;
  self.interrupted = true;
  self.abort.abort();
  delay(
    () => {
      if (self !== running) return;
      clearCellTimers();
      self.finish({ value: Object.assign(new Error("the cell was interrupted"), { name: "Interrupted", stack: "" }) });
    },
    terminated ? 0 : GRACE_MS,
  );
}

/** An error that nobody awaits: it fails the cell that runs, or is told with the next one. */
function onLost(value: unknown): void {
  if (running) running.finish({ value });
  else send({ type: "late", error: describeThrown(value), cell: lastCell });
}

function display(value: unknown, { id, update }: { id?: string; update?: boolean } = {}): void {
  const bundle = toBundle(value);
  const emit = (data: Record<string, unknown>) => send({ type: "display", data, metadata: {}, id, update });
  if (bundle instanceof Promise) displays = displays.then(() => bundle).then(emit);
  else emit(bundle);
}

const host = {
  display,
  clear: ({ wait = false } = {}) => send({ type: "clear", wait }),
  get signal() {
    return running?.abort.signal ?? new AbortController().signal;
  },
};

captureStreams();
installTimers();
mapStacks();
Object.defineProperty(globalThis, Symbol.for("workbook.host"), { value: host });
process.on("unhandledRejection", onLost);
process.on("uncaughtException", onLost);
process.on("SIGINT", () => {}); // a client's Ctrl+C goes to the whole process group; interrupts come by the pipe

const requests = new Socket({ fd: REQUESTS_FD, readable: true, writable: false });
requests.on("data", decodeFrames(onRequest));
requests.on("end", () => process.exit(0));
