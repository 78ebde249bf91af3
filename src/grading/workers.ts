/** The processes that grade, seen from the grader: each takes one submission at a time, and is replaced when it dies. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Result } from "./result";
import type { Answer, Order, Setting } from "./worker-protocol";

/** What a worker may take beyond a cell's limit, for compiling and for stopping a program. */
const GRACE_MS = 40_000;
const START_MS = 60_000;
const HEAP_MB = 1536;
/** One that has grown beyond this is replaced before its next submission. */
const GROWN_MB = 1024;

/** How grading one submission ended: one of these is there. */
export interface Ended {
  result?: Omit<Result, "student">;
  /** The worker died of the submission, or did not come back. */
  died?: "timeout" | "crashed";
  /** The worker could not do it, through no fault of the submission. */
  failed?: string;
}

export class GradingWorker {
  private child: ChildProcess | undefined;
  private isReady = false;
  private readonly setting: Setting;

  constructor(setting: Setting) {
    this.setting = setting;
  }

  async grade(order: Order): Promise<Ended> {
    const problem = this.isReady ? undefined : await this.start();
    if (problem) return { failed: problem };
    const child = this.child as ChildProcess;
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      const finish = (ended: Ended) => {
        clearTimeout(timer);
        for (const event of ["message", "close", "error"]) child.removeAllListeners(event);
        resolve(ended);
      };
      const fail = (died: "timeout" | "crashed") => {
        this.end();
        finish({ died });
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => fail("timeout"), this.setting.timeoutMs + GRACE_MS);
      };
      child.on("close", () => fail("crashed"));
      child.on("error", () => fail("crashed"));
      child.on("message", (answer: Answer) => {
        if (answer.type === "alive") return wait();
        if (answer.type === "failed") return finish({ failed: answer.message });
        if (answer.type !== "graded") return;
        if (answer.usedMB > GROWN_MB) this.end();
        finish({ result: answer.result });
      });
      wait();
      child.send(order);
    });
  }

  end(): void {
    this.isReady = false;
    this.child?.removeAllListeners();
    this.child?.on("error", () => {});
    this.child?.kill("SIGKILL");
    this.child = undefined;
  }

  /** @returns what went wrong */
  private start(): Promise<string | undefined> {
    const child = fork(join(__dirname, "worker.js"), [JSON.stringify(this.setting)], {
      execArgv: ["--no-warnings", "--enable-source-maps", `--max-old-space-size=${HEAP_MB}`],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.child = child;
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-2000);
    });
    return new Promise((resolve) => {
      const timer = setTimeout(() => done("a grading process did not start in time"), START_MS);
      const done = (problem?: string) => {
        clearTimeout(timer);
        for (const event of ["message", "close", "error"]) child.removeAllListeners(event);
        this.isReady = problem === undefined;
        if (problem !== undefined) this.end();
        resolve(problem);
      };
      child.on("error", (error) => done(`a grading process cannot be started: ${error.message}`));
      child.on("close", () => done(`a grading process ended as it started: ${said.trim()}`));
      child.on("message", (answer: Answer) => answer.type === "ready" && done());
    });
  }
}
