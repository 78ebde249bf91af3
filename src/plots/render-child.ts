/** One render process, as its parent sees it. */
import { type ChildProcess, fork } from "node:child_process";
import type { Answer, Request } from "./render-process";

/** The figure is at fault and the process lives; any other rejection means that the process is gone, or must go. */
export class FigureError extends Error {
  override name = "FigureError";
}

/** Loading takes half a second; a machine under heavy load may need many times that. */
const startMs = 30_000;

export class RenderChild {
  private readonly child: ChildProcess;
  private readonly ready: Promise<Answer>;
  /** The process is gone: the next figure needs a new one. */
  ended = false;
  /** Settles what is waited for now: an answer, or how the process ended. */
  private listener: ((event: Answer | Error) => void) | undefined;

  constructor(entry: string, memoryMB: number) {
    const execArgv = [`--max-old-space-size=${memoryMB}`];
    this.child = fork(entry, [], { execArgv, stdio: ["ignore", "ignore", "ignore", "ipc"] });
    this.child.on("message", (answer: Answer) => this.listener?.(answer));
    this.child.on("error", (error) => this.listener?.(new Error(`The renderer failed: ${error.message}.`)));
    for (const end of ["error", "exit", "disconnect"]) {
      this.child.on(end, () => {
        this.ended = true;
      });
    }
    this.child.on("exit", (code, signal) =>
      this.listener?.(new Error(`The renderer ${howItEnded(code, signal, memoryMB)}.`)),
    );
    this.ready = this.answer(startMs, "The renderer did not start within 30 s.");
    this.ready.catch(() => {}); // whoever draws is told
    this.keepCallerAlive(false);
  }

  /**
   * The figure as SVG text; the next one only after this one's answer.
   * @throws FigureError when it cannot be drawn; Error when the process ended, or took longer than `timeoutMs`
   */
  async draw(request: Request, timeoutMs: number): Promise<string> {
    this.keepCallerAlive(true);
    try {
      await this.ready;
      const answer = this.answer(timeoutMs, `The figure took longer than ${timeoutMs / 1000} s to draw.`);
      this.child.send(
        request,
        (error) => error && this.listener?.(new Error(`The renderer is gone: ${error.message}.`)),
      );
      const said = await answer;
      if ("svg" in said) return said.svg;
      throw new FigureError(`The figure cannot be drawn: ${"error" in said ? said.error : "no answer"}.`);
    } finally {
      this.keepCallerAlive(false);
    }
  }

  /** Ends the process at once; what is waited for is rejected with this reason. */
  kill(reason: string): void {
    this.listener?.(new Error(reason));
    this.child.removeAllListeners();
    this.child.on("error", () => {});
    this.child.kill("SIGKILL");
  }

  private answer(ms: number, late: string): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => this.listener?.(new Error(late)), ms);
      timer.unref();
      this.listener = (event) => {
        clearTimeout(timer);
        this.listener = undefined;
        if (event instanceof Error) reject(event);
        else resolve(event);
      };
    });
  }

  private keepCallerAlive(yes: boolean): void {
    const what = yes ? "ref" : "unref";
    this.child[what]();
    this.child.channel?.[what]();
  }
}

function howItEnded(code: number | null, signal: string | null, memoryMB: number): string {
  if (signal === "SIGABRT" || code === 134) return `ran out of memory (${memoryMB} MB)`;
  return `ended unexpectedly (${signal ?? `code ${code}`})`;
}
