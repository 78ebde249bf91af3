/** Submissions that nbgrader can grade: for each the points of `double`, `squares`, `sum`, `comment`. */
import { cellOf, handIn, insertBefore, rightAnswers } from "./tiny";

interface Gradable {
  notebook: ReturnType<typeof handIn>;
  points: [double: number, squares: number, sum: number, comment: number];
}

const ENDLESS = "function double(x: number): number {\n  while (true) {}\n}";
const ALL = 1.5;

export const gradable: Record<string, Gradable> = {
  right: { notebook: handIn(rightAnswers()), points: [2, 3, ALL, 0] },
  untouched: { notebook: handIn({}), points: [0, 0, 0, 0] },
  "fails-hidden-test": {
    notebook: handIn(rightAnswers({ double: "const double = (x: number) => x + 2;" })),
    points: [0, 3, ALL, 0],
  },
  "part-of-the-points": {
    notebook: handIn(rightAnswers({ squares: "const squares = () => [1, 2, 9];" })),
    points: [2, 2, ALL, 0],
  },
  "throws-in-an-answer": {
    notebook: handIn(rightAnswers({ squares: "throw new RangeError('not yet');" })),
    points: [2, 0, ALL, 0],
  },
  "does-not-compile": {
    notebook: handIn(rightAnswers({ sum: "const sum = (a: number, b: number) => a +;" })),
    points: [2, 3, 0, 0],
  },
  "endless-loop": { notebook: handIn(rightAnswers({ double: ENDLESS })), points: [0, 3, ALL, 0] },
  "ends-the-program": {
    notebook: handIn(rightAnswers({ double: "const double = (x: number) => process.exit(0);" })),
    points: [0, 3, ALL, 0],
  },
  "names-are-gone": {
    // `sum` is declared before the program ends: its test does not find it.
    notebook: handIn(rightAnswers({ sum: "const nothing = 0;" }), (notebook) => {
      insertBefore(notebook, "double-answer", "const sum = (a: number, b: number) => a + b;");
      insertBefore(notebook, "squares-answer", "process.exit(3);");
    }),
    points: [2, 3, 0, 0],
  },
  "writes-to-stderr": {
    notebook: handIn(
      rightAnswers({ squares: "const squares = () => {\n  console.error('here');\n  return [1, 4, 9];\n};" }),
    ),
    points: [2, 0, ALL, 0],
  },
  "late-rejection": {
    notebook: handIn(
      rightAnswers({
        double:
          "const double = (x: number) => 2 * x;\nvoid Promise.reject(new Error('late'));\nawait new Promise((done) => setTimeout(done, 50));",
      }),
    ),
    points: [2, 3, ALL, 0],
  },
  "changed-tests": {
    notebook: handIn({}, (notebook) => {
      cellOf(notebook, "double").source = "// all is well";
      cellOf(notebook, "sum").source = "";
    }),
    points: [0, 0, 0, 0],
  },
  "deleted-test": {
    notebook: handIn(rightAnswers(), (notebook) => {
      notebook.cells = notebook.cells.filter(({ id }) => id !== "double");
    }),
    points: [0, 3, ALL, 0],
  },
  "answer-below-its-test": {
    notebook: handIn(rightAnswers(), (notebook) => {
      const at = notebook.cells.findIndex(({ id }) => id === "sum-answer");
      notebook.cells.push(...notebook.cells.splice(at, 1));
    }),
    points: [2, 3, 0, 0],
  },
  "answer-made-markdown": {
    notebook: handIn(rightAnswers(), (notebook) => {
      const cell = cellOf(notebook, "sum-answer") as unknown as Record<string, unknown>;
      cell.cell_type = "markdown";
      delete cell.outputs;
      delete cell.execution_count;
    }),
    points: [2, 3, ALL, 0],
  },
  "windows-line-ends": {
    notebook: handIn(rightAnswers(), (notebook) => {
      for (const cell of notebook.cells) cell.source = String(cell.source).replace(/\n/g, "\r\n");
    }),
    points: [2, 3, ALL, 0],
  },
  "renamed-kernel": {
    notebook: handIn(rightAnswers(), (notebook) => {
      notebook.metadata.kernelspec = { display_name: "Deno", language: "typescript", name: "deno" };
    }),
    points: [2, 3, ALL, 0],
  },
};
