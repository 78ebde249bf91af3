/**
 * A notebook's session: joins the compiler, which it may share with other sessions, and a realm of its own, and turns
 * what happens into outputs. It knows no transport: Jupyter and the headless runner both sit on it.
 */
import type { Compiler } from "./compiler/compiler";
import { compileError, endError, thrownError } from "./errors";
import { CellOutputs, type Output, type Sink } from "./outputs";
import type { Reply, Thrown } from "./protocol";
import { type End, RealmProcess } from "./realm-process";
import type { Renderer } from "./renderer";

export interface SessionOptions {
  compiler: Compiler;
  /** Folder with the compiled kernel: `realm/main.js`. */
  code: string;
  /** Memory the cells may use. */
  memoryMB?: number;
  /** Draws pictures for clients without JavaScript; without one, bundles go out as they come. */
  renderer?: Renderer;
}

export type ErrorOutput = Extract<Output, { type: "error" }>;

/** How a cell ended. "died": the program ended with it, and all names are gone. */
export type Outcome = { flooded: boolean } & (
  | { status: "ok"; error?: undefined }
  | { status: "error" | "died"; error: ErrorOutput }
);

interface Running {
  cell: number;
  outputs: CellOutputs;
  end(how: { done: Extract<Reply, { type: "done" }> } | { died: End }): void;
}

const DEFAULT_MEMORY_MB = 2048;
const KILL_AFTER_INTERRUPT_MS = 3000;
const SETTLE_MS = 20;

export class Session {
  private readonly sources = new Map<number, string>();
  private realm: RealmProcess | undefined;
  private declarations = "";
  /** Version of the compiler's modules that the realm has. */
  private modulesVersion = 0;
  private running: Running | undefined;
  private lastOutputs: CellOutputs | undefined;
  private cells = 0;
  /** What went wrong between cells; it is told with the next one. */
  private late: { error: Thrown; cell: number }[] = [];
  private diedBetweenCells: End | undefined;

  constructor(private readonly options: SessionOptions) {
    this.startRealm();
  }

  /** Process number of the realm, while there is one. */
  get realmPid(): number | undefined {
    return this.realm?.pid;
  }

  /**
   * Runs one cell; the cell before must have ended.
   *
   * @param source the cell's TypeScript
   * @param sink takes the outputs, in order, while the cell runs
   * @param options.timeoutMs after which the program is ended; none if not given
   * @param options.cell number of the cell in what is said of it; counted from 1 if not given
   */
  async execute(source: string, sink: Sink, options: { timeoutMs?: number; cell?: number } = {}): Promise<Outcome> {
    if (this.running) throw new Error("session: a cell is still running; wait for it, or interrupt it");
    const cell = options.cell ?? ++this.cells;
    this.sources.set(cell, source);
    const outputs = new CellOutputs(sink, this.options.renderer);
    this.lastOutputs = outputs;
    if (this.diedBetweenCells) return this.tellDeath(outputs);
    for (const late of this.takeLate()) outputs.print("stderr", late);

    const { compiler } = this.options;
    const compiled = compiler.compile(this.declarations, source);
    if (compiled.mistakes) return this.fail(outputs, compileError(compiled.mistakes, cell, source));

    const realm = this.realm ?? this.startRealm();
    const { modules, version } = compiler.modulesSince(this.modulesVersion);
    this.modulesVersion = version;
    const { code, map, names } = compiled.cell;
    const how = await new Promise<Parameters<Running["end"]>[0]>((end) => {
      this.running = { cell, outputs, end };
      realm.send({ type: "execute", cell, code, map, names, modules });
      if (options.timeoutMs !== undefined) this.limitTime(this.running, options.timeoutMs);
    });
    this.running = undefined;
    await outputs.finish();
    if ("died" in how) return this.fail(outputs, endError(how.died), "died");
    this.declarations = compiled.cell.declarations(how.done.bound);
    if (how.done.error)
      return this.fail(
        outputs,
        thrownError(how.done.error, cell, (n) => this.sources.get(n)),
      );
    return { status: "ok", flooded: outputs.flooded };
  }

  /** Names that may stand at a place (from 0) of a cell that is being written, and the part they would replace. */
  complete(source: string, place: number): ReturnType<Compiler["complete"]> {
    return this.options.compiler.complete(this.declarations, source, place);
  }

  /** What is known of the name at a place (from 0) of a cell that is being written. */
  inspect(source: string, place: number): ReturnType<Compiler["inspect"]> {
    return this.options.compiler.inspect(this.declarations, source, place);
  }

  /** Stops the running cell; names of earlier cells, and those it has bound, stay. Without one nothing happens. */
  interrupt(): void {
    const { running, realm } = this;
    if (!running || !realm) return;
    realm.interrupt();
    const timer = setTimeout(
      () => this.running === running && realm.kill({ reason: "interrupt" }),
      KILL_AFTER_INTERRUPT_MS,
    );
    timer.unref();
  }

  /** Gives code that goes on after the last cell a moment, and returns the errors that came of it, as texts. */
  async settle(): Promise<string[]> {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return this.takeLate();
  }

  /** Errors of code that went on after its cell had ended, as text, once each. */
  private takeLate(): string[] {
    const late = this.late.map(({ error, cell }) => {
      const { traceback } = thrownError(error, cell, (n) => this.sources.get(n));
      return `After cell [${cell}] had ended:\n${traceback.join("\n")}\n`;
    });
    this.late = [];
    return late;
  }

  /** Ends the session and its processes. */
  close(): void {
    this.realm?.kill({ reason: "closed" });
    this.realm = undefined;
  }

  private startRealm(): RealmProcess {
    const { compiler, code, memoryMB = DEFAULT_MEMORY_MB } = this.options;
    const realm: RealmProcess = new RealmProcess({
      root: compiler.root,
      code,
      memoryMB,
      onReply: (reply) => this.onReply(reply),
      onRawOutput: (text) => this.lastOutputs?.print("stdout", text),
      onEnd: (end) => this.realm === realm && this.onEnd(end),
    });
    this.realm = realm;
    this.modulesVersion = 0;
    return realm;
  }

  private onReply(reply: Reply): void {
    const outputs = this.lastOutputs;
    if (reply.type === "done") {
      if (this.running?.cell === reply.cell) this.running.end({ done: reply });
    } else if (reply.type === "late") {
      this.late.push(reply);
    } else if (reply.type === "stream") {
      outputs?.print(reply.name, reply.text);
    } else if (reply.type === "clear") {
      outputs?.put(reply);
    } else if (reply.type !== "ready") {
      outputs?.show(reply);
    }
  }

  private onEnd(end: End): void {
    this.realm = undefined;
    this.declarations = "";
    if (this.running) this.running.end({ died: end });
    else this.diedBetweenCells = end;
  }

  private tellDeath(outputs: CellOutputs): Outcome {
    const end = this.diedBetweenCells as End;
    this.diedBetweenCells = undefined;
    const error = endError(end);
    const message = `before this cell ran: ${error.message}`;
    return this.fail(outputs, { ...error, message, traceback: [`${error.name}: ${message}`] }, "died");
  }

  private fail(outputs: CellOutputs, error: ErrorOutput, status: "error" | "died" = "error"): Outcome {
    outputs.put(error);
    return { status, error, flooded: outputs.flooded };
  }

  private limitTime(running: Running, timeoutMs: number): void {
    const { realm } = this;
    const timer = setTimeout(() => realm?.kill({ reason: "timeout", seconds: timeoutMs / 1000 }), timeoutMs);
    const { end } = running;
    running.end = (how) => {
      clearTimeout(timer);
      end(how);
    };
  }
}
