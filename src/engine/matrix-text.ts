/** How a matrix is shown: as text, laid out as NumPy does it, and as a small HTML table. */
import type { Numbers } from "./broadcast";
import { writer } from "./matrix-format";

/** What NumPy's default print options say: of more than 1000 numbers only the edges; lines of up to 75 characters. */
const THRESHOLD = 1000;
const EDGE = 3;
const LINE = 75;
/** A table has room for fewer: more rows or columns than this, and only the edges are shown. */
const TABLE = 12;
/** In the text's colour, whatever the theme. */
const BRACKETS = "border-left: 1px solid; border-right: 1px solid";
/** As wide as a digit, so that the points of a column stand under each other in a table too. */
const FIGURE_SPACE = "\u2007";

/** Character by character what NumPy's `str` gives for the same float64 array. */
export function matrixText(a: Numbers): string {
  const most = a.rows * a.cols > THRESHOLD ? 2 * EDGE : Infinity;
  const lines = shownTexts(a, most).map((row) =>
    row[0] === undefined ? "..." : wrapped(row.map((text) => text ?? "...")),
  );
  return `[${lines.join("\n ")}]`;
}

export function matrixHtml(a: Numbers): string {
  const td = (text = "…") => `<td>${text.trimStart().replaceAll(" ", FIGURE_SPACE)}</td>`;
  const body = shownTexts(a, TABLE)
    .map((row) => `<tr>${row.map((text) => td(text)).join("")}</tr>`)
    .join("");
  const caption = `<caption style="text-align: left">${a.rows}×${a.cols}</caption>`;
  return `<table style="${BRACKETS}">${caption}<tbody>${body}</tbody></table>`;
}

/** The numbers as text, row by row; undefined stands for what is left out, a row of them for rows left out. */
function shownTexts(a: Numbers, most: number): (string | undefined)[][] {
  const columns = shownIndices(a.cols, most);
  const cells = shownIndices(a.rows, most).map((i) => columns.map((j) => cell(a, i, j)));
  const write = writer(cells.flat().filter((x): x is number => x !== undefined));
  return cells.map((row) => row.map((x) => (x === undefined ? undefined : write(x))));
}

/** All of 0 … n − 1 where they are at most so many, else 0, 1, 2, undefined (for "and so on"), n − 3, n − 2, n − 1. */
function shownIndices(n: number, most: number): (number | undefined)[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  return [0, 1, 2, undefined, n - 3, n - 2, n - 1];
}

function cell(a: Numbers, i: number | undefined, j: number | undefined): number | undefined {
  return i === undefined || j === undefined ? undefined : a.data[i * a.cols + j];
}

/** One row in its brackets, on as many lines as it takes; there is room for two brackets at both ends of each. */
function wrapped(texts: readonly string[]): string {
  const lines = [texts[0]];
  for (const text of texts.slice(1)) {
    const longer = `${lines[lines.length - 1]} ${text}`;
    if (longer.length <= LINE - 4) lines[lines.length - 1] = longer;
    else lines.push(text);
  }
  const last = lines.length - 1;
  return `[${lines.map((line, n) => (n < last ? line.trimEnd() : line)).join("\n  ")}]`;
}
