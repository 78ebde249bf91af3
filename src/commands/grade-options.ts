/** The command line of `npm run grade`. */
import { existsSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { FORMATS, type Format } from "../grading/formats";
import { positive, readArgs, shardOf, UsageError, wholeNumber } from "./option-values";
import type { Shard } from "./shard";

export const USAGE = `npm run grade -- DIR|FILE.zip|FILE.ipynb [options]

Grades homework. DIR is a folder of notebooks: nbgrader's submitted/STUDENT/ASSIGNMENT/, or files named
STUDENT_ASSIGNMENT.ipynb; FILE.zip is such a folder, or what a learning management system exports.
One FILE.ipynb is graded and the result printed; nothing is written unless --output says where.

  --output DIR       where grades.csv, totals.csv, summary.md and reports/ go (default ./grades); what is known there
                     is not graded again, unless submission, source, limits or the workbook have changed
  --source DIR       the homework with its hidden tests, NAME/NAME.ipynb (default notebooks/homework/source, and
                     where that is missing notebooks/homework/release: the tests that students see)
  --student NAME     only this student, again; may be given more than once
  --assignment NAME  only this assignment, again; also: what files are for that do not say it
  --roster FILE      CSV with the columns student and name: who is in the class
  --manual FILE      CSV with the columns student, assignment, cell, points: points given by hand
  --jobs N           submissions graded at once (default: the number of cores)
  --timeout S        seconds a cell may take (default 120); a whole notebook may take ten times that
  --memory MB        memory a submission may use (default 1024)
  --shard i/n        the i-th of n parts of the class, i from 0
  --merge DIRS…      put together what shards wrote; nothing is graded
  --format NAME      gradescope or prairielearn: writes their results.json too
  --no-reports       leave out the HTML reports

Roster and points by hand are kept in DIR until they are given again. Seconds in grades.csv are those of the run that
graded the cell; all else is the same in every run.

Exit code: 0 all graded, 1 something was not graded, 2 bad usage.`;

/** What to grade: submissions of a class, one's own notebook, or nothing: only results are put together. */
export type Input =
  | { kind: "folder" | "zip" | "file"; path: string; shown: string }
  | { kind: "merge"; folders: string[] };

export interface GradeOptions {
  input: Input;
  /** Undefined: nothing is written. */
  output: string | undefined;
  /** As the user knows it. */
  outputShown: string;
  source: { path: string; shown: string };
  students: string[];
  assignments: string[];
  roster?: string;
  manual?: string;
  jobs: number;
  timeoutMs: number;
  memoryMB: number;
  shard?: Shard;
  format?: Format;
  reports: boolean;
}

/**
 * @param cwd folder that relative paths start from
 * @param root the workbook
 * @throws UsageError
 */
export function parseGradeOptions(args: string[], cwd: string, root: string): GradeOptions {
  const { values, positionals } = parse(args);
  const input = inputOf(positionals, values.merge, cwd);
  const writes = input.kind !== "file" || values.output !== undefined;
  const output = values.output ?? "grades";
  if (input.kind === "merge" && values.shard) throw new UsageError("--merge and --shard: give one of them");
  if (existsSync(resolve(cwd, output)) && !statSync(resolve(cwd, output)).isDirectory()) {
    throw new UsageError(`--output ${output}: is no folder`);
  }
  return {
    input,
    output: writes ? resolve(cwd, output) : undefined,
    outputShown: output,
    source: sourceOf(values.source, cwd, root),
    students: values.student,
    assignments: values.assignment,
    roster: values.roster,
    manual: values.manual,
    jobs: wholeNumber("--jobs", values.jobs ?? String(availableParallelism()), 1),
    timeoutMs: positive("--timeout", values.timeout) * 1000,
    memoryMB: wholeNumber("--memory", values.memory, 64),
    shard: values.shard === undefined ? undefined : shardOf(values.shard),
    format: values.format === undefined ? undefined : formatOf(values.format),
    reports: !values["no-reports"],
  };
}

function parse(args: string[]) {
  const several = { type: "string", multiple: true, default: [] as string[] } as const;
  return readArgs({
    args,
    allowPositionals: true,
    options: {
      output: { type: "string" },
      source: { type: "string" },
      student: several,
      assignment: several,
      roster: { type: "string" },
      manual: { type: "string" },
      jobs: { type: "string" },
      timeout: { type: "string", default: "120" },
      memory: { type: "string", default: "1024" },
      shard: { type: "string" },
      merge: { type: "string", multiple: true },
      format: { type: "string" },
      "no-reports": { type: "boolean", default: false },
    },
  });
}

function inputOf(positionals: string[], merge: string[] | undefined, cwd: string): Input {
  if (merge) return { kind: "merge", folders: [...merge, ...positionals].map((folder) => resultsFolder(folder, cwd)) };
  const [shown, ...more] = positionals;
  if (shown === undefined) throw new UsageError("nothing to grade given; npm run grade -- DIR, FILE.zip or FILE.ipynb");
  if (more.length > 0)
    throw new UsageError(`${more[0]}: one folder or file at a time; put the notebooks into one folder`);
  const path = resolve(cwd, shown);
  if (!existsSync(path)) throw new UsageError(`${shown}: there is no such folder or file`);
  if (statSync(path).isDirectory()) return { kind: "folder", path, shown };
  if (/\.ipynb$/i.test(path)) return { kind: "file", path, shown };
  if (/\.zip$/i.test(path)) return { kind: "zip", path, shown };
  throw new UsageError(`${shown}: expected a folder, a .zip or an .ipynb`);
}

function resultsFolder(folder: string, cwd: string): string {
  const path = resolve(cwd, folder);
  if (!existsSync(join(path, "results"))) throw new UsageError(`--merge ${folder}: holds no results of npm run grade`);
  return path;
}

function sourceOf(given: string | undefined, cwd: string, root: string): GradeOptions["source"] {
  if (given !== undefined) {
    const path = resolve(cwd, given);
    if (!existsSync(path) || !statSync(path).isDirectory())
      throw new UsageError(`--source ${given}: there is no such folder`);
    return { path, shown: given };
  }
  const places = ["source", "release"].map((name) => join(root, "notebooks", "homework", name));
  const path = places.find((place) => existsSync(place)) ?? places[0];
  const shown = relative(cwd, path);
  return { path, shown: shown.startsWith("..") ? path : shown };
}

function formatOf(text: string): Format {
  const format = FORMATS.find((name) => name === text);
  if (!format) throw new UsageError(`--format ${text}: expected ${FORMATS.join(" or ")}`);
  return format;
}
