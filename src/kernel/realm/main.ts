/**
 * The realm: a process that runs compiled cells and holds the student's names. It knows nothing of TypeScript,
 * notebooks or Jupyter; the session sends it JavaScript and hears what happened (see protocol.ts).
 */
import { Socket } from "node:net";
import { Script } from "node:vm";
import { decodeFrames } from "../frames";
import { type ExecuteRequest, REQUESTS_FD, type Request, type StartRequest } from "../protocol";
import { toBundle } from "./bundle";
import { Checks } from "./checks";
import { startWatching } from "./interrupt";
import { lock, lockedRequire } from "./locked";
import { Modules } from "./modules";
import { captureStreams, send } from "./output";
import { RunningCell } from "./running-cell";
import { Scope } from "./scope";
import { describeThrown, mapStacks, registerScript } from "./stack";
import { startThread } from "./thread";
import { afterThisTurn, installTimers, timersDone } from "./timers";

/** How long code that goes on after the last cell is waited for. */
const SETTLE_MS = 200;

const scope = new Scope();
const checks = new Checks();
let modules: Modules;
let watching: Promise<unknown>;
/** The cell that runs, or the last one that did. */
let current: RunningCell | undefined;

function onRequest(request: Request): void {
  if (request.type === "start") {
    start(request);
  } else if (request.type === "execute") {
    void watching.then(() => execute(request));
  } else if (request.type === "ask") {
    void checks.answer(request);
  } else if (request.type === "checked") {
    checks.done(request.check);
  } else {
    void timersDone(SETTLE_MS).then(() => afterThisTurn(() => send({ type: "settled" })));
  }
}

function start({ root, isSandboxed }: StartRequest): void {
  if (isSandboxed) lock(requests);
  else process.chdir(root);
  modules = new Modules(root, isSandboxed ? lockedRequire : undefined);
  watching = isSandboxed ? Promise.resolve() : startWatching((terminated) => current?.interrupt(terminated));
  void watching.then(() => send({ type: "ready" }));
}

async function execute(request: ExecuteRequest): Promise<void> {
  const running = new RunningCell(request.cell, scope.declare(request.names));
  current = running;
  let thrown: { value: unknown } | undefined;
  try {
    modules.update(request.modules);
    const value = await run(request);
    await running.displays;
    if (value !== undefined) send({ type: "result", data: await toBundle(value), metadata: {} });
  } catch (value) {
    thrown = { value };
  }
  afterThisTurn(() => running.finish(thrown));
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

/** An error that nobody awaits: it fails its cell while that runs, and is told later when it does not. */
function onLost(value: unknown, cell = current?.cell ?? 0): void {
  if (current && !current.isOver && current.cell === cell) current.lose(value);
  else send({ type: "late", error: describeThrown(value), cell });
}

function display(value: unknown, { id, update }: { id?: string; update?: boolean } = {}): void {
  const bundle = toBundle(value);
  const emit = (data: Record<string, unknown>) => send({ type: "display", data, metadata: {}, id, update });
  if (!(bundle instanceof Promise)) emit(bundle);
  else if (current) current.displays = Promise.all([current.displays, bundle.then(emit)]);
}

const host = {
  display,
  clear: ({ wait = false } = {}) => send({ type: "clear", wait }),
  get signal() {
    return current?.abort.signal ?? new AbortController().signal;
  },
  check: checks.begin,
  startThread: (module: string, data: unknown) => startThread(modules, module, data),
};

captureStreams();
installTimers(() => current?.cell ?? 0, onLost);
mapStacks();
Object.defineProperty(globalThis, Symbol.for("workbook.host"), { value: Object.freeze(host) });
process.on("unhandledRejection", (reason) => onLost(reason));
process.on("uncaughtException", (error) => onLost(error));
process.on("SIGINT", () => {}); // a client's Ctrl+C goes to the whole process group; interrupts come by the pipe

const requests = new Socket({ fd: REQUESTS_FD, readable: true, writable: false });
requests.on("data", decodeFrames(onRequest));
requests.on("end", () => process.exit(0));
