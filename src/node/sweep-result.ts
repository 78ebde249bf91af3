/** What a sweep found: a row for each variation, as a table, and the curves. */
import { asBundle, type Bundle, type Displayable } from "../display";
import type { Point } from "../engine/history";
import { type Table, table } from "../engine/table";
import type { Outcome } from "./sweep-variation";

/** How one variation ended: as `train` says it, or "failed", or "not run" after an interrupt. */
export interface Row extends Outcome {
  readonly label: string;
}

/** Shows itself as a table, and is text elsewhere. */
export interface Sweep extends Displayable {
  /** In the order of the variations. */
  readonly rows: readonly Row[];
  /** For `costCurve`: the histories of all rows that have a finite cost. */
  readonly curves: readonly { readonly label: string; readonly history: readonly Point[] }[];
  /** The table; `seconds: false` leaves out what is another number each time, for a notebook that is kept with its outputs. */
  table(options?: { seconds?: boolean }): Table;
  toString(): string;
}

export function sweepResult(rows: readonly Row[]): Sweep {
  const tableOf = ({ seconds = true } = {}) => {
    const columns = COLUMNS.filter(([name]) => seconds || name !== "seconds");
    const header = columns.map(([name]) => name);
    const title = `${rows.length} ${rows.length === 1 ? "training" : "trainings"}`;
    return table(title, header, rows.map((row) => columns.map(([, text]) => text(row)))); // biome-ignore format: short
  };
  return {
    rows,
    curves: rows.filter(({ history }) => history.some(({ cost }) => Number.isFinite(cost))),
    table: tableOf,
    toString: () => String(tableOf()),
    [asBundle]: (): Bundle => tableOf()[asBundle]() as Bundle,
  };
}

const COLUMNS: readonly (readonly [string, (row: Row) => string])[] = [
  ["variation", ({ label }) => label],
  ["stopped", ({ stopped }) => stopped],
  ["iterations", ({ iterations }) => String(iterations)],
  ["cost", ({ cost }) => (Number.isFinite(cost) ? String(Number(cost.toPrecision(6))) : "")],
  ["seconds", ({ seconds }) => seconds.toFixed(2)],
  ["message", ({ message }) => message],
];
