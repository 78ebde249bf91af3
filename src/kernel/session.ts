/**
 * A notebook's session: joins the compiler, which it may share with other sessions, and a realm of its own, and turns
 * what happens into outputs. It knows no transport: Jupyter and the headless runner both sit on it.
 */
import { isForRealms } from "./available-modules";
import { BetweenCells } from "./between-cells";
import type { CellChecks } from "./cell-checks";
import type { Checker } from "./checker";
import type { CompiledCell, Compiler } from "./compiler/compiler";
import { compileError, endError, thrownError } from "./errors";
import { CellOutputs, type Output, type Sink } from "./outputs";
import { type Prepared, prepareCell } from "./prepared-cell";
import type { ModuleText, Reply, Thrown } from "./protocol";
import { type End, RealmProcess } from "./realm-process";
import type { Renderer } from "./renderer";
import type { Sandbox } from "./sandbox";

export interface SessionOptions {
  compiler: Compiler;
  /** Folder with the compiled kernel: `realm/main.js`. */
  code: string;
  /** Memory the cells may use. */
  memoryMB?: number;
  /** Draws pictures for clients without JavaScript; without one, bundles go out as they come. */
  renderer?: Renderer;
  /** Judges the functions that cells give to `check`. */
  checker?: Checker;
  /** Runs the cells where they reach nothing but the workbook's data and a folder; an interrupt then ends the program. */
  sandbox?: Sandbox;
}

export type ErrorOutput = Extract<Output, { type: "error" }>;

/** How a cell ended. "died": the program ended with it, and all names are gone. */
type Ending = { status: "ok"; error?: undefined } | { status: "error" | "died"; error: ErrorOutput };

export type Outcome = Ending & {
  /** Whether the cell put out more than was passed on. */
  flooded: boolean;
  /** Errors of earlier cells' code that came after those had ended: they were told with this cell. */
  late: string[];
};

/** What the realm has to say at the end of a cell: that it is done, or nothing more. */
type Word = { done: Extract<Reply, { type: "done" }> } | { died: End };

interface Running {
  cell: number;
  checks: CellChecks;
  end(word: Word): void;
}

const IMPORTS = /^\s*import\b|\brequire\s*\(/m;
const DEFAULT_MEMORY_MB = 2048;
const KILL_AFTER_INTERRUPT_MS = 3000;
/** A program that does not answer in this time after its last cell is busy with code that goes on. */
const SETTLED_MS = 5000;

export class Session {
  private readonly sources = new Map<number, string>();
  private realm: RealmProcess | undefined;
  private declarations = "";
  /** Version of the compiler's modules that the realm has. */
  private modulesVersion = 0;
  private running: Running | undefined;
  private lastOutputs: CellOutputs | undefined;
  private cells = 0;
  private readonly between = new BetweenCells((thrown, cell) => this.describe(thrown, cell));
  private onSettled: () => void = () => {};

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
    this.sources.delete(cell); // a number may come again: the latest is the last
    this.sources.set(cell, source);
    const outputs = new CellOutputs(sink, this.options.renderer);
    this.lastOutputs = outputs;
    const late = this.between.takeErrors();
    for (const text of late) outputs.print("stderr", text);
    const ending = this.between.takeDeath() ?? (await this.runCell(cell, source, options.timeoutMs));
    await outputs.finish();
    if (ending.error) outputs.put(ending.error);
    return { ...ending, flooded: outputs.flooded, late };
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
    const { realm } = this;
    if (realm) {
      await new Promise<void>((settled) => {
        const isBusy = { reason: "timeout", seconds: SETTLED_MS / 1000 } as const;
        const timer = setTimeout(() => realm.kill(isBusy), SETTLED_MS);
        this.onSettled = () => {
          clearTimeout(timer);
          settled();
        };
        realm.send({ type: "settle" });
      });
    }
    const death = this.between.takeDeath();
    return [
      ...this.between.takeErrors(),
      ...(death ? [`After the last cell had ended:\n${death.error.message}\n`] : []),
    ];
  }

  /** Ends the session and its processes. */
  close(): void {
    this.realm?.kill({ reason: "closed" });
    this.realm = undefined;
  }

  private async runCell(cell: number, source: string, timeoutMs: number | undefined): Promise<Ending> {
    if (IMPORTS.test(source)) this.options.renderer?.warmUp(); // pictures may come; it gets ready while this compiles
    const prepared = this.prepare(source);
    if (prepared.mistakes) return { status: "error", error: compileError(prepared.mistakes, cell, source) };
    const { cell: compiled, checks } = prepared;
    const word = await this.runInRealm(cell, compiled, checks, timeoutMs);
    this.running = undefined;
    checks.end();
    if ("died" in word) return { status: "died", error: endError(word.died) };
    const { error: thrown, bound } = word.done;
    this.declarations = compiled.declarations(bound);
    const error = thrown ? this.describe(thrown, cell) : checks.error();
    return error ? { status: "error", error } : { status: "ok" };
  }

  private prepare(source: string): Prepared {
    const { compiler, checker, sandbox } = this.options;
    return prepareCell(source, {
      compiler,
      checker,
      isSandboxed: sandbox !== undefined,
      declarations: this.declarations,
      sources: this.sources,
      send: (request) => this.realm?.send(request),
      show: ({ bundle }) => this.lastOutputs?.show({ type: "display", data: bundle, metadata: {} }),
    });
  }

  private runInRealm(
    cell: number,
    { code, map, names }: CompiledCell,
    checks: CellChecks,
    timeoutMs: number | undefined,
  ): Promise<Word> {
    const realm = this.realm ?? this.startRealm();
    const modules = this.modulesFor(code);
    return new Promise((end) => {
      this.running = { cell, checks, end };
      realm.send({ type: "execute", cell, code, map, names, modules });
      if (timeoutMs !== undefined) this.limitTime(this.running, timeoutMs);
    });
  }

  /** What the realm does not have yet of imported files, once its cells import at all. */
  private modulesFor(code: string): ModuleText[] {
    if (this.modulesVersion === 0 && !code.includes("require(")) return [];
    const { modules, version } = this.options.compiler.modulesSince(this.modulesVersion);
    this.modulesVersion = version;
    return this.options.sandbox ? modules.filter(({ source }) => isForRealms(source)) : modules;
  }

  private describe(thrown: Thrown, cell: number): ErrorOutput {
    return thrownError(thrown, cell, (number) => this.sources.get(number));
  }

  private startRealm(): RealmProcess {
    const { compiler, code, memoryMB = DEFAULT_MEMORY_MB, sandbox } = this.options;
    const realm: RealmProcess = new RealmProcess({
      root: compiler.root,
      code,
      memoryMB,
      sandbox,
      onReply: (reply) => this.realm === realm && this.onReply(reply),
      onRawOutput: (name, text) => this.lastOutputs?.print(name, text),
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
      this.between.addError(reply);
    } else if (reply.type === "stream") {
      outputs?.print(reply.name, reply.text);
    } else if (reply.type === "clear") {
      outputs?.clear(reply.wait);
    } else if (reply.type === "settled") {
      this.onSettled();
    } else if (reply.type === "check") {
      this.running?.checks.start(reply);
    } else if (reply.type === "answer") {
      this.running?.checks.answer(reply);
    } else if (reply.type === "result" && this.running?.checks.expected) {
      outputs?.show({ ...reply, type: "display" }); // a number here would count as points
    } else if (reply.type !== "ready") {
      outputs?.show(reply);
    }
  }

  private onEnd(end: End): void {
    this.realm = undefined;
    this.declarations = "";
    if (this.running) this.running.end({ died: end });
    else this.between.addEnd(end);
    this.onSettled();
  }

  private limitTime(running: Running, timeoutMs: number): void {
    const { realm } = this;
    const kill = () => this.running === running && realm?.kill({ reason: "timeout", seconds: timeoutMs / 1000 });
    const timer = setTimeout(() => setImmediate(kill), timeoutMs); // what has come meanwhile is read first
    const { end } = running;
    running.end = (word) => {
      clearTimeout(timer);
      end(word);
    };
  }
}
