/** What the kernel asks of whoever judges a student's functions; it is handed in, the kernel knows no exercises. */
import type { OutsideName } from "./compiler/outside-names";
import type { Bundle } from "./protocol";

/** A call `check(assignment, exercise, f, options)` in a cell. */
export interface CheckRequest {
  assignment: string;
  exercise: string;
  options: Record<string, unknown>;
}

/** The same for every request of one check, in whatever order its options stand. */
export function checkKey({ assignment, exercise, options }: CheckRequest): string {
  return JSON.stringify([assignment, exercise, Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** What may be asked of the student's program. It may lie: only values that are right can be of use to it. */
export interface Asked {
  /** Has the program answer a question; rejects when it ends instead. */
  ask(question: unknown): Promise<unknown>;
  /** The names from outside that the function under check uses; undefined where no cell declares it. */
  outsideNames(): OutsideName[] | undefined;
}

export interface Verdict {
  passed: boolean;
  /** One line: what is right, or what is wrong. */
  message: string;
  /** What the student sees at once. */
  bundle: Bundle;
}

/** Judges one answer, in this process, where no student's code runs. A check that does not exist is a verdict, too. */
export type Checker = (request: CheckRequest, asked: Asked) => Promise<Verdict>;
