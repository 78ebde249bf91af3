/** Finds what was handed in: whose it is, and for which assignment. */
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { byText } from "./files";
import { LARGEST_MB } from "./read-submission";

/** A notebook that was handed in, and where it stood. */
export interface HandedIn {
  /** Folders and file, with forward slashes, as whoever handed it in named them. */
  path: string;
  /** The file to read; undefined for one that is not to be read. */
  file?: string;
  /** Why not. */
  problem?: string;
  /** When it was written: of several the latest counts. */
  time: number;
}

export interface Submission {
  student: string;
  assignment: string;
  /** Notebook of the assignment. */
  notebook: string;
  handedIn: HandedIn;
}

export interface Found {
  submissions: Submission[];
  /** Who has a folder, with or without a notebook. */
  students: string[];
  /** What could not be placed, a line each. */
  lost: string[];
  /** Worth a word, but nothing is lost. */
  notes: string[];
}

/** Assignments and their notebooks, for finding their names. */
export type Names = { assignment: string; notebook: string }[];

const DEEPEST = 8;
const LEFT_OUT = /^(\.|__MACOSX$|node_modules$)/;
/** A folder of Moodle's "Download all submissions". */
const MOODLE = /^(.+?)_assignsubmission_/;
/** What browsers and learning management systems put behind a name that was there before. */
const COPY = /^[\s_-]*(\(\d+\)|-\d+|\d*)$/;

/** All notebooks below a folder; links are not followed. */
export function notebooksIn(folder: string): HandedIn[] {
  const found: HandedIn[] = [];
  const walk = (below: string, depth: number) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true }).sort((a, b) =>
      byText(a.name, b.name),
    )) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (LEFT_OUT.test(entry.name)) continue;
      if (entry.isDirectory() && depth < DEEPEST) walk(path, depth + 1);
      else if (isNotebook(entry)) found.push(handedIn(folder, path, entry));
    }
  };
  walk("", 1);
  return found;
}

function isNotebook(entry: Dirent): boolean {
  return /\.ipynb$/i.test(entry.name) && !entry.isDirectory();
}

function handedIn(folder: string, path: string, entry: Dirent): HandedIn {
  if (!entry.isFile()) return { path, problem: "it is a link or no file", time: 0 };
  const file = join(folder, path);
  return { path, file, time: statSync(file).mtimeMs };
}

/**
 * Gives each notebook its student and its assignment:
 *
 *     …/STUDENT/ASSIGNMENT/NOTEBOOK.ipynb            nbgrader's layout
 *     ASSIGNMENT/STUDENT/….ipynb                     the same the other way round
 *     NAME_NUMBER_assignsubmission_…/….ipynb         Moodle's; the student is NAME_NUMBER
 *     STUDENT/ASSIGNMENT.ipynb
 *     STUDENT_ASSIGNMENT.ipynb, ASSIGNMENT_STUDENT.ipynb, STUDENT_…_ASSIGNMENT-1.ipynb
 *
 * A file that does not name its assignment belongs to the only one, or to the one whose checks it calls.
 *
 * @param only the assignment that everything is for
 */
export function place(all: HandedIn[], names: Names, only?: string): Found {
  const found: Found = { submissions: [], students: [], lost: [], notes: [] };
  const assignments = [...new Set(names.map(({ assignment }) => assignment))];
  const candidates = new Map<string, Submission[]>();
  for (const handedIn of all) {
    const { student, assignment } = ownerOf(
      handedIn,
      assignments,
      only ?? (assignments.length === 1 ? assignments[0] : undefined),
    );
    if (assignment === undefined) {
      found.lost.push(`${handedIn.path}: which assignment? Name it STUDENT_ASSIGNMENT.ipynb, or give --assignment`);
    } else if (student === undefined) {
      found.lost.push(`${handedIn.path}: whose is it? Name it STUDENT_${assignment}.ipynb`);
    } else {
      const notebook = notebookOf(handedIn, assignment, names);
      if (notebook === undefined) {
        found.notes.push(`${handedIn.path}: is no notebook of ${assignment}; it is left out`);
        continue;
      }
      const key = JSON.stringify([student, assignment, notebook]);
      candidates.set(key, [...(candidates.get(key) ?? []), { student, assignment, notebook, handedIn }]);
    }
  }
  for (const several of candidates.values()) found.submissions.push(theOne(several, found.notes));
  found.submissions.sort(
    (a, b) => byText(a.student, b.student) || byText(a.assignment, b.assignment) || byText(a.notebook, b.notebook),
  );
  found.students = [...new Set(found.submissions.map(({ student }) => student))];
  return found;
}

interface Owner {
  student?: string;
  assignment?: string;
}

function ownerOf(handedIn: HandedIn, assignments: string[], fallback: string | undefined): Owner {
  const folders = handedIn.path.split("/").slice(0, -1);
  const inName = fromName(stem(handedIn.path), assignments);
  const moodle = folders.map((folder) => MOODLE.exec(folder)?.[1]).find((name) => name !== undefined);
  const at = lastIndexIn(folders, assignments);
  if (at >= 0) {
    const student = moodle ?? folders[at - 1] ?? folders[at + 1] ?? inName.student;
    return { student, assignment: folders[at] };
  }
  const assignment = inName.assignment ?? fallback ?? fromChecks(handedIn, assignments);
  const student = moodle ?? folders[folders.length - 1] ?? inName.student;
  return { student, assignment };
}

function lastIndexIn(folders: string[], assignments: string[]): number {
  return folders.reduce((last, folder, f) => (assignments.includes(folder) ? f : last), -1);
}

function stem(path: string): string {
  return basename(path).replace(/\.ipynb$/i, "");
}

/** "anna" and "hw1" of "anna_hw1", "hw1-anna", "anna_1234_hw1 (2)"; without an assignment's name all is the student's. */
function fromName(name: string, assignments: string[]): Owner {
  const longestFirst = [...assignments].sort((a, b) => b.length - a.length);
  const assignment = longestFirst.find((candidate) => positionOf(candidate, name) >= 0);
  if (assignment === undefined) return { student: trimmed(name) };
  const at = positionOf(assignment, name);
  const before = trimmed(name.slice(0, at));
  const after = name.slice(at + assignment.length);
  return { assignment, student: before ?? (COPY.test(after) ? undefined : trimmed(after)) };
}

/** Where the assignment's name stands in a file's, between its ends, spaces, and signs. */
function positionOf(assignment: string, name: string): number {
  const at = name.toLowerCase().indexOf(assignment.toLowerCase());
  const isEdge = (character: string | undefined) => character === undefined || /[^\p{L}\p{N}]/u.test(character);
  return at >= 0 && isEdge(name[at - 1]) && isEdge(name[at + assignment.length]) ? at : -1;
}

function trimmed(name: string): string | undefined {
  return name.replace(/^[\s_.-]+|[\s_.-]+$/g, "") || undefined;
}

/** The assignment whose name a notebook gives to `check`. */
function fromChecks({ file }: HandedIn, assignments: string[]): string | undefined {
  if (file === undefined || statSync(file).size > LARGEST_MB * 2 ** 20) return undefined;
  const text = readFileSync(file, "utf8");
  const named = assignments.filter((name) => text.includes(`check(\\"${name}\\"`));
  return named.length === 1 ? named[0] : undefined;
}

/** Which of the assignment's notebooks a file is: that of its name, or the only one. */
function notebookOf({ path }: HandedIn, assignment: string, names: Names): string | undefined {
  const own = names.filter((name) => name.assignment === assignment).map(({ notebook }) => notebook);
  if (own.length === 1) return own[0];
  return (
    own.find((notebook) => notebook === stem(path)) ?? own.find((notebook) => positionOf(notebook, stem(path)) >= 0)
  );
}

/** Of several files for the same notebook the one of its very name, or the latest. */
function theOne(several: Submission[], notes: string[]): Submission {
  const isExact = ({ notebook, handedIn }: Submission) => stem(handedIn.path) === notebook;
  const sorted = [...several].sort((a, b) => {
    return (
      Number(isExact(b)) - Number(isExact(a)) ||
      b.handedIn.time - a.handedIn.time ||
      byText(b.handedIn.path, a.handedIn.path)
    );
  });
  const [one, ...others] = sorted;
  for (const { handedIn } of others) notes.push(`${handedIn.path}: left out; ${one.handedIn.path} counts`);
  return one;
}
