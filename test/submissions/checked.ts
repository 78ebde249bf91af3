/** The first questions of hw0-warm-up as a homework of its own: forward (3 points) and cost (2). */
import { join } from "node:path";
import type { INotebookContent } from "@jupyterlab/nbformat";
import { metadataOf } from "../../src/grading/metadata";
import { toRelease } from "../../src/grading/release";
import { readNotebook } from "../../src/kernel/execute/notebook";
import { repository } from "../setup/tiny-workbook";
import { cellOf, insertBefore, write } from "./tiny";

const CELLS = ["imports", "types", "q1-answer", "q1", "q2-answer", "q2"];
const HW0 = join(repository, "notebooks", "homework", "source", "hw0-warm-up", "hw0-warm-up.ipynb");

export function checkedSource(): INotebookContent {
  const { cells, ...notebook } = readNotebook(HW0);
  const chosen = cells.filter((cell) => CELLS.includes(metadataOf(cell)?.grade_id ?? ""));
  return { ...notebook, cells: chosen.map((cell) => ({ ...cell, id: metadataOf(cell)?.grade_id as string })) };
}

export const FORWARD = `function forward({ W1, b1, W2, b2 }: Parameters, X: M): Cache {
  const Z1 = W1.dot(X).add(b1);
  const A1 = tanh.g(Z1);
  const Z2 = W2.dot(A1).add(b2);
  return { Z1, A1, Z2, A2: sigmoid.g(Z2) };
}`;
export const COST = `function cost(A2: M, Y: M): number {
  const one = ones(1, Y.cols);
  return Y.times(A2.log()).add(one.sub(Y).times(one.sub(A2).log())).mean() * -1;
}`;
/** Not right, and so of no points, whatever else a student tries. */
export const WRONG = `function forward({ W1, b1, W2, b2 }: Parameters, X: M): Cache {
  return { Z1: X, A1: X, Z2: X, A2: X };
}`;

/** The released notebook with these answers, and a cell of the student's own before the first. */
export function handInChecked({ forward = FORWARD, cost = COST, own = "" } = {}): INotebookContent {
  const notebook = toRelease(checkedSource());
  cellOf(notebook, "q1-answer").source = forward;
  cellOf(notebook, "q2-answer").source = cost;
  if (own) insertBefore(notebook, "q1-answer", own);
  return notebook;
}

export function writeChecked(folder: string): void {
  write(join(folder, "source", "checked", "checked.ipynb"), checkedSource());
}
