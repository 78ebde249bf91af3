/** The session's end of a realm: starts the process, talks to it, watches its memory, and sees how it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { Flood } from "./flood";
import { decodeFrames, encodeFrame } from "./frames";
import { watchMemory } from "./memory";
import { INTERRUPT, REPLIES_FD, REQUESTS_FD, type Reply, type Request, WATCH_FD } from "./protocol";
import { DamagedReply, readReply } from "./replies";
import { type Sandbox, type SandboxCommand, sandboxCommand } from "./sandbox";

/** Why a realm is no more. */
export type End =
  | { reason: "exit"; code: number }
  | { reason: "heap" | "memory"; limitMB: number }
  | { reason: "interrupt" }
  | { reason: "timeout"; seconds: number }
  | { reason: "closed" }
  /** It sent what is no message. */
  | { reason: "damaged"; what: string }
  | { reason: "flood" }
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
  /** An interrupt ends a sandboxed realm. */
  sandbox?: Sandbox;
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
    const { root, memoryMB, sandbox } = options;
    const { command, args, env, isChild } = this.command();
    const noInput = openSync(devNull, "w"); // whoever reads it gets an error, not an empty text
    const pipes = ["pipe", "pipe", "pipe", "pipe"] as const;
    this.child = spawn(command, args, {
      cwd: root,
      env,
      stdio: [noInput, ...pipes, ...(sandbox ? [] : ["pipe" as const])],
      windowsHide: true,
      detached: sandbox !== undefined && process.platform !== "win32", // a process group of its own
    });
    closeSync(noInput);
    this.listen();
    const onExceeded = () => this.kill({ reason: "memory", limitMB: memoryMB });
    const stopWatching = watchMemory(this.child.pid, memoryMB, onExceeded, { isChild });
    this.child.on("error", () => options.onEnd({ reason: "closed" }));
    this.child.on("close", (status, signal) => {
      stopWatching();
      options.onEnd(this.end ?? this.howItEnded(status, signal));
    });
    this.send({ type: "start", root: root.replace(/\\/g, "/"), isSandboxed: sandbox !== undefined });
  }

  private command(): SandboxCommand {
    const { root, code, memoryMB, sandbox } = this.options;
    const main = join(code, "realm", "main.js");
    const node: [string, ...string[]] = [process.execPath, "--no-warnings", `--max-old-space-size=${memoryMB}`];
    if (sandbox) return sandboxCommand(sandbox, { node, main, root });
    return { command: node[0], args: [...node.slice(1), main], env: process.env, isChild: false };
  }

  private listen(): void {
    const { onRawOutput, sandbox } = this.options;
    const flood = sandbox && new Flood(() => this.kill({ reason: "flood" }));
    const damaged = (what: string) => this.kill({ reason: "damaged", what });
    const onReply = (message: unknown, bytes: number) => this.onReply(message, bytes, flood);
    const decode = decodeFrames(onReply, { onDamaged: damaged, isNumbered: sandbox !== undefined });
    this.readable(REPLIES_FD).on("data", decode);
    const onText = (name: "stdout" | "stderr", text: string) => {
      if (!flood?.isTooMuch(text.length)) onRawOutput(name, text);
    };
    this.readable(1)
      .setEncoding("utf8")
      .on("data", (text: string) => onText("stdout", text));
    this.readable(2)
      .setEncoding("utf8")
      .on("data", (text: string) => {
        this.lastErrorText = (this.lastErrorText + text).slice(-10_000);
        if (!NODE_DIES.test(this.lastErrorText)) onText("stderr", text);
        else flood?.isTooMuch(text.length);
      });
    // A realm that has ended takes nothing more: "close" tells.
    for (const fd of sandbox ? [REQUESTS_FD] : [REQUESTS_FD, WATCH_FD]) this.writable(fd).on("error", () => {});
  }

  private onReply(message: unknown, bytes: number, flood: Flood | undefined): void {
    try {
      const reply = readReply(message);
      if (!flood?.isTooMuch(bytes, reply)) this.options.onReply(reply);
    } catch (error) {
      if (!(error instanceof DamagedReply)) throw error;
      this.kill({ reason: "damaged", what: error.message });
    }
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  send(request: Request): void {
    this.writable(REQUESTS_FD).write(encodeFrame(++this.sent, request));
  }

  /** Asks the running cell to stop, and stops it if it does not; names stay. */
  interrupt(): void {
    if (this.options.sandbox) this.kill({ reason: "interrupt" });
    else this.writable(WATCH_FD).write(Buffer.of(INTERRUPT));
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
