/**
 * From a homework's source to the students' notebook, step by step as `nbgrader generate_assignment` does it, so that
 * either program may make it and the other may grade it.
 */
import { createHash } from "node:crypto";
import { type ICell, type INotebookContent, isCode, joined, lines } from "../kernel/execute/notebook";
import { type CellMetadata, metadataOf } from "./metadata";
import { HIDDEN_TESTS, RegionError, SOLUTION, withoutRegions } from "./regions";

/** What students find in the place of the code they are to write. nbgrader_config.py has the same. */
export const CODE_STUB = 'throw new Error("write your code here");';
/** nbgrader's own, for answers in words. */
export const TEXT_STUB = "YOUR ANSWER HERE";

/** The source cannot become a students' notebook; the message names the cell. */
export class ReleaseError extends Error {
  override name = "ReleaseError";
}

/**
 * The students' notebook: no solutions, no hidden tests, no outputs; cells that are to stay as they are cannot be
 * edited or deleted. The source given is not changed.
 * @throws ReleaseError for marks without their other end, in cells where they have no place, and for double ids
 */
export function toRelease(source: INotebookContent): INotebookContent {
  const notebook = structuredClone(source);
  const seen = new Set<string>();
  for (const cell of notebook.cells) {
    const metadata = metadataOf(cell);
    if (metadata && seen.has(metadata.grade_id)) throw new ReleaseError(`two cells have the id ${metadata.grade_id}`);
    if (metadata) seen.add(metadata.grade_id);
    try {
      release(cell, metadata);
    } catch (error) {
      if (!(error instanceof RegionError)) throw error;
      throw new ReleaseError(`cell ${metadata?.grade_id ?? cell.id}: ${error.message}`);
    }
  }
  return notebook;
}

function release(cell: ICell, metadata: CellMetadata | undefined): void {
  if (isCode(cell)) {
    cell.outputs = [];
    cell.execution_count = null;
  }
  const source = joined(cell.source);
  const unsolved = withoutSolution(source, cell.cell_type === "code" ? CODE_STUB : TEXT_STUB, metadata);
  const visible = withoutRegions(unsolved, HIDDEN_TESTS);
  if (visible !== undefined && !metadata?.grade) throw new RegionError("hidden tests stand in a cell without points");
  cell.source = lines(visible ?? unsolved);
  if (!metadata) return;
  if (metadata.solution || metadata.grade || metadata.locked) {
    cell.metadata.deletable = false;
    if (!metadata.solution) cell.metadata.editable = false;
    metadata.cell_type = cell.cell_type as CellMetadata["cell_type"];
    metadata.checksum = checksum(joined(cell.source), cell.cell_type, metadata);
  }
}

function withoutSolution(source: string, stub: string, metadata: CellMetadata | undefined): string {
  const unsolved = withoutRegions(source, SOLUTION, stub);
  if (unsolved !== undefined && !metadata?.solution) throw new RegionError("a solution stands in a cell that is none");
  return unsolved ?? (metadata?.solution ? stub : source);
}

/** nbgrader's checksum of a cell: by it nbgrader knows an answer that was left untouched. */
export function checksum(source: string, cellType: string, metadata: CellMetadata): string {
  const { grade, solution, locked, grade_id, points = 0 } = metadata;
  const isLocked = !solution && (grade || locked);
  const parts = [source, cellType, ...[grade, solution, isLocked].map(pythonText), grade_id];
  if (grade) parts.push(Number.isInteger(points) ? points.toFixed(1) : String(points));
  return createHash("md5").update(parts.join("")).digest("hex");
}

function pythonText(flag: boolean): string {
  return flag ? "True" : "False";
}
