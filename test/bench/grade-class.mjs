/** A class for the bench: solutions, each a little different in text, some with a mistake, some left as they came. */
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { build } from "../../src/setup/build.mjs";

const require = createRequire(import.meta.url);

/** The answer of these students throws: its points are gone. */
const MISTAKES = 4;

/**
 * Writes a course in nbgrader's layout: source, and one submission a student.
 * @param {string} root
 * @param {string} course folder
 * @param {string} assignment
 * @param {number} count
 * @param {number} first number of the first student: other numbers, other texts
 * @returns {Record<string, number>} points of each student that a program gives
 */
export function makeClass(root, course, assignment, count, first) {
  const { toRelease } = require(path.join(build(root), "grading", "release.js"));
  const file = path.join(root, "notebooks", "homework", "source", assignment, `${assignment}.ipynb`);
  const source = JSON.parse(fs.readFileSync(file, "utf8"));
  const release = toRelease(source);
  write(path.join(course, "source", assignment, `${assignment}.ipynb`), source);
  /** @type {Record<string, number>} */
  const points = {};
  for (let n = first; n < first + count; n++) {
    const student = `student-${String(n).padStart(4, "0")}`;
    write(path.join(course, "submitted", student, assignment, `${assignment}.ipynb`), submission(source, release, n));
    points[student] = pointsOf(source, n);
  }
  return points;
}

/** @param {number} n */
const isUntouched = (n) => n % 10 === 9;

/** @typedef {{ cell_type: string, source: string | string[], metadata: { nbgrader?: { grade_id: string, grade: boolean, solution: boolean, points?: number } } }} Cell */

/**
 * @param {{ cells: Cell[] }} source
 * @param {{ cells: Cell[] }} release
 * @param {number} n
 */
function submission(source, release, n) {
  if (isUntouched(n)) return release;
  const wrong = wrongAnswer(source, n);
  const cells = release.cells.map((cell, c) => {
    const { nbgrader } = cell.metadata;
    if (!nbgrader?.solution) return cell;
    const own = `// student ${n}\n`;
    const text = textOf(source.cells[c]).replace(/^.*(BEGIN|END) SOLUTION.*\n?/gm, "");
    if (cell.cell_type !== "code") return { ...cell, source: `${text}\n\n${n}` };
    const broken = nbgrader.grade_id === wrong ? text.replace(/\{\n/, `{\n  throw new Error("${n}");\n`) : text;
    return { ...cell, source: own + broken };
  });
  return { ...release, cells };
}

/**
 * The last answer of every fourth student is wrong: nothing else calls it.
 * @param {{ cells: Cell[] }} source
 * @param {number} n
 */
function wrongAnswer(source, n) {
  const answers = source.cells.flatMap(({ metadata: { nbgrader } }) => nbgrader?.grade_id.match(/^.+-answer$/) ?? []);
  return n % MISTAKES === 1 ? answers[answers.length - 1] : undefined;
}

/**
 * @param {{ cells: Cell[] }} source
 * @param {number} n
 */
function pointsOf(source, n) {
  if (isUntouched(n)) return 0;
  const wrong = wrongAnswer(source, n)?.replace("-answer", "");
  const tests = source.cells.flatMap(({ metadata: { nbgrader } }) =>
    nbgrader?.grade && !nbgrader.solution ? [nbgrader] : [],
  );
  return tests.reduce((sum, { grade_id, points = 0 }) => sum + (grade_id === wrong ? 0 : points), 0);
}

/** @param {Cell} cell */
function textOf({ source }) {
  return Array.isArray(source) ? source.join("") : source;
}

/**
 * @param {string} file
 * @param {object} notebook
 */
function write(file, notebook) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(notebook));
}
