/** Grades many submissions on several processes; what is known already is not graded again. */
import { readFileSync, rmSync, statSync } from "node:fs";
import { hashOf } from "./files";
import { unreadable } from "./grade-submission";
import type { Homework } from "./homework";
import { LARGEST_MB } from "./read-submission";
import type { Result } from "./result";
import type { RunLimits } from "./run";
import type { Store, Stored } from "./store";
import type { Submission } from "./submissions";
import { type Ended, GradingWorker } from "./workers";

export interface GradeAllOptions {
  root: string;
  /** Fingerprint of what grades: another one may score otherwise. */
  engine: string;
  homework: Homework[];
  store: Store;
  limits: RunLimits;
  jobs: number;
  /** Grade again what is known. */
  again: boolean;
  onResult(result: Stored, isNew: boolean): void;
}

const DIED = {
  timeout: "compiling the notebook did not come to an end",
  crashed: "the notebook took the process down that grades; a cell may need too much memory to be compiled",
};

/** @returns what could not be graded through no fault of the submission, a line each */
export async function gradeAll(submissions: Submission[], options: GradeAllOptions): Promise<string[]> {
  const lost: string[] = [];
  const waiting = [...submissions];
  const work = async () => {
    const { root, limits } = options;
    const worker = new GradingWorker({ root, ...limits });
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const problem = await gradeOne(next, worker, options);
        if (problem) lost.push(`${next.handedIn.path}: ${problem}`);
      }
    } finally {
      worker.end();
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, submissions.length) }, work));
  return lost.sort();
}

/** @returns why it is lost */
async function gradeOne(
  submission: Submission,
  worker: GradingWorker,
  options: GradeAllOptions,
): Promise<string | undefined> {
  const { store, again, onResult } = options;
  const { student, assignment, notebook, handedIn } = submission;
  const homework = options.homework.find(
    (one) => one.assignment === assignment && one.notebook === notebook,
  ) as Homework;
  const key = hashOf(fingerprint(submission), homework.hash, options.engine, JSON.stringify(options.limits));
  const known = again ? undefined : store.read(submission);
  if (known?.key === key) {
    onResult(known, false);
    return undefined;
  }
  const feedback = store.file("notebooks", submission);
  rmSync(feedback, { force: true });
  const { file } = handedIn;
  const ended =
    file === undefined
      ? undefined
      : await patiently(worker, { file, homework: { assignment, path: homework.path }, feedback });
  if (ended?.failed !== undefined) return ended.failed;
  const result = resultOf(ended, homework, handedIn.problem);
  const stored = { key, student, ...result };
  store.write(stored);
  onResult(stored, true);
  return undefined;
}

function resultOf(ended: Ended | undefined, homework: Homework, problem = ""): Omit<Result, "student"> {
  if (ended?.result) return ended.result;
  return ended?.died ? unreadable(homework, DIED[ended.died], ended.died) : unreadable(homework, problem);
}

/** A process that dies may have been in the way of something else: it is tried twice. */
async function patiently(worker: GradingWorker, order: Parameters<GradingWorker["grade"]>[0]): Promise<Ended> {
  const first = await worker.grade(order);
  if (first.result || first.died === "timeout") return first;
  worker.end();
  return worker.grade(order);
}

function fingerprint({ handedIn: { file, problem = "" } }: Submission): string | Buffer {
  if (file === undefined) return problem;
  const { size, mtimeMs } = statSync(file);
  return size > LARGEST_MB * 2 ** 20 ? `${size} ${mtimeMs}` : readFileSync(file);
}
