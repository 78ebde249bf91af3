/** What passes between the grader and the processes that grade. */
import type { Result } from "./result";

export interface Setting {
  /** The workbook. */
  root: string;
  timeoutMs: number;
  memoryMB: number;
}

export interface Order {
  file: string;
  homework: { assignment: string; path: string };
  /** Where the notebook that the student may see is to be written. */
  feedback: string;
}

export type Answer =
  | { type: "ready" }
  /** A cell begins. */
  | { type: "alive" }
  | { type: "graded"; result: Omit<Result, "student">; usedMB: number }
  /** The grader's own mistake. */
  | { type: "failed"; message: string };
