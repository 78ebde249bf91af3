/** What grading one notebook of one student comes to. */

export const STATUSES = ["auto", "manual", "timeout", "crashed", "missing", "tampered"] as const;
export type Status = (typeof STATUSES)[number];

export interface CellResult {
  cell: string;
  points: number;
  max: number;
  status: Status;
  seconds: number;
  /** Why points are missing, in one line for the student; hidden tests are not told. */
  message?: string;
}

export interface Result {
  student: string;
  assignment: string;
  notebook: string;
  cells: CellResult[];
  /** What a teacher should know of it, a line each. */
  findings: string[];
  seconds: number;
  /** What could not even be read, in one line for the student. */
  problem?: string;
}
