/** `npm run grade`: scores homework, without Python. */
import { cpSync, existsSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { ClassFileError, readManual, readRoster } from "../grading/class-files";
import { byText } from "../grading/files";
import { gradeAll } from "../grading/grade-all";
import { type Homework, readHomework } from "../grading/homework";
import { Store } from "../grading/store";
import { type Found, notebooksIn, place } from "../grading/submissions";
import { unpack, ZipError } from "../grading/zip";
import { NotebookError } from "../kernel/execute/notebook";
import { finish } from "./grade-finish";
import { type GradeOptions, parseGradeOptions, USAGE } from "./grade-options";
import { gradeOwn } from "./grade-own";
import { UsageError } from "./option-values";
import { progressBar } from "./progress-bar";

/** @returns the exit code: 0 all graded, 1 something was not graded, 2 bad usage */
export async function main(args: string[], { root }: { root: string }): Promise<number> {
  if (args.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  try {
    const cwd = process.env.INIT_CWD ?? process.cwd();
    const options = parseGradeOptions(args, cwd, root);
    if (options.input.kind === "merge") return await merge(options, options.input.folders, cwd);
    const homework = readHomework(options.source.path, options.source.shown);
    checkAssignments(options, homework);
    if (options.input.kind === "file") return await gradeOwn(options, options.input, homework, root);
    return await gradeClass(options, homework, { root, cwd });
  } catch (error) {
    const isExpected = [UsageError, NotebookError, ClassFileError, ZipError].some((kind) => error instanceof kind);
    if (!isExpected) throw error;
    console.error((error as Error).message);
    return 2;
  }
}

function checkAssignments({ assignments, source }: GradeOptions, homework: Homework[]): void {
  const known = [...new Set(homework.map(({ assignment }) => assignment))];
  const unknown = assignments.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UsageError(`--assignment ${unknown}: ${source.shown} has no such homework; it has ${known.join(", ")}`);
}

async function gradeClass(
  options: GradeOptions,
  homework: Homework[],
  { root, cwd }: { root: string; cwd: string },
): Promise<number> {
  const store = new Store(options.output as string);
  const data = classDataOf(options, store, cwd);
  const unpacked = join(store.folder, `.unpacked-${process.pid}`);
  try {
    const found = await findAll(options, homework, unpacked);
    const students = [...new Set([...found.students, ...data.roster.map(({ student }) => student)])].sort(byText);
    const part = new Set(students.filter((_, s) => !options.shard || s % options.shard.n === options.shard.i));
    store.classData = { ...data, roster: data.roster.filter(({ student }) => part.has(student)) };
    const own = found.submissions.filter((one) => part.has(one.student) && isSelected(options, one));
    if (own.length === 0 && found.lost.length === 0) throw new UsageError(nothingFound(options));
    const progress = progressBar(own.length);
    const lost = await gradeAll(own, {
      root,
      engine: basename(resolve(__dirname, "..")),
      homework,
      store,
      limits: { timeoutMs: options.timeoutMs, memoryMB: options.memoryMB },
      jobs: options.jobs,
      again: options.students.length + options.assignments.length > 0,
      onResult: progress.step,
    });
    progress.end();
    return await finish(options, store, [...found.lost, ...lost], found.notes);
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
}

/** What the command line gives, and else what an earlier run left. */
function classDataOf(options: GradeOptions, store: Store, cwd: string) {
  const { roster, manual } = store.classData;
  return {
    roster: options.roster === undefined ? roster : readRoster(resolve(cwd, options.roster), options.roster),
    manual: options.manual === undefined ? manual : readManual(resolve(cwd, options.manual), options.manual),
  };
}

async function findAll({ input, assignments }: GradeOptions, homework: Homework[], unpacked: string): Promise<Found> {
  const only = assignments.length === 1 ? assignments[0] : undefined;
  if (input.kind === "zip") {
    const { notebooks, lost } = await unpack(input.path, input.shown, unpacked);
    const found = place(notebooks, homework, only);
    return { ...found, lost: [...lost, ...found.lost] };
  }
  const { path } = input as { path: string };
  const submitted = join(path, "submitted"); // a course folder of nbgrader
  return place(notebooksIn(existsSync(submitted) ? submitted : path), homework, only);
}

function isSelected({ students, assignments }: GradeOptions, one: { student: string; assignment: string }): boolean {
  const isIn = (names: string[], name: string) => names.length === 0 || names.includes(name);
  return isIn(students, one.student) && isIn(assignments, one.assignment);
}

function nothingFound({ input, students, assignments, shard }: GradeOptions): string {
  const selection = [
    ...students.map((name) => `--student ${name}`),
    ...assignments.map((name) => `--assignment ${name}`),
  ];
  if (shard) selection.push(`--shard ${shard.i}/${shard.n}`);
  const where = (input as { shown: string }).shown;
  return `${where}: no notebook found${selection.length > 0 ? ` for ${selection.join(" ")}` : ""}`;
}

async function merge(options: GradeOptions, folders: string[], cwd: string): Promise<number> {
  const store = new Store(options.output as string);
  const stores = folders.map((folder) => new Store(folder));
  for (const from of stores.filter(({ folder }) => folder !== store.folder)) {
    for (const kind of ["results", "notebooks", "reports"]) {
      const folder = join(from.folder, kind);
      if (existsSync(folder)) cpSync(folder, join(store.folder, kind), { recursive: true, preserveTimestamps: true });
    }
  }
  const all = [...stores, store].map(({ classData }) => classData);
  const students = new Map(all.flatMap(({ roster }) => roster).map((one) => [one.student, one]));
  const manual = new Map(
    all.flatMap((data) => data.manual).map((one) => [JSON.stringify([one.student, one.assignment, one.cell]), one]),
  );
  store.classData = { roster: [...students.values()], manual: [...manual.values()] };
  store.classData = classDataOf(options, store, cwd);
  return finish(options, store, [], []);
}
