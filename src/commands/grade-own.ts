/** `npm run grade -- FILE.ipynb`: a student's own notebook, with the result on the screen. */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { gradeAll } from "../grading/grade-all";
import type { Homework } from "../grading/homework";
import type { CellResult } from "../grading/result";
import { Store, type Stored } from "../grading/store";
import { place, type Submission } from "../grading/submissions";
import { finish } from "./grade-finish";
import type { GradeOptions } from "./grade-options";
import { UsageError } from "./option-values";

/** @returns the exit code */
export async function gradeOwn(
  options: GradeOptions,
  file: { path: string; shown: string },
  homework: Homework[],
  root: string,
): Promise<number> {
  const submission = submissionOf(options, file, homework);
  const folder = options.output ?? mkdtempSync(join(tmpdir(), "workbook-own-"));
  let result: Stored | undefined;
  try {
    const lost = await gradeAll([submission], {
      root,
      engine: basename(resolve(__dirname, "..")),
      homework,
      store: new Store(folder),
      limits: { timeoutMs: options.timeoutMs, memoryMB: options.memoryMB },
      jobs: 1,
      again: true,
      onResult: (graded) => {
        result = graded;
      },
    });
    if (result) console.log(toText(result));
    if (options.output !== undefined) return await finish(options, new Store(folder), lost, []);
    for (const line of lost) console.error(line);
    return lost.length > 0 ? 1 : 0;
  } finally {
    if (options.output === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** The notebook's student is the one given, or who its name says. */
function submissionOf(
  { students: [student], assignments: [only] }: GradeOptions,
  { path, shown }: { path: string; shown: string },
  homework: Homework[],
): Submission {
  const handedIn = { path: basename(path), file: path, time: statSync(path).mtimeMs };
  const named = place([handedIn], homework, only).submissions[0];
  const anybody = place([{ ...handedIn, path: `student/${handedIn.path}` }], homework, only).submissions[0];
  if (!anybody) {
    const names = [...new Set(homework.map(({ assignment }) => assignment))].join(", ");
    throw new UsageError(`${shown}: which homework is it? Give --assignment with one of ${names}`);
  }
  return { ...(named ?? anybody), handedIn: { ...handedIn, path: shown }, ...(student !== undefined && { student }) };
}

function toText({ assignment, cells, findings, problem }: Stored): string {
  if (problem) return `${assignment}: could not be graded: ${problem}`;
  const width = Math.max(...cells.map(({ cell }) => cell.length));
  const lines = cells.map((cell) => `  ${mark(cell)} ${cell.cell.padEnd(width)}  ${inWords(cell)}`);
  const tests = cells.filter(({ status }) => status !== "manual");
  const sum = (of: "points" | "max") => Number(tests.reduce((all, cell) => all + cell[of], 0).toFixed(3));
  const found = findings.map((finding) => `  found: ${finding}`);
  return [assignment, ...lines, ...found, `  ${sum("points")} of ${sum("max")} points`].join("\n");
}

function mark({ points, max, status }: CellResult): string {
  if (status === "manual") return "–";
  return points >= max ? "✓" : "✗";
}

function inWords({ points, max, status, message }: CellResult): string {
  if (status === "manual") return `${max} points, given by a person`;
  const why = [status === "auto" ? undefined : status, message].filter(Boolean).join(": ");
  return `${points} of ${max}${why ? `  ${why}` : ""}`;
}
