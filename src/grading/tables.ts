/** grades.csv and totals.csv, made from the results. */
import { unparse } from "papaparse";
import { byText } from "./files";
import type { CellResult, Result } from "./result";
import type { ClassData, ManualPoints } from "./store";

export interface GradeRow extends CellResult {
  student: string;
  assignment: string;
}

const NEWLINE = "\n";

/**
 * A row a cell, by student and assignment, cells in the order of the notebook. Who is known and handed nothing in for an
 * assignment that others did has rows, too. Points given by hand replace those of the program.
 */
export function gradeRows(results: Result[], { roster, manual }: ClassData): GradeRow[] {
  const byStudent = new Map<string, Result[]>();
  for (const { student } of roster) byStudent.set(student, []);
  for (const result of results) byStudent.set(result.student, [...(byStudent.get(result.student) ?? []), result]);
  const given = new Map(manual.map((one) => [keyOf(one), one]));
  const samples = sampleOf(results);
  return [...byStudent.keys()].sort(byText).flatMap((student) => {
    return samples.flatMap((sample) => {
      const { assignment, notebook } = sample;
      const own = byStudent.get(student)?.find((one) => one.assignment === assignment && one.notebook === notebook);
      const cells = (own ?? missing(sample)).cells;
      return cells.map((cell) => withManual({ student, assignment, ...named(cell, sample) }, given));
    });
  });
}

/** One result of each notebook, for its cells. */
function sampleOf(results: Result[]): Result[] {
  const samples = new Map(results.map((result) => [JSON.stringify([result.assignment, result.notebook]), result]));
  return [...samples].sort(([a], [b]) => byText(a, b)).map(([, result]) => result);
}

function missing(sample: Result): Pick<Result, "cells"> {
  return { cells: sample.cells.map(({ cell, max }) => ({ cell, max, points: 0, status: "missing", seconds: 0 })) };
}

/** Cells of an assignment's further notebooks carry the notebook's name. */
function named(cell: CellResult, { assignment, notebook }: Result): CellResult {
  return notebook === assignment ? cell : { ...cell, cell: `${notebook}/${cell.cell}` };
}

function withManual(row: GradeRow, given: Map<string, ManualPoints>): GradeRow {
  const manual = given.get(keyOf(row));
  return manual ? { ...row, points: manual.points, status: "manual", message: manual.comment || undefined } : row;
}

function keyOf({ student, assignment, cell }: Pick<GradeRow, "student" | "assignment" | "cell">): string {
  return JSON.stringify([student, assignment, cell]);
}

/** student, assignment, cell, points, max, status, seconds */
export function gradesCsv(rows: GradeRow[]): string {
  const fields = ["student", "assignment", "cell", "points", "max", "status", "seconds"] as const;
  return csv(
    [...fields],
    rows.map((row) => fields.map((field) => row[field])),
  );
}

/** A row a student: points of each assignment, their sum, what could be had, and answers that wait for a person. */
export function totalsCsv(rows: GradeRow[], { roster, manual }: ClassData): string {
  const assignments = [...new Set(rows.map(({ assignment }) => assignment))].sort(byText);
  const names = new Map(roster.map(({ student, name }) => [student, name]));
  const given = new Set(manual.map(keyOf));
  const students = new Map<string, GradeRow[]>();
  for (const row of rows) students.set(row.student, [...(students.get(row.student) ?? []), row]);
  const data = [...students].map(([student, own]) => {
    const points = assignments.map((name) => sum(own.filter(({ assignment }) => assignment === name)));
    const waiting = own.filter((row) => row.status === "manual" && !given.has(keyOf(row))).length;
    return [
      student,
      names.get(student) ?? "",
      ...points,
      sum(own),
      round(own.reduce((all, { max }) => all + max, 0)),
      waiting,
    ];
  });
  return csv(["student", "name", ...assignments, "points", "max", "waiting"], data);
}

function sum(rows: GradeRow[]): number {
  return round(rows.reduce((all, { points }) => all + points, 0));
}

/** A sum of decimals without what binary fractions add. */
function round(points: number): number {
  return Number(points.toFixed(9));
}

function csv(fields: string[], data: (string | number)[][]): string {
  return `${unparse({ fields, data }, { newline: NEWLINE, escapeFormulae: true })}${NEWLINE}`;
}
