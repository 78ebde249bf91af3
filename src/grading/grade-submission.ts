/** Grades one notebook of one student: read, restore, run, score. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ICodeCell } from "@jupyterlab/nbformat";
import type { Checker } from "../kernel/checker";
import type { Compiler } from "../kernel/compiler/compiler";
import { type ICell, type INotebookContent, isCode } from "../kernel/execute/notebook";
import { feedbackOf, messageOf } from "./feedback";
import type { GradedCell, Homework } from "./homework";
import { metadataOf } from "./metadata";
import { readSubmission, SubmissionError } from "./read-submission";
import { type Restored, restore } from "./restore";
import type { CellResult, Result, Status } from "./result";
import { type RanCell, type RunLimits, runCells } from "./run";
import { scoreOf } from "./score";
import { suspects } from "./suspects";

export interface Engine {
  compiler: Compiler;
  /** Folder with the compiled kernel. */
  code: string;
  checker: Checker;
  limits: RunLimits;
}

export interface Graded {
  result: Omit<Result, "student">;
  /** What the student may see; undefined where nothing could be read. */
  feedback?: INotebookContent;
}

/** @param onCell called before each cell: it lives */
export async function gradeSubmission(
  file: string,
  homework: Homework,
  engine: Engine,
  onCell: () => void,
): Promise<Graded> {
  const start = performance.now();
  let restored: Restored;
  try {
    restored = restore(readSubmission(file), homework);
  } catch (error) {
    if (!(error instanceof SubmissionError)) throw error;
    return { result: unreadable(homework, error.message) };
  }
  const { notebook, findings } = restored;
  const ran = await inSandbox((sandbox) => {
    const { compiler, code, checker, limits } = engine;
    const options = { compiler, code, checker, sandbox };
    return runCells(notebook, options, limits, onCell);
  });
  const ts = engine.compiler.typescript;
  findings.push(...ends(ran), ...suspects(ts, notebook.cells));
  const byId = new Map(notebook.cells.map((cell) => [metadataOf(cell)?.grade_id, cell]));
  const cells = homework.graded.map((graded) => {
    return cellResult(graded, byId.get(graded.cell), restored, ran, (cell) => messageOf(ts, cell, ran.get(cell)));
  });
  const messages = new Map(cells.flatMap(({ cell, message }) => (message === undefined ? [] : [[cell, message]])));
  const feedback = feedbackOf(ts, notebook, homework, ran, messages, findings);
  const seconds = (performance.now() - start) / 1000;
  const { assignment, notebook: name } = homework;
  return { result: { assignment, notebook: name, cells, findings, seconds: rounded(seconds) }, feedback };
}

/** Cells that ran too long or ended their program, a line each. */
function ends(ran: Map<ICodeCell, RanCell>): string[] {
  return [...ran].flatMap(([cell, { end, isLate }]) => {
    const where = `cell ${metadataOf(cell)?.grade_id ?? `[${cell.execution_count}]`}`;
    if (isLate) return [`${where} ran longer than it may`];
    return end === undefined ? [] : [`${where}: ${end}`];
  });
}

/** No points, for a submission that cannot be graded. */
export function unreadable(
  { assignment, notebook, graded }: Pick<Homework, "assignment" | "notebook" | "graded">,
  problem: string,
  status: Status = "crashed",
): Omit<Result, "student"> {
  const cells = graded.map(({ cell, max }) => ({ cell, points: 0, max, status, seconds: 0, message: problem }));
  return { assignment, notebook, cells, findings: [problem], seconds: 0, problem };
}

function cellResult(
  { cell: id, max, manual }: GradedCell,
  cell: ICell | undefined,
  { missing, changed, untouched, findings }: Restored,
  ran: Map<ICodeCell, RanCell>,
  message: (cell: ICodeCell) => string | undefined,
): CellResult {
  const result = { cell: id, points: 0, max, seconds: 0 };
  if (!cell || missing.has(id)) return { ...result, status: "missing", message: "the cell is not in the notebook" };
  if (manual) {
    const isLeft = untouched.has(id);
    return isLeft ? { ...result, status: "auto", message: "no answer" } : { ...result, status: "manual" };
  }
  const one = isCode(cell) ? ran.get(cell) : undefined;
  const score = scoreOf(cell, max);
  if (score.finding) findings.push(`cell ${id}: ${score.finding}`);
  const why = score.points < max && isCode(cell) ? (message(cell) ?? score.finding) : undefined;
  const isForged = score.finding !== undefined || isCheckMissing(cell);
  const status = changed.has(id) || isForged ? "tampered" : one && one.ending !== "done" ? one.ending : "auto";
  const seconds = rounded(one?.seconds ?? 0);
  return { ...result, points: score.points, status, seconds, ...(why === undefined ? {} : { message: why }) };
}

/** The cell asks for a check, and the student's code saw to it that none was made. */
function isCheckMissing(cell: ICell): boolean {
  return isCode(cell) && cell.outputs.some(({ ename }) => ename === "CheckMissing");
}

function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

/** Gives the student's program a folder of its own, which is gone afterwards. */
async function inSandbox<T>(run: (sandbox: { folder: string }) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "workbook-grade-"));
  try {
    return await run({ folder });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}
