/** The teacher's CSV files: who is in the class, and points given by hand. */
import { readFileSync } from "node:fs";
import Papa from "papaparse";
import type { ManualPoints, Student } from "./store";

/** What is wrong with such a file; the message names it, the line, and what was expected. */
export class ClassFileError extends Error {
  override name = "ClassFileError";
}

interface Line {
  number: number;
  of(...columns: string[]): string;
}

/** Columns `student` (or nbgrader's `id`), and `name` or `first_name` and `last_name`, in any order; others are left alone. */
export function readRoster(path: string, shown: string): Student[] {
  const students = linesOf(path, shown, [["student", "id"]]).map((line): Student => {
    const student = line.of("student", "id");
    if (student === "") throw new ClassFileError(`${shown}, line ${line.number}: the student is empty`);
    const name = line.of("name") || [line.of("first_name"), line.of("last_name")].filter(Boolean).join(" ");
    return name ? { student, name } : { student };
  });
  return [...new Map(students.map((one) => [one.student, one])).values()];
}

/** Columns `student`, `assignment`, `cell`, `points`, and `comment` if there is one. */
export function readManual(path: string, shown: string): ManualPoints[] {
  const needed = [["student"], ["assignment"], ["cell"], ["points"]];
  return linesOf(path, shown, needed).flatMap((line): ManualPoints[] => {
    const text = line.of("points");
    if (text === "") return []; // not graded yet
    const points = Number(text.replace(/^(\d+),(\d+)$/, "$1.$2"));
    if (!(points >= 0 && points < 1e6)) {
      throw new ClassFileError(
        `${shown}, line ${line.number}: points are ${JSON.stringify(text)}; expected a number from 0`,
      );
    }
    const [student, assignment, cell, comment] = ["student", "assignment", "cell", "comment"].map((name) =>
      line.of(name),
    );
    return [{ student, assignment, cell, points, ...(comment && { comment }) }];
  });
}

function linesOf(path: string, shown: string, needed: string[][]): Line[] {
  const [header = [], ...body] = Papa.parse(textOf(path, shown), { delimiter: "" }).data;
  const columns = header.map((name) => name.trim().toLowerCase());
  for (const names of needed) {
    if (names.some((name) => columns.includes(name))) continue;
    throw new ClassFileError(`${shown}: has no column ${names[0]}; its columns are: ${header.join(", ") || "none"}`);
  }
  return body
    .map((cells, l) => ({ cells, number: l + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
    .map(({ cells, number }) => {
      const of = (...names: string[]) => {
        const index = columns.findIndex((column) => names.includes(column));
        return index < 0 ? "" : unquoted((cells[index] ?? "").trim());
      };
      return { number, of };
    });
}

/** Our own tables put a quote before what a spreadsheet would compute. */
function unquoted(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

function textOf(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    throw new ClassFileError(`${shown}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
