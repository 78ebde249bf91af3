/** The same submissions by `nbgrader autograde` and by `npm run grade`: the same points, cell by cell. */
import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { repository, runNode } from "../setup/tiny-workbook";
import { gradable } from "../submissions/gradable";
import { tinySource, write } from "../submissions/tiny";
import { python } from "./environment";
import { run, runModule, temporaryFolder } from "./programs";

const TIMEOUT_S = 5;
const CONFIG = `
c = get_config()
c.CourseDirectory.course_id = "tiny-course"
c.ClearSolutions.code_stub = {"typescript": 'throw new Error("write your code here");'}
c.ExecutePreprocessor.timeout = ${TIMEOUT_S}
`;

/** All of them with ALL_SUBMISSIONS set: that takes minutes. */
const chosen = Object.entries(gradable).slice(0, process.env.ALL_SUBMISSIONS ? undefined : 12);

const course = temporaryFolder();
const CELLS = ["double", "squares", "sum", "comment"];

async function nbgrader(...args: string[]): Promise<void> {
  const { code, output } = await runModule("nbgrader", args, course);
  expect(code, output).toBe(0);
}

type Scores = Record<string, Record<string, number>>;
let theirs: Scores;
const ours: Scores = {};

beforeAll(async () => {
  fs.writeFileSync(path.join(course, "nbgrader_config.py"), CONFIG);
  write(path.join(course, "source", "tiny", "tiny.ipynb"), tinySource());
  await nbgrader("generate_assignment", "tiny", "--create");
  for (const [student, { notebook }] of chosen) {
    write(path.join(course, "submitted", student, "tiny", "tiny.ipynb"), notebook);
  }
  await nbgrader("autograde", "tiny");
  const script = path.join(repository, "test", "jupyter", "python", "scores.py");
  const { code, output } = await run(python, [script, path.join(course, "gradebook.db"), "tiny"], course);
  expect(code, output).toBe(0);
  theirs = JSON.parse(output);

  const command = [path.join(repository, "src", "setup", "run.mjs"), "grade", "."];
  const options = ["--source", "source", "--timeout", String(TIMEOUT_S), "--no-reports"];
  const graded = await runNode([...command, ...options], { env: { INIT_CWD: course } });
  expect(graded.code, graded.stderr).toBe(0);
  const [, ...lines] = fs
    .readFileSync(path.join(course, "grades", "grades.csv"), "utf8")
    .trim()
    .split("\n");
  for (const [student, , cell, points] of lines.map((line) => line.split(","))) {
    ours[student] = { ...ours[student], [cell]: Number(points) };
  }
}, 600_000);

describe("npm run grade", () => {
  for (const [student, { points }] of chosen) {
    it(`gives nbgrader's points: ${student}`, () => {
      expect(ours[student]).toEqual(theirs[student]);
      expect(CELLS.map((cell) => ours[student][cell])).toEqual(points);
    });
  }
});
