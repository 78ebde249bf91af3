/** A small table that shows itself: HTML where the client can, columns of text elsewhere. */
import { asBundle, type Bundle, type Displayable, escapeHtml } from "../display";

/** A table for a cell's last line. */
export interface Table extends Displayable {
  toString(): string;
}

/** `title` stands above; every row has as many texts as the header; `note`, if any, is a line below. */
export function table(
  title: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  note = "",
): Table {
  const text = [title, ...columnsOf([header, ...rows]), ...(note === "" ? [] : [note])].join("\n");
  return {
    toString: () => text,
    [asBundle]: (): Bundle => ({ "text/html": htmlOf(title, header, rows, note), "text/plain": text }),
  };
}

function columnsOf(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, j) => rows.reduce((widest, row) => Math.max(widest, row[j].length), 0));
  return rows.map((row) =>
    row
      .map((text, j) => text.padEnd(widths[j]))
      .join("  ")
      .trimEnd(),
  );
}

function htmlOf(title: string, header: readonly string[], rows: readonly (readonly string[])[], note: string): string {
  const line = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join("")}</tr>`;
  const head = `<thead>${line("th", header)}</thead>`;
  const body = `<tbody>${rows.map((row) => line("td", row)).join("")}</tbody>`;
  const caption = `<caption style="text-align: left">${escapeHtml(title)}</caption>`;
  const below = note === "" ? "" : `<p>${escapeHtml(note)}</p>`;
  return `<table>${caption}${head}${body}</table>${below}`;
}
