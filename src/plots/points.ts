/** Two classes of points in the plane, as scatter and boundary draw them: ○ is class 0, × is class 1. */
import { colors, type Json, rounding } from "./figure";

/** What plots need of a matrix: row-major values. */
export interface MatrixLike {
  readonly rows: number;
  readonly cols: number;
  readonly data: ArrayLike<number>;
}

/** Throws, naming the caller, unless X is 2 × m, finite, and Y is 1 × m, zeros and ones. */
export function checkPoints(caller: string, X: MatrixLike, Y: MatrixLike): void {
  const m = X.cols;
  if (X.rows !== 2) throw new RangeError(`${caller}: X is ${shape(X)}; expected 2 × m, one sample per column`);
  if (m === 0) throw new RangeError(`${caller}: X is 2×0; expected at least one sample`);
  if (Y.rows !== 1 || Y.cols !== m) {
    throw new RangeError(
      `${caller}: Y is ${shape(Y)}, X is ${shape(X)}; expected Y to be 1×${m}, one label per sample`,
    );
  }
  for (let i = 0; i < m; i++) {
    for (let row = 0; row < 2; row++) {
      const x = X.data[row * m + i];
      if (!Number.isFinite(x))
        throw new RangeError(`${caller}: sample ${i} has ${x} in row ${row}; expected a finite number`);
    }
    const y = Y.data[i];
    if (y !== 0 && y !== 1) throw new RangeError(`${caller}: the label of sample ${i} is ${y}; expected 0 or 1`);
  }
}

/** A trace per class, by the true label. */
export function pointTraces(X: MatrixLike, Y: MatrixLike): Json[] {
  return [
    classTrace(X, Y, 0, "class 0", { symbol: "circle-open", color: colors.blue, size: 11, line: { width: 2.5 } }),
    classTrace(X, Y, 1, "class 1", { symbol: "x-thin-open", color: colors.vermilion, size: 9, line: { width: 3 } }),
  ];
}

function classTrace(X: MatrixLike, Y: MatrixLike, label: number, name: string, marker: Json): Json {
  const m = X.cols;
  const x: number[] = [];
  const y: number[] = [];
  const [shownX, shownY] = [0, 1].map((row) => rounding(size(X, row)));
  for (let i = 0; i < m; i++) {
    if (Y.data[i] !== label) continue;
    x.push(shownX(X.data[i]));
    y.push(shownY(X.data[m + i]));
  }
  return { type: "scatter", mode: "markers", name, x, y, marker };
}

/** From the lowest to the highest value of one row. */
export function size({ cols, data }: MatrixLike, row: number): number {
  let low = data[row * cols];
  let high = low;
  for (let i = row * cols; i < (row + 1) * cols; i++) {
    low = Math.min(low, data[i]);
    high = Math.max(high, data[i]);
  }
  return high - low;
}

export function shape({ rows, cols }: MatrixLike): string {
  return `${rows}×${cols}`;
}
