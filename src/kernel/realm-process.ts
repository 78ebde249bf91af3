/** The session's end of a realm: starts the process, talks to it, watches its memory, and sees how it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { decodeFrames, encodeFrame } from "./frames";
import { watchMemory } from "./memory";
import { INTERRUPT, REPLIES_FD, REQUESTS_FD, type Reply, type Request, WATCH_FD } from "./protocol";

/** Why a realm is no more. */
export type End =
  | { reason: "exit"; code: number }
  | { reason: "heap" | "memory"; limitMB: number }
  | { reason: "interrupt" }
  | { reason: "timeout"; seconds: number }
  | { reason: "closed" }
  | { reason: "signal"; signal: string };

/** Begins what Node says of its own end on descriptor 2: the session tells it better. */
const NODE_DIES = /<--- Last few GCs|FATAL ERROR|^# Fatal/m;

export interface RealmOptions {
  /** Repository root. */
  root: string;
  /** Folder with the compiled realm: `realm/main.js`. */
  code: string;
  /** Limit of the JavaScript heap, and of all resident memory beyond what an empty realm takes. */
  memoryMB: number;
  onReply(reply: Reply): void;
  /** Text that was written past the realm's frames, straight to descriptor 1 or 2. */
  onRawOutput(name: "stdout" | "stderr", text: string): void;
  onEnd(end: End): void;
}

export class RealmProcess {
  private readonly child: ChildProcess;
  private sent = 0;
  private lastErrorText = "";
  private end: End | undefined;

  constructor(private readonly options: RealmOptions) {
    const { root, code, memoryMB } = options;
    const flags = ["--no-warnings", `--max-old-space-size=${memoryMB}`];
    const noInput = openSync(devNull, "w"); // whoever reads it gets an error, not an empty text
    this.child = spawn(process.execPath, [...flags, join(code, "realm", "main.js")], {
      cwd: root,
      stdio: [noInput, "pipe", "pipe", "pipe", "pipe", "pipe"],
      windowsHide: true,
    });
    closeSync(noInput);
    this.readable(REPLIES_FD).on("data", decodeFrames(options.onReply));
    const onText = (name: "stdout" | "stderr") => (text: string) => options.onRawOutput(name, text);
    this.readable(1).setEncoding("utf8").on("data", onText("stdout"));
    this.readable(2)
      .setEncoding("utf8")
      .on("data", (text: string) => {
        this.lastErrorText = (this.lastErrorText + text).slice(-10_000);
        if (!NODE_DIES.test(this.lastErrorText)) options.onRawOutput("stderr", text);
      });
    for (const fd of [REQUESTS_FD, WATCH_FD]) this.writable(fd).on("error", () => {}); // it ended: "close" tells
    const stopWatching = watchMemory(this.child.pid, memoryMB, () =>
      this.kill({ reason: "memory", limitMB: memoryMB }),
    );
    this.child.on("error", () => options.onEnd({ reason: "closed" }));
    this.child.on("close", (status, signal) => {
      stopWatching();
      options.onEnd(this.end ?? this.howItEnded(status, signal));
    });
    this.send({ type: "start", root: root.replace(/\\/g, "/") });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  send(request: Request): void {
    this.writable(REQUESTS_FD).write(encodeFrame(++this.sent, request));
  }

  /** Asks the running cell to stop, and stops it if it does not; names stay. */
  interrupt(): void {
    this.writable(WATCH_FD).write(Buffer.of(INTERRUPT));
  }

  /** Ends the process, whatever it is doing. */
  kill(end: End): void {
    this.end ??= end;
    this.child.kill("SIGKILL");
  }

  private howItEnded(status: number | null, signal: string | null): End {
    const ranOut = /heap out of memory|Allocation failed|invalid table size|OOM error/i.test(this.lastErrorText);
    if (ranOut) return { reason: "heap", limitMB: this.options.memoryMB };
    if (status !== null) return { reason: "exit", code: status };
    return { reason: "signal", signal: signal ?? "unknown" };
  }

  private readable(fd: number): Readable {
    return this.child.stdio[fd] as Readable;
  }

  private writable(fd: number): Writable {
    return this.child.stdio[fd] as Writable;
  }
}
