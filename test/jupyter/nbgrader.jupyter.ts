/** A class with nbgrader, by its own commands, in a course folder outside the repository. */
import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type ICodeCell,
  type INotebookContent,
  joined,
  readNotebook,
  writeNotebook,
} from "../../src/kernel/execute/notebook";
import { repository } from "../setup/tiny-workbook";
import { python } from "./environment";
import { run, runModule, temporaryFolder } from "./programs";

const course = temporaryFolder();
const file = (step: string, ...names: string[]) => path.join(course, step, ...names, "tiny.ipynb");

/** Where the source has its answer between the marks, a student finds the stub. */
const CONFIG = `
c = get_config()
c.CourseDirectory.course_id = "tiny-course"
c.ClearSolutions.code_stub = {"typescript": 'throw new Error("q: not answered yet");'}
c.ExecutePreprocessor.timeout = 60
`;

interface Question {
  answer: string;
  test: string;
  points: number;
}

const questions: Record<string, Question> = {
  half: {
    answer: "function half(x: number): number {\n  // BEGIN SOLUTION\n  return x / 2;\n  // END SOLUTION\n}",
    test: "if (half(3) !== 1.5) throw new Error(`half(3) is ${half(3)}`);",
    points: 2,
  },
  // A grade cell whose last value is a number gives that many points.
  squares: {
    answer: "function squares(): number[] {\n  // BEGIN SOLUTION\n  return [1, 4, 9];\n  // END SOLUTION\n}",
    test: "const found = squares();\n[1, 4, 9].filter((square, i) => found[i] === square).length",
    points: 3,
  },
  picture: {
    answer:
      'import { planar35, scatter } from "./src";\n// BEGIN SOLUTION\nconst { X, Y } = planar35();\nscatter(X, Y, { title: "My plot" })\n// END SOLUTION',
    test: 'if (X.cols !== 35) throw new Error("X is not the 35 points");',
    points: 1,
  },
};

const students: Record<string, Partial<Record<string, string>>> = {
  right: Object.fromEntries(Object.entries(questions).map(([id, { answer }]) => [id, answer])),
  half: {
    half: "const half = (x: number): number => x / 2;",
    squares: "const squares = () => [1, 2, 9];",
  },
  untouched: {},
  throws: {
    half: questions.half.answer,
    squares:
      'const before = [1, 4];\nif (before.length < 3) throw new RangeError("too few");\nconst squares = () => before;',
    picture: questions.picture.answer,
  },
};

function cell(id: string, source: string, nbgrader: { grade: boolean; solution: boolean; points?: number }): ICodeCell {
  const metadata = {
    nbgrader: { schema_version: 3, grade_id: id, locked: !nbgrader.solution, task: false, ...nbgrader },
  };
  return { cell_type: "code", id, metadata, source, outputs: [], execution_count: null } as ICodeCell;
}

function source(): INotebookContent {
  const cells = Object.entries(questions).flatMap(([id, { answer, test, points }]) => [
    cell(id, answer, { grade: false, solution: true }),
    cell(`${id}-test`, test, { grade: true, solution: false, points }),
  ]);
  const { metadata } = readNotebook(path.join(repository, "notebooks", "00-start-here.ipynb"));
  return { cells, metadata, nbformat: 4, nbformat_minor: 5 };
}

async function nbgrader(...args: string[]): Promise<void> {
  const { code, output } = await runModule("nbgrader", args, course);
  expect(code, output).toBe(0);
}

let scores: Record<string, Record<string, number>>;

beforeAll(async () => {
  fs.writeFileSync(path.join(course, "nbgrader_config.py"), CONFIG);
  writeNotebook(file("source", "tiny"), source());
  await nbgrader("generate_assignment", "tiny", "--create");
  for (const [student, answers] of Object.entries(students)) {
    const notebook = readNotebook(file("release", "tiny"));
    for (const one of notebook.cells) one.source = answers[one.id as string] ?? one.source;
    writeNotebook(file("submitted", student, "tiny"), notebook);
  }
  await nbgrader("autograde", "tiny");
  await nbgrader("generate_feedback", "tiny");
  const script = path.join(repository, "test", "jupyter", "python", "scores.py");
  const { code, output } = await run(python, [script, path.join(course, "gradebook.db"), "tiny"], course);
  expect(code, output).toBe(0);
  scores = JSON.parse(output);
}, 180_000);

describe("nbgrader generate_assignment", () => {
  it("cuts the solutions out and leaves the stub that is TypeScript", () => {
    const { cells } = readNotebook(file("release", "tiny"));
    expect(joined(cells[0].source)).toBe(
      'function half(x: number): number {\n  throw new Error("q: not answered yet");\n}',
    );
    expect(cells.map((one) => joined(one.source)).join("\n")).not.toContain("[1, 4, 9];");
  });
});

describe("nbgrader autograde", () => {
  it("gives full marks to a right submission", () => {
    expect(scores.right).toEqual({ "half-test": 2, "squares-test": 3, "picture-test": 1 });
  });

  it("gives partial marks where a cell's value is a number", () => {
    expect(scores.half).toEqual({ "half-test": 2, "squares-test": 2, "picture-test": 0 });
  });

  it("gives no marks to an untouched submission", () => {
    expect(scores.untouched).toEqual({ "half-test": 0, "squares-test": 0, "picture-test": 0 });
  });

  it("lets an answer that throws in the middle cost its own points and no others", () => {
    expect(scores.throws).toEqual({ "half-test": 2, "squares-test": 0, "picture-test": 1 });
  });

  it("runs every cell of every submission, and writes to stderr in none", () => {
    for (const student of Object.keys(students)) {
      const cells = readNotebook(file("autograded", student, "tiny")).cells as ICodeCell[];
      expect(cells.map(({ execution_count }) => execution_count)).toEqual([1, 2, 3, 4, 5, 6]);
      const outputs = cells.flatMap((one) => one.outputs);
      expect(outputs.filter(({ name }) => name === "stderr")).toEqual([]);
    }
  });
});

describe("nbgrader generate_feedback", () => {
  const feedback = (student: string) =>
    fs.readFileSync(file("feedback", student, "tiny").replace(".ipynb", ".html"), "utf8");
  const pictures = (html: string) =>
    [...html.matchAll(/src="data:image\/svg\+xml;base64,([^"]+)"/g)].map(([, code]) => Buffer.from(code, "base64"));

  it("shows the student's plot as SVG", () => {
    const [picture, ...others] = pictures(feedback("right")).map(String);
    expect(picture).toMatch(/^<svg[\s>].*My plot/s);
    expect(others).toEqual([]);
    expect(pictures(feedback("untouched"))).toEqual([]);
  });

  it("shows the error with its place to the student whose answer throws", () => {
    const html = feedback("throws").replace(/<[^>]+>/g, "");
    expect(html).toContain("RangeError: too few");
    expect(html).toContain("&gt; 2 | if (before.length");
  });
});
