/** Runs the cells of a submission as nbgrader would through our kernel, within limits. */
import type { ICodeCell } from "@jupyterlab/nbformat";
import type { CheckRequest, Verdict } from "../kernel/checker";
import { Collector } from "../kernel/execute/collect";
import { hasTag, type INotebookContent, isCode, joined } from "../kernel/execute/notebook";
import type { Output, Sink } from "../kernel/outputs";
import { Session, type SessionOptions } from "../kernel/session";
import { isTest, metadataOf } from "./metadata";

export interface RunLimits {
  /** For one cell; all together may take ten times as long. */
  timeoutMs: number;
  memoryMB: number;
}

const WHOLE_RUN = 10;
/** Characters that a submission may put out: a cell's own limits allow more than a grader wants to keep. */
const MOST_OUTPUT = 2 ** 25;

/** How the run of one cell went. */
export interface RanCell {
  seconds: number;
  /** "timeout", "crashed": by this cell or, where it failed in consequence, by one before. */
  ending: "done" | "timeout" | "crashed";
  verdicts: { request: CheckRequest; verdict: Verdict }[];
  /** Line of the error in the cell, from 1, where it has one. */
  line?: number;
  /** How the cell ended its program, in words. */
  end?: string;
  /** The cell ran longer than it may. */
  isLate: boolean;
}

/**
 * Runs all code cells in document order, in a program of their own. After a cell that took too long the next ones find
 * the names of those before it; after the program's end they run in a new one, and find none.
 *
 * @param notebook gets the outputs
 */
export async function runCells(
  notebook: INotebookContent,
  options: Omit<SessionOptions, "memoryMB">,
  limits: RunLimits,
  onCell: () => void,
): Promise<Map<ICodeCell, RanCell>> {
  const ran = new Map<ICodeCell, RanCell>();
  let verdicts: RanCell["verdicts"] = [];
  const checker: SessionOptions["checker"] = async (request, asked) => {
    const into = verdicts; // of the cell that asks, however late the answer comes
    const verdict = await (options.checker as NonNullable<SessionOptions["checker"]>)(request, asked);
    into.push({ request, verdict });
    return verdict;
  };
  const session = new Session({ ...options, checker: options.checker && checker, memoryMB: limits.memoryMB });
  const collector = new Collector();
  const room = { left: MOST_OUTPUT };
  const end = performance.now() + WHOLE_RUN * limits.timeoutMs;
  let before: RanCell["ending"] = "done";
  let earlier: ICodeCell[] = []; // whose names are there
  try {
    for (const cell of notebook.cells.filter(isCode)) {
      if (joined(cell.source).trim() === "" || hasTag(cell, "skip-execution")) continue;
      onCell();
      verdicts = [];
      cell.execution_count = ran.size + 1;
      const sink = bounded(collector.cell(cell.outputs, cell.execution_count), room);
      const one = await runCell(session, cell, sink, Math.min(limits.timeoutMs, end - performance.now()));
      ran.set(cell, { ...one, verdicts, ending: one.ending === "done" && one.failed ? before : one.ending });
      if (one.ending === "crashed" || (one.ending === "timeout" && !isTestCell(cell))) before = one.ending;
      if (one.ending === "crashed") earlier = [];
      else if (one.ending === "done") earlier.push(cell);
      else await runAgain(session, earlier, Math.min(limits.timeoutMs, end - performance.now()), onCell);
    }
  } finally {
    session.close();
  }
  return ran;
}

function isTestCell(cell: ICodeCell): boolean {
  const metadata = metadataOf(cell);
  return metadata !== undefined && isTest(metadata);
}

/** After a cell that could only be stopped with its program, the next ones are to find the names all the same. */
async function runAgain(session: Session, cells: ICodeCell[], timeoutMs: number, onCell: () => void): Promise<void> {
  const end = performance.now() + timeoutMs;
  for (const cell of cells) {
    const left = end - performance.now();
    if (left <= 0) return;
    onCell();
    const options = { timeoutMs: left, cell: cell.execution_count as number };
    const { status } = await session.execute(joined(cell.source), () => {}, options);
    if (status === "died") return;
  }
}

type One = Omit<RanCell, "verdicts"> & { failed: boolean };

async function runCell(session: Session, cell: ICodeCell, sink: Sink, timeoutMs: number): Promise<One> {
  if (timeoutMs <= 0) {
    sink(timeout("the notebook's time was used up before this cell"));
    return { seconds: 0, ending: "timeout", failed: true, isLate: true };
  }
  const start = performance.now();
  const told: Sink = (output) => {
    const isEnd = output.type === "error" && output.name === "Timeout"; // whose words are of names that are gone
    sink(isEnd ? timeout(`the cell ran longer than its limit of ${Number((timeoutMs / 1000).toFixed(1))} s`) : output);
  };
  // The limit counts from when the cell runs: a compiler that has yet to warm up is not the student's fault.
  const options = { timeoutMs, cell: cell.execution_count as number };
  const { status, error } = await session.execute(joined(cell.source), told, options);
  const died = status === "died";
  const isLate = died && error?.name === "Timeout";
  return {
    seconds: (performance.now() - start) / 1000,
    ending: isLate ? "timeout" : died ? "crashed" : "done",
    failed: status !== "ok",
    line: error?.line,
    end: died && !isLate ? error?.message : undefined,
    isLate,
  };
}

function timeout(message: string): Output {
  return { type: "error", name: "Timeout", message, traceback: [`Timeout: ${message}`] };
}

/** Passes on what there is room for. Errors always pass: they decide. */
function bounded(sink: Sink, room: { left: number }): Sink {
  return (output) => {
    const size = output.type === "stream" ? output.text.length : JSON.stringify(output).length;
    const isFull = room.left < 0;
    room.left -= size;
    if (output.type === "error" || output.type === "clear" || room.left >= 0) sink(output);
    else if (!isFull) sink({ type: "stream", name: "stdout", text: "… cut here: a submission may put out 32 MB\n" });
  };
}
