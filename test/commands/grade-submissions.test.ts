/** The set of submissions, graded by the command as it is typed; between any two stands an honest one. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CellResult, Result } from "../../src/grading/result";
import { repository, runNode } from "../setup/tiny-workbook";
import { handInChecked, writeChecked } from "../submissions/checked";
import { cases } from "../submissions/hostile";
import { write } from "../submissions/tiny";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "workbook set ")));
const names = Object.keys(cases);
const student = (name: string) => `${String(names.indexOf(name)).padStart(2, "0")} ${name.replace(/\//g, "-")}`;
const SECRETS = /seed: \d{5,}/;

let before: string;
let run: Awaited<ReturnType<typeof runNode>>;

/** All that stands beside the grader's folder, with its times. */
function surroundings(): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => !file.startsWith("grades"));
  return files
    .sort()
    .map((file) => `${file} ${statSync(join(folder, file)).mtimeMs}`)
    .join("\n");
}

beforeAll(async () => {
  writeChecked(folder);
  for (const [name, { content }] of Object.entries(cases)) {
    write(join(folder, "submitted", student(name), "checked", "checked.ipynb"), content);
    write(join(folder, "submitted", `${student(name)} ~ honest`, "checked", "checked.ipynb"), handInChecked());
  }
  before = surroundings();
  const command = [join(repository, "src", "setup", "run.mjs"), "grade", "."];
  const options = ["--source", "source", "--timeout", "6", "--memory", "300", "--jobs", "2"];
  run = await runNode([...command, ...options], { env: { INIT_CWD: folder } });
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function resultOf(name: string): Result {
  const file = readdirSync(join(folder, "grades", "results", "checked")).find((one) => {
    return (
      (JSON.parse(readFileSync(join(folder, "grades", "results", "checked", one), "utf8")) as Result).student === name
    );
  });
  return JSON.parse(readFileSync(join(folder, "grades", "results", "checked", file as string), "utf8"));
}

const scored = ({ points, status }: CellResult) => [points, status];

describe("of all submissions", () => {
  it("none is lost", () => {
    expect(run.stderr).toBe("");
    expect(run.code).toBe(0);
    const rows = readFileSync(join(folder, "grades", "grades.csv"), "utf8")
      .trim()
      .split("\n");
    expect(rows).toHaveLength(1 + 2 * 2 * names.length);
  });

  it("none changes anything outside the grader's folder", () => {
    expect(surroundings()).toBe(before);
    expect(existsSync(join(repository, "escaped"))).toBe(false);
  });

  it("none shows a hidden test in its report", () => {
    const reports = join(folder, "grades", "reports", "checked");
    const files = readdirSync(reports);
    expect(files).toHaveLength(2 * names.length);
    expect(files.filter((file) => SECRETS.test(readFileSync(join(reports, file), "utf8")))).toEqual([]);
  });
});

for (const [name, { q1, q2, or, message, finding }] of Object.entries(cases)) {
  it(`${name}: gets its points and its word, and the next one is graded as if it had not been there`, () => {
    const { cells, findings } = resultOf(student(name));
    const told = JSON.stringify({ cells, findings }, null, 1);
    const ends = [[q1, q2], ...(or ? [[or.q1, or.q2]] : [])];
    expect(ends, told).toContainEqual(cells.map(scored));
    if (message !== undefined) expect(cells[0].message ?? "", told).toContain(message);
    if (finding !== undefined) expect(findings.join("\n"), told).toContain(finding);
    expect(resultOf(`${student(name)} ~ honest`).cells.map(scored)).toEqual([
      [3, "auto"],
      [2, "auto"],
    ]);
  });
}
