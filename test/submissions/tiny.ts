/** A tiny homework, and what students make of it: written by the tests into folders of their own. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ICell, ICodeCell, INotebookContent } from "@jupyterlab/nbformat";
import { toRelease } from "../../src/grading/release";

interface Question {
  answer: string;
  test: string;
  points: number;
}

/** `double` with a hidden test, `squares` with points by the number of its result. */
export const questions: Record<string, Question> = {
  double: {
    answer: "function double(x: number): number {\n  // BEGIN SOLUTION\n  return 2 * x;\n  // END SOLUTION\n}",
    test: [
      "if (double(2) !== 4) throw new Error(`double(2) is ${double(2)}`);",
      "// BEGIN HIDDEN TESTS",
      "if (double(-7) !== -14) throw new Error(`double(-7) is ${double(-7)}, not -14`);",
      "// END HIDDEN TESTS",
    ].join("\n"),
    points: 2,
  },
  squares: {
    answer: "function squares(): number[] {\n  // BEGIN SOLUTION\n  return [1, 4, 9];\n  // END SOLUTION\n}",
    test: "const found = squares();\n[1, 4, 9].filter((square, i) => found[i] === square).length",
    points: 3,
  },
  sum: {
    answer: "const sum = (a: number, b: number) => {\n  // BEGIN SOLUTION\n  return a + b;\n  // END SOLUTION\n};",
    test: "if (sum(2, 3) !== 5) throw new RangeError(`sum(2, 3) is ${sum(2, 3)}`);",
    points: 1.5,
  },
};

const LANGUAGE = {
  kernelspec: { display_name: "TypeScript (workbook)", language: "typescript", name: "workbook" },
  language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/typescript" },
};

interface Kind {
  grade?: boolean;
  solution?: boolean;
  points?: number;
}

function cell(type: "code" | "markdown", id: string, source: string, kind: Kind): ICell {
  const { grade = false, solution = false } = kind;
  const nbgrader = {
    schema_version: 3,
    grade_id: id,
    grade,
    solution,
    locked: !solution,
    task: false,
    cell_type: type,
  };
  const metadata = { nbgrader: { ...nbgrader, ...(kind.points !== undefined && { points: kind.points }) } };
  const code = type === "code" ? { outputs: [], execution_count: null } : {};
  return { cell_type: type, id, metadata, source, ...code } as unknown as ICell;
}

/** The source with solutions, hidden test and a manually graded answer. */
export function tinySource(): INotebookContent {
  const cells = Object.entries(questions).flatMap(([id, { answer, test, points }]) => [
    cell("code", `${id}-answer`, answer, { solution: true }),
    cell("code", id, test, { grade: true, points }),
  ]);
  const head = cell("markdown", "head", "# Tiny", {});
  const comment = cell("markdown", "comment", "Doubling is adding.", { grade: true, solution: true, points: 1 });
  return { cells: [head, ...cells, comment], metadata: LANGUAGE, nbformat: 4, nbformat_minor: 5 } as INotebookContent;
}

/** The released notebook with these answers, by the question or the cell's id; and with changes beyond. */
export function handIn(
  answers: Record<string, string>,
  change: (notebook: INotebookContent) => void = () => {},
): INotebookContent {
  const notebook = toRelease(tinySource());
  for (const one of notebook.cells) {
    const id = String(one.id);
    const question = id.endsWith("-answer") || id === "comment" ? id.replace(/-answer$/, "") : undefined;
    one.source = (question === undefined ? undefined : answers[question]) ?? one.source;
  }
  change(notebook);
  return notebook;
}

/** All right answers, as code; each may be replaced. */
export function rightAnswers(others: Record<string, string> = {}): Record<string, string> {
  const right = Object.entries(questions).map(([id, { answer }]) => [id, answer]);
  return { ...Object.fromEntries(right), comment: "Adding it to itself.", ...others };
}

/** The cell with this id. */
export function cellOf({ cells }: INotebookContent, id: string): ICodeCell {
  return cells.find((one) => one.id === id) as ICodeCell;
}

/** Puts a code cell of the student's before the cell with this id. */
export function insertBefore(notebook: INotebookContent, id: string, source: string): void {
  const at = notebook.cells.findIndex((one) => one.id === id);
  const metadata = {};
  const one = { cell_type: "code", id: `own-${at}`, metadata, source, outputs: [], execution_count: null };
  notebook.cells.splice(at, 0, one as unknown as ICell);
}

export function write(path: string, notebook: INotebookContent | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof notebook === "string" ? notebook : JSON.stringify(notebook, null, 1));
}

/** Writes the source, and gives the folder for --source. */
export function writeSource(folder: string): string {
  write(join(folder, "source", "tiny", "tiny.ipynb"), tinySource());
  return join(folder, "source");
}
