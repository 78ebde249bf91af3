/** A grid of equal cells with a name for each row and column: what heat maps and confusion matrices are drawn on. */
import { type Ticks, widest } from "./drawing";
import { type MatrixLike, shape } from "./points";

export interface CellLabels {
  /** A name for each row and each column; default their numbers. */
  rowLabels?: readonly string[];
  colLabels?: readonly string[];
}

export interface Cells {
  /** Pixels of a cell's side. */
  size: number;
  width: number;
  height: number;
  /** The middle of the cell of that index in the matrix' data. */
  middle(index: number): { x: number; y: number };
  x: Ticks;
  y: Ticks;
}

/** @throws RangeError, naming the caller, for a matrix that is empty, too large or not finite */
export function checkCells(caller: string, matrix: MatrixLike): void {
  const { rows, cols, data } = matrix;
  if (!(rows >= 1 && cols >= 1 && rows <= 64 && cols <= 64)) {
    throw new RangeError(`${caller}: the matrix is ${shape(matrix)}; expected 1×1 to 64×64`);
  }
  const bad = Array.from(data).findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const at = `row ${Math.floor(bad / cols)}, column ${bad % cols}`;
  throw new RangeError(`${caller}: ${at} is ${data[bad]}; expected a finite number`);
}

/** @throws RangeError for labels of another count than rows or columns */
export function cells(
  caller: string,
  { rows, cols }: MatrixLike,
  size: number,
  {
    rowLabels = numbers(rows),
    colLabels = numbers(cols),
    xLabel,
    yLabel,
  }: CellLabels & { xLabel: string; yLabel: string },
): Cells {
  checkLabels(caller, "rowLabels", rowLabels, rows);
  checkLabels(caller, "colLabels", colLabels, cols);
  const centre = (i: number) => (i + 0.5) * size;
  return {
    size,
    width: cols * size,
    height: rows * size,
    middle: (index) => ({ x: centre(index % cols), y: centre(Math.floor(index / cols)) }),
    x: ticks(xLabel, colLabels, centre, Math.ceil((1.1 * 13 * widest(colLabels) + 8) / size)),
    y: ticks(yLabel, rowLabels, centre, Math.ceil(15 / size)),
  };
}

export function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(i + 1));
}

function checkLabels(caller: string, name: string, labels: readonly string[], count: number): void {
  if (labels.length === count) return;
  throw new RangeError(`${caller}: ${name} has ${labels.length} names; expected ${count}, one for each`);
}

/** Every label, or every n-th where they would stand in each other's way. */
function ticks(label: string, labels: readonly string[], centre: (i: number) => number, every: number): Ticks {
  const shown = labels.map((text, i) => ({ text, at: centre(i) })).filter((_, i) => i % every === 0);
  return { label, at: shown.map(({ at }) => at), text: shown.map(({ text }) => text) };
}
