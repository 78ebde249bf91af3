/** What goes wrong between two cells, in code that went on after its cell had ended; it is told with the next one. */
import { endError } from "./errors";
import type { Output } from "./outputs";
import type { Thrown } from "./protocol";
import type { End } from "./realm-process";

type ErrorOutput = Extract<Output, { type: "error" }>;

/** Errors that are told: a timer may throw without end. */
const MOST_ERRORS = 20;

export class BetweenCells {
  private errors: { error: Thrown; cell: number }[] = [];
  private end: End | undefined;

  /** @param describe makes a cell's error readable */
  constructor(private readonly describe: (thrown: Thrown, cell: number) => ErrorOutput) {}

  addError(late: { error: Thrown; cell: number }): void {
    if (this.errors.length < MOST_ERRORS) this.errors.push(late);
  }

  addEnd(end: End): void {
    this.end = end;
  }

  /** The errors as text, once each. */
  takeErrors(): string[] {
    const texts = this.errors.map(({ error, cell }) => {
      return `After cell [${cell}] had ended:\n${this.describe(error, cell).traceback.join("\n")}\n`;
    });
    this.errors = [];
    return texts;
  }

  /** How the program ended, once. */
  takeDeath(): { status: "died"; error: ErrorOutput } | undefined {
    const { end } = this;
    this.end = undefined;
    if (!end) return undefined;
    const error = endError(end);
    const message = `between two cells: ${error.message}`;
    return { status: "died", error: { ...error, message, traceback: [`${error.name}: ${message}`] } };
  }
}
