/** CSV text into numbers, with an error that names file, line and column for whatever is none. */
import Papa from "papaparse";

/** A parsed file: its columns' names, and its cells as text. */
export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** What a number may look like; `Number` alone would also take "", "0x1f" and "Infinity". */
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/**
 * The table in `text`, whose first line must name exactly these columns; `file` is its name, for the errors.
 * @throws DataError for other columns, for no data, and for a line with more or fewer cells.
 */
export function parseTable(text: string, file: string, columns: readonly string[]): Table {
  if (text.trim() === "") throw new DataError(`${file}, line 1: it is empty; expected the columns ${brief(columns)}`);
  const [header, ...body] = Papa.parse(text.replace(/^\uFEFF/, ""), { delimiter: "," }).data;
  const rows = body
    .map((cells, i) => ({ line: i + 2, cells }))
    .filter(({ cells }) => cells.length > 1 || cells[0] !== "");
  if (header.length !== columns.length || header.some((name, j) => name.trim() !== columns[j])) {
    throw new DataError(`${file}, line 1: the columns are ${brief(header)}; expected ${brief(columns)}`);
  }
  for (const { line, cells } of rows) {
    if (cells.length === columns.length) continue;
    throw new DataError(`${file}, line ${line}: ${cells.length} cells, but the header has ${columns.length} columns`);
  }
  if (rows.length === 0) throw new DataError(`${file}: no data below the header`);
  return { file, columns, rows };
}

/**
 * One column's numbers.
 * @throws DataError for a cell that is empty, text, NaN or infinite.
 */
export function numbersOf(table: Table, column: string): number[] {
  return cellsOf(table, column).map((cell, i) => {
    const x = NUMBER.test(cell) ? Number(cell) : NaN;
    if (Number.isFinite(x)) return x;
    throw cellError(table, i, column, `${cell.trim() === "" ? "an empty cell" : JSON.stringify(cell)} is not a number`);
  });
}

/**
 * One column's numbers, all of them among `allowed`.
 * @throws DataError for any other; `rule` says in words what they must be.
 */
export function labelsOf(table: Table, column: string, allowed: readonly number[], rule: string): number[] {
  return numbersOf(table, column).map((y, i) => {
    if (allowed.includes(y)) return y;
    throw cellError(table, i, column, `the label ${y} is ${rule}`);
  });
}

/** One column's cells as they are. */
export function cellsOf({ columns, rows }: Table, column: string): string[] {
  const j = columns.indexOf(column);
  return rows.map(({ cells }) => cells[j]);
}

/** Something in a data file that is not as it should be. */
export class DataError extends Error {
  override name = "DataError";
}

function cellError({ file, rows }: Table, i: number, column: string, what: string): DataError {
  return new DataError(`${file}, line ${rows[i].line}, column ${column}: ${what}`);
}

function brief(columns: readonly string[]): string {
  const shown = columns.length > 8 ? [...columns.slice(0, 3), "…", columns[columns.length - 1]] : columns;
  return shown.join(", ");
}
