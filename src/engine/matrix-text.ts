/** How a matrix is written: as text, much like NumPy, and as a small HTML table. */
import type { Shape } from "./shape-error";

interface Numbers extends Shape {
  readonly data: Float64Array;
}

/** Up to this many rows or columns are shown whole; of more, the first and last three. */
const WHOLE = 12;
const EDGE = 3;
/** In the text's colour, whatever the theme. */
const BRACKETS = "border-left: 1px solid; border-right: 1px solid";

export function matrixText(a: Numbers): string {
  const columns = shownIndices(a.cols);
  const cells = shownIndices(a.rows).map((i) => columns.map((j) => cell(a, i, j)));
  const write = writer(cells.flat());
  const texts = cells.map((row) => row.map((x) => (x === undefined ? "…" : write(x))));
  const width = texts.flat().reduce((widest, text) => Math.max(widest, text === "…" ? 0 : text.length), 1);
  const lines = texts.map((row, n) =>
    shownIndices(a.rows)[n] === undefined ? "…" : `[${row.map((t) => (t === "…" ? t : t.padStart(width))).join(" ")}]`,
  );
  return `[${lines.join("\n ")}]`;
}

export function matrixHtml(a: Numbers): string {
  const columns = shownIndices(a.cols);
  const cells = shownIndices(a.rows).map((i) => columns.map((j) => cell(a, i, j)));
  const write = writer(cells.flat());
  const body = cells
    .map((row) => `<tr>${row.map((x) => `<td>${x === undefined ? "…" : write(x)}</td>`).join("")}</tr>`)
    .join("");
  const caption = `<caption style="text-align: left">${a.rows}×${a.cols}</caption>`;
  return `<table style="${BRACKETS}">${caption}<tbody>${body}</tbody></table>`;
}

/** 0, 1, 2, undefined (for "and so on"), n − 3, n − 2, n − 1; or all of them. */
function shownIndices(n: number): (number | undefined)[] {
  const all: (number | undefined)[] = Array.from({ length: Math.min(n, WHOLE) }, (_, i) => i);
  return n <= WHOLE ? all : [...all.slice(0, EDGE), undefined, n - 3, n - 2, n - 1];
}

function cell(a: Numbers, i: number | undefined, j: number | undefined): number | undefined {
  return i === undefined || j === undefined ? undefined : a.data[i * a.cols + j];
}

/** One way of writing for all the numbers: plain with up to 8 decimals, or with exponents when they are too far apart. */
function writer(shown: (number | undefined)[]): (x: number) => string {
  const sizes = shown.filter((x): x is number => Number.isFinite(x) && x !== 0).map((x) => Math.abs(x));
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const smallest = sizes.reduce((a, b) => Math.min(a, b), Infinity);
  if (largest >= 1e8 || smallest < 1e-4 || largest > 1000 * smallest * 1e3) {
    return (x) => (Number.isFinite(x) ? x.toExponential(8) : special(x));
  }
  const decimals = sizes.reduce((most, x) => Math.max(most, decimalsOf(x)), 0);
  return (x) => (Number.isFinite(x) ? withPoint(x.toFixed(decimals)) : special(x));
}

/** How many of 8 decimals are not trailing zeros. */
function decimalsOf(x: number): number {
  const text = x.toFixed(8);
  return text.replace(/0+$/, "").length - text.indexOf(".") - 1;
}

function withPoint(text: string): string {
  return text.includes(".") ? text : `${text}.`;
}

function special(x: number): string {
  return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
}
