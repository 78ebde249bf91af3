/**
 * Makes a submission fit to be run, as nbgrader's autograde does: what students are to leave alone comes from the
 * source, by the cells' ids, whatever became of it.
 */
import type { ICell } from "@jupyterlab/nbformat";
import { type INotebookContent, isCode, joined, lines } from "../kernel/execute/notebook";
import { type Homework, isRestored } from "./homework";
import { type CellMetadata, metadataOf } from "./metadata";

export interface Restored {
  notebook: INotebookContent;
  /** Ids of graded cells that are not there: nothing is put in their place, they have no points, as with nbgrader. */
  missing: Set<string>;
  /** Ids of cells that a student was to leave alone, and did not. */
  changed: Set<string>;
  /** Ids of answers that are as they were handed out. */
  untouched: Set<string>;
  /** What was found, a line each. */
  findings: string[];
}

interface Pair {
  source: ICell;
  release: ICell;
  metadata: CellMetadata;
}

/** @param submitted is used up: its cells become those of the result */
export function restore(submitted: INotebookContent, homework: Homework): Restored {
  const pairs = pairsOf(homework);
  const restored: Restored = {
    notebook: { ...submitted, metadata: { ...submitted.metadata, ...namesOf(homework.source) } },
    missing: new Set(),
    changed: new Set(),
    untouched: new Set(),
    findings: [],
  };
  for (const cell of submitted.cells) clean(cell);
  removeDoubles(submitted.cells, pairs, restored);
  const present = new Set<string>();
  for (const cell of submitted.cells) {
    const id = idOf(cell);
    const pair = id === undefined ? undefined : pairs.get(id);
    if (id !== undefined && pair) {
      present.add(id);
      restoreCell(cell, pair, restored);
    } else delete cell.metadata.nbgrader;
  }
  for (const [id, { metadata }] of pairs) {
    if (present.has(id) || !(isRestored(metadata) || metadata.grade || metadata.task)) continue;
    restored.findings.push(`cell ${id} is missing`);
    if (metadata.grade || metadata.task) restored.missing.add(id);
  }
  return restored;
}

function pairsOf({ source, release }: Homework): Map<string, Pair> {
  const pairs = source.cells.flatMap((cell, c): [string, Pair][] => {
    const metadata = metadataOf(cell);
    return metadata ? [[metadata.grade_id, { source: cell, release: release.cells[c], metadata }]] : [];
  });
  return new Map(pairs);
}

/** Kernel and language are the source's, however an editor renamed them. */
function namesOf({ metadata }: INotebookContent): Partial<INotebookContent["metadata"]> {
  const { kernelspec, language_info } = metadata;
  return { ...(kernelspec && { kernelspec }), ...(language_info && { language_info }) };
}

/** A cell as nbformat wants it, without outputs. */
function clean(cell: ICell): void {
  if (typeof cell.metadata !== "object" || cell.metadata === null) cell.metadata = {};
  if (!isCode(cell)) return;
  cell.outputs = [];
  cell.execution_count = null;
}

function idOf(cell: ICell): string | undefined {
  const { nbgrader } = cell.metadata as { nbgrader?: unknown };
  const id = (nbgrader as { grade_id?: unknown } | null | undefined)?.grade_id;
  return typeof id === "string" ? id : undefined;
}

/** Of cells with the same id the last one counts; the others stay as cells without one. nbgrader's rule. */
function removeDoubles(cells: ICell[], pairs: Map<string, Pair>, { changed, findings }: Restored): void {
  const counts = new Map<string, number>();
  for (const cell of [...cells].reverse()) {
    const id = idOf(cell);
    if (id === undefined || !pairs.has(id)) continue;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    if (count > 1) delete cell.metadata.nbgrader;
  }
  for (const [id, count] of counts) {
    if (count === 1) continue;
    findings.push(`cell ${id} comes ${count} times; the last one counts`);
    changed.add(id);
  }
}

function restoreCell(
  cell: ICell,
  { source, release, metadata }: Pair,
  { changed, untouched, findings }: Restored,
): void {
  const id = metadata.grade_id;
  const submitted = cell.metadata.nbgrader as unknown as CellMetadata;
  const text = plain(cell);
  const type = cell.cell_type;
  const isSameType = type === source.cell_type;
  const isAsReleased = isSameType && text === plain(release);
  if (!isSameMetadata(submitted, metadata)) {
    findings.push(`the points or the kind of cell ${id} were changed; they were put back`);
    changed.add(id);
  }
  setType(cell, source.cell_type);
  if (isRestored(metadata)) {
    if (!isAsReleased && text !== plain(source)) {
      findings.push(`cell ${id} was changed; it was put back`);
      changed.add(id);
    }
    cell.source = lines(joined(source.source));
    cell.metadata = structuredClone(source.metadata);
  } else {
    if (!isSameType) findings.push(`cell ${id} was made a ${type} cell; it was put back`);
    if (isAsReleased) untouched.add(id);
    cell.metadata.nbgrader = structuredClone(source.metadata.nbgrader);
  }
}

/** Text without what editors and systems change by themselves: line ends, and space at the end. */
function plain(cell: ICell): string {
  return joined(cell.source).replace(/\r\n?/g, "\n").trimEnd();
}

function isSameMetadata(submitted: CellMetadata, metadata: CellMetadata): boolean {
  const isSame = (name: "grade" | "solution" | "locked" | "task") =>
    Boolean(submitted[name]) === Boolean(metadata[name]);
  const counts = metadata.grade || metadata.task;
  return (
    isSame("grade") &&
    isSame("solution") &&
    isSame("locked") &&
    isSame("task") &&
    (!counts || Number(submitted.points) === Number(metadata.points))
  );
}

function setType(cell: ICell, type: string): void {
  if (cell.cell_type === type) return;
  cell.cell_type = type;
  if (isCode(cell)) {
    cell.outputs = [];
    cell.execution_count = null;
    delete cell.attachments;
  } else {
    delete cell.outputs;
    delete cell.execution_count;
  }
}
