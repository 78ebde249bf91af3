/**
 * The grader's folder: a small file a result, from which all tables are made, so that a run goes on where one before it
 * stopped, and results of several machines can be put together.
 *
 *     results/ASSIGNMENT/STUDENT.json        what was scored, and of what
 *     notebooks/ASSIGNMENT/STUDENT.ipynb     the notebook as it ran, without hidden tests
 *     reports/ASSIGNMENT/STUDENT.html        the same for the student
 *     gradescope/, prairielearn/             results.json, under the student's name
 *     class.json                             names, and points given by hand
 *
 * A notebook that does not bear its assignment's name comes between: results/ASSIGNMENT/NOTEBOOK/STUDENT.json.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../kernel/whole-file";
import { byText, safeName } from "./files";
import type { Result } from "./result";

export interface Stored extends Result {
  /** Fingerprint of submission, source, engine and limits. */
  key: string;
}

export interface Student {
  student: string;
  name?: string;
}

export interface ManualPoints {
  student: string;
  assignment: string;
  cell: string;
  points: number;
  comment?: string;
}

export interface ClassData {
  roster: Student[];
  manual: ManualPoints[];
}

export type Unit = Pick<Result, "student" | "assignment" | "notebook">;

const ENDINGS = { results: "json", notebooks: "ipynb", reports: "html", gradescope: "json", prairielearn: "json" };
type Kind = keyof typeof ENDINGS;

export class Store {
  constructor(readonly folder: string) {}

  /** The file that belongs to one notebook of a student. */
  file(kind: Kind, { student, assignment, notebook }: Unit): string {
    const ending = ENDINGS[kind];
    const between = notebook === assignment ? [] : [safeName(notebook)];
    return join(this.folder, kind, safeName(assignment), ...between, `${safeName(student)}.${ending}`);
  }

  /** What is known of a unit; undefined for nothing, or a file that cannot be read. */
  read(unit: Unit): Stored | undefined {
    return readResult(this.file("results", unit));
  }

  /** Keeps a result; the report of an earlier one goes. */
  write(result: Stored): void {
    rmSync(this.file("reports", result), { force: true });
    writeWhole(this.file("results", result), `${JSON.stringify(result, null, 1)}\n`);
  }

  /** All results, by student, assignment, notebook. */
  all(): Stored[] {
    const folder = join(this.folder, "results");
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
    const results = files.flatMap((file) => readResult(join(folder, file)) ?? []);
    return results.sort(
      (a, b) => byText(a.student, b.student) || byText(a.assignment, b.assignment) || byText(a.notebook, b.notebook),
    );
  }

  get classData(): ClassData {
    const file = join(this.folder, "class.json");
    if (!existsSync(file)) return { roster: [], manual: [] };
    return JSON.parse(readFileSync(file, "utf8")) as ClassData;
  }

  set classData(data: ClassData) {
    writeWhole(join(this.folder, "class.json"), `${JSON.stringify(data, null, 1)}\n`);
  }
}

function readResult(file: string): Stored | undefined {
  try {
    const result = JSON.parse(readFileSync(file, "utf8")) as Stored;
    return typeof result.student === "string" && Array.isArray(result.cells) ? result : undefined;
  } catch {
    return undefined;
  }
}
