import { describe, expect, it } from "vitest";
import { ReleaseError, toRelease } from "../../src/grading/release";
import { type ICell, type INotebookContent, joined } from "../../src/kernel/execute/notebook";

type Roles = Partial<Record<"grade" | "solution" | "locked", boolean>> & { points?: number };

function cell(id: string, source: string, roles?: Roles, type = "code"): ICell {
  const nbgrader = { schema_version: 3, grade_id: id, grade: false, solution: false, locked: false, ...roles };
  const outputs =
    type === "code" ? { outputs: [{ output_type: "stream", name: "stdout", text: "5" }], execution_count: 3 } : {};
  return { cell_type: type, id, metadata: roles ? { nbgrader } : {}, source, ...outputs } as never;
}

function notebook(...cells: ICell[]): INotebookContent {
  return { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 } as never;
}

const ANSWER = `/** Twice x. */
function twice(x: number): number {
  // BEGIN SOLUTION
  return 2 * x;
  // END SOLUTION
}`;
const TEST = `await check("hw", "q1", twice);
// BEGIN HIDDEN TESTS
await check("hw", "q1", twice, { seed: 7 });
// END HIDDEN TESTS`;

describe("the students' copy", () => {
  const source = notebook(
    cell("prose", "# Twice", { locked: true }, "markdown"),
    cell("q1-answer", ANSWER, { solution: true }),
    cell("q1", TEST, { grade: true, locked: true, points: 2 }),
    cell("q1-comment", "It doubles.", { grade: true, solution: true, points: 1 }, "markdown"),
    cell("free", "1 + 1"),
  );
  const { cells } = toRelease(source);
  const text = (id: string) => joined(cells.find((one) => one.id === id)?.source);

  it("has the stub in the place of a solution, and the head of the function around it", () => {
    expect(text("q1-answer")).toBe(
      '/** Twice x. */\nfunction twice(x: number): number {\n  throw new Error("write your code here");\n}',
    );
    expect(text("q1-comment")).toBe("YOUR ANSWER HERE");
  });

  it("has no hidden tests, and the visible ones", () => {
    expect(text("q1")).toBe('await check("hw", "q1", twice);');
  });

  it("has no outputs", () => {
    for (const one of cells.filter(({ cell_type }) => cell_type === "code")) {
      expect([one.outputs, one.execution_count]).toEqual([[], null]);
    }
  });

  it("keeps what is to stay from being edited and deleted, and answers from being deleted", () => {
    const rights = cells.map(({ metadata }) => [metadata.deletable, metadata.editable]);
    const fixed = [false, false];
    const answer = [false, undefined];
    expect(rights).toEqual([fixed, answer, fixed, answer, [undefined, undefined]]);
  });

  it("carries nbgrader's checksums", () => {
    // printed by compute_checksum of nbgrader 0.9.6
    const sums = cells.map(({ metadata }) => (metadata.nbgrader as { checksum?: string } | undefined)?.checksum);
    expect(sums).toEqual([
      "8fe17fd8c975410b2526c65672297422",
      "ddfbda220daa620cfcf4391331e7055f",
      "b642e5236971c4f1b0b73cb5371cf7b9",
      "66335e653e06cb5ed5cfa0c3d8fb4a69",
      undefined,
    ]);
  });

  it("leaves the source as it is", () => {
    expect(joined(source.cells[1].source)).toBe(ANSWER);
    expect(source.cells[1].outputs).not.toEqual([]);
  });
});

describe("a source that cannot be released", () => {
  const release =
    (...cells: ICell[]) =>
    () =>
      toRelease(notebook(...cells));
  const cases: Record<string, [ICell[], string]> = {
    "a solution without an end": [
      [cell("a", "// BEGIN SOLUTION\n1", { solution: true })],
      "cell a: BEGIN SOLUTION has no END SOLUTION",
    ],
    "a solution within a solution": [
      [cell("a", "// BEGIN SOLUTION\n// BEGIN SOLUTION\n// END SOLUTION", { solution: true })],
      "cell a: BEGIN SOLUTION comes twice before END SOLUTION",
    ],
    "a solution in a cell that is none": [
      [cell("free", "// BEGIN SOLUTION\n1\n// END SOLUTION")],
      "cell free: a solution stands in a cell that is none",
    ],
    "hidden tests in a cell without points": [
      [cell("a", "// BEGIN HIDDEN TESTS\n1\n// END HIDDEN TESTS", { locked: true })],
      "cell a: hidden tests stand in a cell without points",
    ],
    "two cells of one id": [
      [cell("a", "1", { locked: true }), cell("a", "2", { locked: true })],
      "two cells have the id a",
    ],
  };
  for (const [what, [cells, message]] of Object.entries(cases)) {
    it(what, () => expect(release(...cells)).toThrow(new ReleaseError(message)));
  }
});
