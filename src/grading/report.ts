/** The page that a student gets back. */

import { existsSync, readFileSync } from "node:fs";
import type { ICell, IMimeBundle, IOutput } from "@jupyterlab/nbformat";
import { type INotebookContent, isCode } from "../kernel/execute/notebook";
import type { Renderer } from "../kernel/renderer";
import { writeWhole } from "../kernel/whole-file";
import { hashOf } from "./files";
import { metadataOf } from "./metadata";
import type { Result } from "./result";
import type { Store } from "./store";
import type { GradeRow } from "./tables";

export interface Page {
  /** Turns a notebook into a page; `head` is HTML above it, `anchor` gives cells names that it can link to. */
  page(
    notebook: INotebookContent,
    options: { title: string; head: string; anchor(cell: ICell): string | undefined },
  ): string;
  renderer: Renderer;
}

/** Writes the report of a result, unless it is there. */
export async function writeReport(
  result: Result,
  rows: GradeRow[],
  store: Store,
  { page, renderer }: Page,
): Promise<void> {
  const file = store.file("reports", result);
  const feedback = store.file("notebooks", result);
  const head = headOf(result, rows);
  const text = existsSync(feedback) ? readFileSync(feedback, "utf8") : undefined;
  const mark = `<!-- ${hashOf(head, text ?? "")} -->\n`;
  if (existsSync(file) && readFileSync(file, "utf8").endsWith(mark)) return;
  const notebook = text === undefined ? EMPTY : (JSON.parse(text) as INotebookContent);
  for (const cell of notebook.cells.filter(isCode)) for (const output of cell.outputs) await draw(output, renderer);
  const html = page(notebook, { title: `${result.assignment} · ${result.student}`, head, anchor });
  writeWhole(file, `${html.trimEnd()}\n${mark}`);
}

const EMPTY: INotebookContent = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };

function anchor(cell: ICell): string | undefined {
  return metadataOf(cell)?.grade_id;
}

/** Adds the picture of a figure; one that cannot be drawn is left as it is. */
async function draw(output: IOutput, renderer: Renderer): Promise<void> {
  const data = output.data as IMimeBundle | undefined;
  if (!data || !renderer.canRender(data)) return;
  output.data = (await renderer.render(data).catch(() => data)) as IMimeBundle;
}

function headOf({ assignment, student, problem, findings }: Result, rows: GradeRow[]): string {
  const points = rows.reduce((sum, row) => sum + row.points, 0);
  const max = rows.reduce((sum, row) => sum + row.max, 0);
  const waiting = rows.filter(({ status, message }) => status === "manual" && message === undefined).length;
  const parts = [
    `<h1>${escaped(assignment)}</h1>`,
    `<p>${escaped(student)}: <strong>${number(points)} of ${number(max)} points</strong></p>`,
  ];
  if (waiting > 0) parts.push("<p>Answers marked <em>manual</em> are graded by a person.</p>");
  if (problem) parts.push(`<p><strong>The notebook could not be graded:</strong> ${escaped(problem)}</p>`);
  const th = "<tr><th>cell</th><th>points</th><th>of</th><th></th><th></th></tr>";
  parts.push(`<table>\n${[th, ...rows.map((row) => rowHtml(row, problem === undefined))].join("\n")}\n</table>`);
  if (!problem && findings.length > 0) {
    const items = findings.map((line) => `<li>${escaped(line)}</li>`);
    parts.push(`<p>Found in the notebook:</p>\n<ul>\n${items.join("\n")}\n</ul>`);
  }
  return parts.join("\n");
}

function rowHtml({ cell, points, max, status, message = "" }: GradeRow, linked: boolean): string {
  const id = escaped(cell.slice(cell.indexOf("/") + 1));
  const name = linked && status !== "missing" ? `<a href="#${id}">${escaped(cell)}</a>` : escaped(cell);
  const cells = [name, number(points), number(max), status, escaped(message)];
  return `<tr>${cells.map((content) => `<td>${content}</td>`).join("")}</tr>`;
}

function number(points: number): string {
  return String(Number(points.toFixed(3)));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
