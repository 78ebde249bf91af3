import type { ICell, INotebookContent } from "@jupyterlab/nbformat";
import { describe, expect, it } from "vitest";
import type { Homework } from "../../src/grading/homework";
import { toRelease } from "../../src/grading/release";
import { restore } from "../../src/grading/restore";
import { joined } from "../../src/kernel/execute/notebook";
import { cellOf, handIn, questions, rightAnswers, tinySource } from "../submissions/tiny";

const source = tinySource();
const homework = {
  assignment: "tiny",
  notebook: "tiny",
  source,
  release: toRelease(source),
  graded: [],
} as unknown as Homework;

const handedIn = (change: (notebook: INotebookContent) => void) => restore(handIn(rightAnswers(), change), homework);
const text = (notebook: INotebookContent, id: string) => joined(cellOf(notebook, id).source);

describe("restoring a submission", () => {
  it("puts hidden tests into the tests, leaves answers alone, and finds nothing in an honest one", () => {
    const { notebook, findings, changed, missing } = handedIn(() => {});
    expect(text(notebook, "double")).toBe(questions.double.test);
    expect(text(notebook, "double-answer")).toBe(questions.double.answer);
    expect([findings, [...changed], [...missing]]).toEqual([[], [], []]);
  });

  it("takes no other line ends and no space at the end for a change", () => {
    const { findings } = handedIn((notebook) => {
      for (const cell of notebook.cells) cell.source = `${joined(cell.source).replace(/\n/g, "\r\n")}\r\n`;
    });
    expect(findings).toEqual([]);
  });

  it("puts back a changed test, and tells", () => {
    const { notebook, changed, findings } = handedIn(({ cells }) => {
      cellOf({ cells } as INotebookContent, "sum").source = "// fine";
    });
    expect(text(notebook, "sum")).toBe(questions.sum.test);
    expect([...changed]).toEqual(["sum"]);
    expect(findings).toEqual(["cell sum was changed; it was put back"]);
  });

  it("puts back tags, points and the kind of a cell", () => {
    const { notebook, findings } = handedIn((submitted) => {
      const { metadata } = cellOf(submitted, "sum");
      metadata.tags = ["skip-execution"];
      Object.assign(metadata.nbgrader as object, { points: 100, grade: false });
      cellOf(submitted, "double-answer").cell_type = "raw" as "code";
    });
    expect(cellOf(notebook, "sum").metadata).toEqual(cellOf(source, "sum").metadata);
    expect(cellOf(notebook, "double-answer").cell_type).toBe("code");
    expect(findings).toEqual([
      "cell double-answer was made a raw cell; it was put back",
      "the points or the kind of cell sum were changed; they were put back",
    ]);
  });

  it("counts the last of several cells with the same id; the others run as the student's own", () => {
    const { notebook, changed, findings } = handedIn(({ cells }) => {
      const copy = structuredClone(cells.find(({ id }) => id === "sum")) as ICell;
      cells.unshift({ ...copy, id: "copy", source: "1" });
    });
    expect(cellOf(notebook, "copy").metadata.nbgrader).toBeUndefined();
    expect(text(notebook, "copy")).toBe("1");
    expect([...changed]).toEqual(["sum"]);
    expect(findings).toEqual(["cell sum comes 2 times; the last one counts"]);
  });

  it("puts nothing in the place of a missing cell, as nbgrader does", () => {
    const { notebook, missing, findings } = handedIn((submitted) => {
      submitted.cells = submitted.cells.filter(({ id }) => id !== "sum" && id !== "sum-answer");
    });
    expect(notebook.cells).toHaveLength(source.cells.length - 2);
    expect([...missing]).toEqual(["sum"]);
    expect(findings).toEqual(["cell sum is missing"]);
  });

  it("knows answers that were left as they came", () => {
    const { untouched } = restore(handIn({ sum: questions.sum.answer }), homework);
    expect([...untouched]).toEqual(["double-answer", "squares-answer", "comment"]);
  });

  it("makes ids that nobody knows cells of the student's own, and bears metadata of any kind", () => {
    const { notebook, findings } = handedIn(({ cells }) => {
      const metadata = { nbgrader: { grade_id: "more", grade: true, points: 50 } };
      cells.push({ ...structuredClone(cells[1]), id: "more", metadata: metadata as never });
      cells.push({ ...structuredClone(cells[1]), id: "odd", metadata: null as never });
      cells.push({ ...structuredClone(cells[1]), id: "odder", metadata: { nbgrader: "x" } });
    });
    for (const id of ["more", "odd", "odder"]) expect(cellOf(notebook, id).metadata).toEqual({});
    expect(findings).toEqual([]);
  });
});
