/** The homework itself through nbgrader's own commands, from generate_assignment to the feedback that students get. */
import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { isTest, metadataOf } from "../../src/grading/metadata";
import { type ICell, joined, readNotebook, writeNotebook } from "../../src/kernel/execute/notebook";
import { repository } from "../setup/tiny-workbook";
import { python } from "./environment";
import { run, runModule, temporaryFolder } from "./programs";

const homework = path.join(repository, "notebooks", "homework");
const names = fs.readdirSync(path.join(homework, "source")).sort();
const course = temporaryFolder();
const file = (step: string, ...folders: string[]) => path.join(course, step, ...folders, `${folders.at(-1)}.ipynb`);

async function nbgrader(...args: string[]): Promise<string> {
  const { code, output } = await runModule("nbgrader", args, course);
  expect(code, output).toBe(0);
  return output;
}

/** By student, assignment and cell. */
const scores: Record<string, Record<string, Record<string, number>>> = { solved: {}, untouched: {} };
let validated = "";

beforeAll(async () => {
  fs.copyFileSync(path.join(homework, "nbgrader_config.py"), path.join(course, "nbgrader_config.py"));
  fs.cpSync(path.join(homework, "source"), path.join(course, "source"), { recursive: true });
  const script = path.join(repository, "test", "jupyter", "python", "scores.py");
  for (const name of names) {
    await nbgrader("generate_assignment", name, "--create");
    writeNotebook(file("submitted", "solved", name), readNotebook(file("source", name)));
    writeNotebook(file("submitted", "untouched", name), readNotebook(file("release", name)));
    if (name === names[0]) validated = await nbgrader("validate", file("source", name));
    await nbgrader("autograde", name, "--create");
    await nbgrader("generate_feedback", name);
    const { code, output } = await run(python, [script, path.join(course, "gradebook.db"), name], course);
    expect(code, output).toBe(0);
    const given = JSON.parse(output);
    for (const student of Object.keys(scores)) scores[student][name] = given[student];
  }
}, 900_000);

/** Cells whose points a program gives. */
const tests = (name: string) =>
  readNotebook(file("source", name)).cells.flatMap((cell) => {
    const metadata = metadataOf(cell);
    return metadata && isTest(metadata) ? [metadata] : [];
  });

it("nbgrader validate finds the first one's solution right", () => {
  expect(validated).toContain("Success! Your notebook passes all the tests.");
});

describe.each(names)("%s", (name) => {
  it("gets the students' notebook from nbgrader that npm run release makes", () => {
    const plain = (cells: ICell[]) =>
      cells.map(({ source, id, cell_type, metadata }) => ({ id, cell_type, metadata, source: joined(source) }));
    const ours = readNotebook(path.join(homework, "release", name, `${name}.ipynb`));
    expect(plain(readNotebook(file("release", name)).cells)).toEqual(plain(ours.cells));
  });

  it("gives a solution all points, and an untouched copy none", () => {
    for (const { grade_id, points } of tests(name)) {
      expect([grade_id, scores.solved[name][grade_id]]).toEqual([grade_id, points]);
      expect([grade_id, scores.untouched[name][grade_id]]).toEqual([grade_id, 0]);
    }
  });

  it("gives feedback with the student's plots, and without hidden tests", () => {
    const page = fs.readFileSync(file("feedback", "solved", name).replace(".ipynb", ".html"), "utf8");
    expect(page).toMatch(/<svg|image\/svg\+xml/);
    const text = page.replace(/<[^>]*>/g, "").replace(/&quot;/g, '"');
    expect(text).not.toContain("HIDDEN TESTS");
    const seeds = readNotebook(file("source", name)).cells.flatMap((cell) =>
      [...joined(cell.source).matchAll(/\{ seed: \d+ \}\);/g)].map(([call]) => call),
    );
    expect(seeds.length).toBeGreaterThan(0);
    for (const call of seeds) expect(text).not.toContain(call);
  });
});
