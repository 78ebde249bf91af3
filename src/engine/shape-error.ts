/** Sizes that do not fit, said in one line: the operation, what came, what was expected, the fix. */
export class ShapeError extends Error {
  override name = "ShapeError";
}

/** The size of a matrix, without its numbers. */
export interface Shape {
  readonly rows: number;
  readonly cols: number;
}

/** `3×35`, as the messages and displays write it. */
export function shapeText({ rows, cols }: Shape): string {
  return `${rows}×${cols}`;
}

/** For A·B with A.cols ≠ B.rows: says both numbers, and which transposition would fit. */
export function dotMismatch(a: Shape, b: Shape): ShapeError {
  const counts = `the left has ${plural(a.cols, "column")}, the right has ${plural(b.rows, "row")}`;
  return new ShapeError(`dot: ${shapeText(a)} · ${shapeText(b)}: ${counts} (${dotFix(a, b)})`);
}

function dotFix(a: Shape, b: Shape): string {
  if (a.cols === b.cols) return `A.dot(B.T) would be ${a.rows}×${b.rows}`;
  if (a.rows === b.rows) return `A.T.dot(B) would be ${a.cols}×${b.cols}`;
  if (a.rows === b.cols) return `B.dot(A) would be ${b.rows}×${a.cols}`;
  return "no transposition of either fits";
}

/** For A ∘ B, element by element, where B cannot be stretched to A's size. */
export function elementwiseMismatch(operation: string, sign: string, a: Shape, b: Shape): ShapeError {
  const allowed = [`${a.rows}×${a.cols}`, `${a.rows}×1`, `1×${a.cols}`, "1×1"].filter(
    (s, i, all) => all.indexOf(s) === i,
  );
  const list = allowed.length > 1 ? `${allowed.slice(0, -1).join(", ")} or ${allowed[allowed.length - 1]}` : allowed[0];
  const fits = (x: Shape, y: Shape) => (y.rows === 1 || y.rows === x.rows) && (y.cols === 1 || y.cols === x.cols);
  let fix = "";
  if (fits(a, { rows: b.cols, cols: b.rows })) fix = " (B.T would fit)";
  else if (fits(b, a)) fix = ` (only the right side is stretched: put the larger matrix on the left)`;
  return new ShapeError(`${operation}: ${shapeText(a)} ${sign} ${shapeText(b)}: the right must be ${list}${fix}`);
}

/** For numbers that do not fill rows × cols. */
export function reshapeMismatch(a: Shape, rows: number, cols: number): ShapeError {
  const count = a.rows * a.cols;
  const fix = count % rows === 0 ? ` (reshape(${rows}, ${count / rows}) would fit)` : "";
  return new ShapeError(
    `reshape: ${shapeText(a)} has ${plural(count, "number")}, ${rows}×${cols} needs ${rows * cols}${fix}`,
  );
}

/** @throws ShapeError unless rows and cols are whole numbers from 1 up. */
export function checkSize(operation: string, rows: number, cols: number): void {
  if (Number.isInteger(rows) && Number.isInteger(cols) && rows >= 1 && cols >= 1) return;
  throw new ShapeError(`${operation}: ${rows}×${cols} is no size; rows and columns must be whole numbers from 1 up`);
}

/** `1 row`, `2 rows`; the plural is given where it takes more than an s. */
export function plural(n: number, word: string, words = `${word}s`): string {
  return `${n} ${n === 1 ? word : words}`;
}
