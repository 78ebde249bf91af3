/**
 * The checks of one running cell. The student's program only answers questions; what is right is decided here, and so
 * is whether the checks that the cell's source asks for were made at all.
 */
import { type Asked, type Checker, type CheckRequest, checkKey, type Verdict } from "./checker";
import type { CheckCall } from "./compiler/check-calls";
import type { OutsideName } from "./compiler/outside-names";
import type { Output } from "./outputs";
import type { Reply, Request } from "./protocol";

type ErrorOutput = Extract<Output, { type: "error" }>;

/** Checks that a cell may make: a program that asks for more is not a student's. */
const MOST_CHECKS = 100;

export interface CellChecksOptions {
  /** Without one, no check is made: the cell fails. */
  checker: Checker | undefined;
  /** The checks that the cell's source asks for. */
  calls: CheckCall[];
  outsideNames(call: CheckCall): OutsideName[] | undefined;
  send(request: Request): void;
  show(verdict: Verdict): void;
}

export class CellChecks {
  private readonly verdicts: { request: CheckRequest; verdict: Verdict }[] = [];
  private readonly questions = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  private isOver = false;
  private asked = 0;
  private started = 0;

  constructor(private readonly options: CellChecksOptions) {}

  /** Whether the cell's source asks for checks. */
  get expected(): boolean {
    return this.options.calls.length > 0;
  }

  /** The program asks for a check. */
  start({ check, request }: Extract<Reply, { type: "check" }>): void {
    const { checker } = this.options;
    if (!checker || ++this.started > MOST_CHECKS) {
      this.options.send({ type: "checked", check });
      return;
    }
    const call = this.options.calls.find((call) => checkKey(call) === checkKey(request));
    const asked: Asked = {
      ask: (what) => this.ask(check, what),
      outsideNames: () => call && this.options.outsideNames(call),
    };
    const end = (verdict: Verdict) => {
      if (this.isOver) return;
      this.verdicts.push({ request, verdict });
      this.options.show(verdict);
      this.options.send({ type: "checked", check });
    };
    checker(request, asked).then(end, (error) => end(notJudged(request, error)));
  }

  /** The program answers a question. */
  answer({ question, answer }: Extract<Reply, { type: "answer" }>): void {
    this.questions.get(question)?.resolve(answer);
    this.questions.delete(question);
  }

  /** The program has come to its end, of the cell or altogether: open questions stay without answer. */
  end(): void {
    this.isOver = true;
    for (const { reject } of this.questions.values()) reject(new Error("the program has ended"));
    this.questions.clear();
  }

  /** What is wrong once the cell is over; undefined when all checks were made and passed. */
  error(): ErrorOutput | undefined {
    const failed = this.verdicts.filter(({ verdict }) => !verdict.passed);
    if (failed.length > 0) {
      return error(
        "CheckFailed",
        failed.map(({ request, verdict }) => `${request.exercise}: ${verdict.message}`),
      );
    }
    const missing = this.options.calls.filter(
      (call) => !this.verdicts.some(({ request }) => checkKey(call) === checkKey(request)),
    );
    if (missing.length === 0) return undefined;
    const why = "was not made: write `await check(…)`, with the `check` that comes from ./src";
    return error(
      "CheckMissing",
      missing.map(({ exercise }) => `the check of ${exercise} ${why}`),
    );
  }

  private ask(check: number, what: unknown): Promise<unknown> {
    const question = ++this.asked;
    return new Promise((resolve, reject) => {
      this.questions.set(question, { resolve, reject });
      this.options.send({ type: "ask", check, question, what });
    });
  }
}

/** An answer so odd that the checker itself failed. */
function notJudged({ exercise }: CheckRequest, error: Error): Verdict {
  const message = `it could not be judged: ${error.message}`;
  return { passed: false, message, bundle: { "text/plain": `✗ ${exercise}: ${message}` } };
}

function error(name: string, lines: string[]): ErrorOutput {
  const message = lines.join("; ");
  return { type: "error", name, message, traceback: [`${name}: ${message}`] };
}
