/** Runs the cells of one notebook in order and says what went wrong. */
import { codeFrame } from "../errors";
import type { Outcome, Session } from "../session";
import { Collector } from "./collect";
import { hasTag, type ICodeCell, type INotebookContent, isCode, joined } from "./notebook";

export interface Failure {
  /** Number of the cell as Jupyter shows it, [3]; undefined when no single cell is to blame. */
  cell?: number;
  /** First line of the cell's source. */
  firstLine: string;
  /** Line in the cell, from 1, where known. */
  line?: number;
  message: string;
  /** What else a person needs to find the cause; may be empty. */
  details: string;
}

export interface Run {
  notebook: INotebookContent;
  /** Code cells that were run. */
  cells: number;
  failures: Failure[];
  /** Worth a word, but no failure. */
  notes: string[];
}

export interface RunOptions {
  /** For one cell. */
  timeoutMs: number;
  onCell?(number: number, total: number): void;
}

/**
 * Runs a notebook on a fresh session.
 *
 * A cell tagged `raises-exception` must fail, one tagged `skip-execution` is left alone. After an error the next cells
 * still run; after the program has ended they do not, and are marked so.
 *
 * @returns the notebook with its new outputs; the one given is not changed
 */
export async function runNotebook(original: INotebookContent, session: Session, options: RunOptions): Promise<Run> {
  const notebook = structuredClone(original);
  const run: Run = { notebook, cells: 0, failures: [], notes: [] };
  const collector = new Collector();
  const cells = notebook.cells.filter(isCode).filter((cell) => !hasTag(cell, "skip-execution"));
  const toRun = cells.filter((cell) => joined(cell.source).trim() !== "");
  let diedIn: number | undefined;

  for (const cell of cells) {
    cell.outputs = [];
    cell.execution_count = null;
  }
  for (const cell of toRun) {
    if (diedIn !== undefined) {
      markNotRun(cell, diedIn);
      continue;
    }
    const number = ++run.cells;
    options.onCell?.(number, toRun.length);
    cell.execution_count = number;
    const sink = collector.cell(cell.outputs, number);
    const outcome = await session.execute(joined(cell.source), sink, { timeoutMs: options.timeoutMs });
    judge(run, cell, number, outcome);
    addLate(run, outcome.late);
    if (outcome.status === "died") diedIn = number;
  }
  if (diedIn !== undefined && run.cells < toRun.length) {
    const left = toRun.length - run.cells;
    const words = left === 1 ? "1 more cell was" : `${left} more cells were`;
    run.notes.push(`${words} not run, because the program ended in cell [${diedIn}]`);
  }
  addLate(run, await session.settle());
  return run;
}

function addLate(run: Run, late: string[]): void {
  const message = "an error came after its cell had ended";
  for (const details of late) run.failures.push({ firstLine: "", message, details });
}

function markNotRun(cell: ICodeCell, diedIn: number): void {
  const message = `not run: the program ended in cell [${diedIn}]`;
  cell.outputs = [{ output_type: "error", ename: "NotRun", evalue: message, traceback: [message] }];
}

function judge(run: Run, cell: ICodeCell, number: number, outcome: Outcome): void {
  const source = joined(cell.source);
  const [firstLine] = source.trim().split(/\r?\n/);
  if (outcome.flooded)
    run.notes.push(`cell [${number}] \`${firstLine}\` put out more than a cell may; the rest was cut`);
  const expected = hasTag(cell, "raises-exception");
  if (outcome.status === "ok") {
    if (!expected) return;
    const message = "was expected to fail (tag raises-exception), but did not";
    run.failures.push({ cell: number, firstLine, message, details: codeFrame(source, 1, 1) });
  } else if (!expected || outcome.status === "died") {
    const { name, message, traceback, line } = outcome.error;
    const details = traceback.slice(1).join("\n");
    run.failures.push({ cell: number, firstLine, line, message: `${name}: ${message}`, details });
  }
}
