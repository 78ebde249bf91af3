/** What nbgrader writes into a cell's metadata: schema 3. */
import type { ICell } from "@jupyterlab/nbformat";

/** nbgrader's own names. */
export interface CellMetadata {
  schema_version: 3;
  grade_id: string;
  /** Whether the cell counts points. */
  grade: boolean;
  /** Whether the student's answer goes here. */
  solution: boolean;
  /** Whether the student is to leave it as it is. */
  locked: boolean;
  /** A manually graded cell with a task and room for the answer. */
  task?: boolean;
  points?: number;
  checksum?: string;
  cell_type?: "code" | "markdown" | "raw";
}

/** nbgrader's metadata of a cell; undefined for a cell of which nbgrader knows nothing. */
export function metadataOf(cell: ICell): CellMetadata | undefined {
  const { nbgrader } = cell.metadata as { nbgrader?: Partial<CellMetadata> };
  return typeof nbgrader?.grade_id === "string" ? (nbgrader as CellMetadata) : undefined;
}

/** Cells that the program grades: tests with points. */
export function isTest({ grade, solution, task }: CellMetadata): boolean {
  return grade && !solution && !task;
}

/** Cells that a person grades: answers with points. */
export function isManual({ grade, solution, task }: CellMetadata): boolean {
  return (grade && solution) || task === true;
}
