/** nbgrader's rule for points, and what we do where nbgrader stops with an error. */
import type { ICell, IMimeBundle, IOutput } from "@jupyterlab/nbformat";
import { isCode, joined } from "../kernel/execute/notebook";

export interface Score {
  points: number;
  /** What is odd about it. */
  finding?: string;
}

/** What Python's float() takes. */
const PYTHON_FLOAT = /^[+-]?(?:(?:\d+(?:_\d+)*)?\.?\d+(?:_\d+)*\.?(?:e[+-]?\d+(?:_\d+)*)?|inf(?:inity)?|nan)$/i;

/**
 * The points of a test cell that was run. Its outputs are read in order: an error, or anything on stderr, gives none;
 * a result that reads as a number gives that many; nothing of these gives all.
 *
 * nbgrader stops at a result above the cell's points, and at one without text: we give no points and say so.
 */
export function scoreOf(cell: ICell, max: number): Score {
  if (!isCode(cell)) return { points: 0 };
  for (const output of cell.outputs) {
    if (isFailure(output)) return { points: 0 };
    if (output.output_type === "execute_result") return partialScore(output, max);
  }
  return { points: max };
}

export function isFailure({ output_type: type, name }: IOutput): boolean {
  return type === "error" || (type === "stream" && name === "stderr");
}

function partialScore(output: IOutput, max: number): Score {
  const text = joined((output.data as IMimeBundle | undefined)?.["text/plain"] as string | string[] | undefined);
  if (text === "") return { points: 0, finding: "the test's result has no text" };
  const number = pythonFloat(text);
  if (number === undefined || !(number >= 0)) return { points: max };
  if (number > max) return { points: 0, finding: `the test's result is ${text.trim()}, more than its ${max} points` };
  return { points: number };
}

/** The number that Python reads in a text; undefined for a text that is none. */
export function pythonFloat(text: string): number | undefined {
  const trimmed = text.trim();
  if (!PYTHON_FLOAT.test(trimmed)) return undefined;
  const plain = trimmed.toLowerCase().replace(/_/g, "");
  if (plain.endsWith("nan")) return Number.NaN;
  if (plain.includes("inf")) return plain.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(plain);
}
