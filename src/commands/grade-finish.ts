/** The end of `npm run grade`: from the results in its folder to tables, reports, and a last word. */
import { join } from "node:path";
import { resultsJson } from "../grading/formats";
import { type Page, writeReport } from "../grading/report";
import type { Result } from "../grading/result";
import type { Store, Stored } from "../grading/store";
import { summaryText } from "../grading/summary";
import { type GradeRow, gradeRows, gradesCsv, totalsCsv } from "../grading/tables";
import { writeWhole } from "../kernel/whole-file";
import { notebookPage } from "../pages/notebook-page";
import type { GradeOptions } from "./grade-options";
import { progressBar } from "./progress-bar";
import { plotRenderer } from "./renderer";

/** Reports are written after scoring: nobody waits for a picture. */
const RENDER_PATIENCE_MS = 60_000;

/** Makes all tables anew from the results; reports where they are missing. Returns the exit code. */
export async function finish(options: GradeOptions, store: Store, lost: string[], notes: string[]): Promise<number> {
  const results = store.all();
  const data = store.classData;
  const rows = gradeRows(results, data);
  writeWhole(join(store.folder, "grades.csv"), gradesCsv(rows));
  writeWhole(join(store.folder, "totals.csv"), totalsCsv(rows, data));
  writeWhole(join(store.folder, "summary.md"), summaryText(rows, results, lost, notes));
  if (options.format) writeFormats(options.format, results, rows, store);
  if (options.reports) await writeReports(results, rows, store);
  say(options, rows, results, lost, notes);
  return lost.length > 0 ? 1 : 0;
}

function rowsOf({ student, assignment, notebook }: Result, rows: GradeRow[]): GradeRow[] {
  return rows.filter((row) => {
    const isOwn = row.student === student && row.assignment === assignment;
    return isOwn && (notebook === assignment ? !row.cell.includes("/") : row.cell.startsWith(`${notebook}/`));
  });
}

function writeFormats(
  format: NonNullable<GradeOptions["format"]>,
  results: Stored[],
  rows: GradeRow[],
  store: Store,
): void {
  for (const result of results) {
    const file = results.length === 1 ? join(store.folder, "results.json") : store.file(format, result);
    writeWhole(file, resultsJson(format, result, rowsOf(result, rows)));
  }
}

const page: Page["page"] = (notebook, options) => notebookPage(notebook, { ...options, plots: "svg" });

async function writeReports(results: Stored[], rows: GradeRow[], store: Store): Promise<void> {
  const renderer = plotRenderer(join(__dirname, ".."), RENDER_PATIENCE_MS);
  const progress = progressBar(results.length, "reports");
  try {
    for (const result of results) {
      await writeReport(result, rowsOf(result, rows), store, { page, renderer });
      progress.step();
    }
  } finally {
    progress.end();
    renderer.close();
  }
}

function say(
  { outputShown }: GradeOptions,
  rows: GradeRow[],
  results: Stored[],
  lost: string[],
  notes: string[],
): void {
  for (const note of notes) console.log(`note: ${note}`);
  for (const { student, assignment, problem } of results)
    if (problem) console.log(`${student}, ${assignment}: ${problem}`);
  for (const line of lost) console.error(line);
  const count = (status: string) => rows.filter((row) => row.status === status).length;
  const told = ["timeout", "crashed", "tampered"]
    .map((status) => [count(status), status] as const)
    .filter(([n]) => n > 0);
  const cells = told.map(([n, status]) => `, ${n} ${n === 1 ? "cell" : "cells"} ${status}`).join("");
  const words = results.length === 1 ? "1 notebook" : `${results.length} notebooks`;
  console.log(
    `${words} graded${cells}${lost.length > 0 ? `, ${lost.length} not graded` : ""}: ${outputShown}/grades.csv`,
  );
  const waiting = count("manual");
  if (waiting > 0)
    console.log(
      `${waiting} ${waiting === 1 ? "answer is" : "answers are"} graded by hand: --manual FILE adds the points`,
    );
}
