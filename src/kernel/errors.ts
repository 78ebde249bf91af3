/** Errors as a student reads them: what went wrong, where in the cell, and nothing of the machinery. */
import type { Mistake } from "./compiler/mistakes";
import type { Output } from "./outputs";
import type { Frame, Thrown } from "./protocol";
import type { End } from "./realm-process";

type ErrorOutput = Extract<Output, { type: "error" }>;

const CONTEXT_LINES = 2;
const MAX_MISTAKES = 10;
/** White on dark red and pure red: JupyterLab's own ANSI reds cannot be read on its dark theme's background for errors. */
const badge = (text: string) => `\u001b[1;38;5;231;48;5;124m${text}\u001b[22;39;49m`;
const red = (text: string) => `\u001b[1;38;5;196m${text}\u001b[22;39m`;
const bold = (text: string) => `\u001b[1m${text}\u001b[22m`;

/** Source text by cell number, for the cells of a session. */
export type Sources = (cell: number) => string | undefined;

/** The lines around a place, the place marked; line and columns count from 1. */
export function codeFrame(source: string, line: number, column: number, endColumn = column + 1): string {
  const lines = source.split(/\r?\n/);
  const first = Math.max(1, line - CONTEXT_LINES);
  const last = Math.min(lines.length, line + CONTEXT_LINES);
  const width = String(last).length;
  const frame: string[] = [];
  for (let n = first; n <= last; n++) {
    const mark = n === line ? ">" : " ";
    frame.push(`${mark} ${String(n).padStart(width)} | ${lines[n - 1]}`.trimEnd());
    if (n === line) {
      const start = Math.max(1, Math.min(column, lines[n - 1].length + 1));
      const end = Math.min(Math.max(endColumn, start + 1), lines[n - 1].length + 2);
      const marks = "^".repeat(Math.max(1, end - start));
      frame.push(red(`  ${" ".repeat(width)} | ${" ".repeat(start - 1)}${marks}`));
    }
  }
  return frame.join("\n");
}

/** What the code of a cell threw. */
export function thrownError(thrown: Thrown, cell: number, sources: Sources): ErrorOutput {
  const { name, message } = thrown;
  const line = thrown.frames.find(({ place }) => place === cell)?.line;
  return { type: "error", name, message, traceback: describe(thrown, sources), line };
}

function describe(thrown: Thrown, sources: Sources): string[] {
  const lines = [`${badge(thrown.name)}: ${thrown.message}`];
  const inCell = thrown.frames.find(({ place }) => typeof place === "number" && sources(place) !== undefined);
  if (inCell) {
    const source = sources(inCell.place as number) as string;
    lines.push("", `${place(inCell)}, line ${inCell.line}`, frameOfCall(source, inCell));
  }
  if (thrown.frames.length > 1 || (thrown.frames.length === 1 && !inCell))
    lines.push("", ...withoutRepeats(thrown.frames.map(toLine)));
  if (thrown.cause) lines.push("", "caused by", ...describe(thrown.cause, sources));
  return lines;
}

function toLine(frame: Frame): string {
  const where =
    typeof frame.place === "number" ? `${place(frame)}, line ${frame.line}` : `${frame.place}:${frame.line}`;
  return `    at ${frame.function ? `${frame.function} (${where})` : where}`;
}

/** A recursion without end fills a stack with the same line. */
function withoutRepeats(lines: string[]): string[] {
  return lines.flatMap((line, l) => {
    if (line !== lines[l - 1]) return [line];
    if (line === lines[l + 1]) return [];
    let first = l;
    while (lines[first - 1] === line) first--;
    return [`    … and the same ${l - first} times more`];
  });
}

/** A call is known by its opening parenthesis; marked is the name before it. */
function frameOfCall(source: string, { line, column }: Frame): string {
  const before = (source.split(/\r?\n/)[line - 1] ?? "").slice(0, column);
  const name = /[\w$]+\($/.exec(before);
  return codeFrame(source, line, name ? name.index + 1 : column);
}

function place({ place }: Frame): string {
  return typeof place === "number" ? `cell [${place}]` : place;
}

/** What the compiler refused: the cell did not run. */
export function compileError(mistakes: Mistake[], cell: number, source: string): ErrorOutput {
  const lines = source.split(/\r?\n/).length;
  const shown = mistakes.slice(0, MAX_MISTAKES);
  const traceback = [`${badge("CompileError")}: the cell was not run`];
  let last: Mistake | undefined;
  for (const mistake of shown) {
    const line = Math.min(mistake.line, mistake.file ? Number.POSITIVE_INFINITY : lines);
    const same = last && last.file === mistake.file && last.line === mistake.line && last.column === mistake.column;
    if (same) {
      traceback.push(`  ${mistake.message}`);
    } else {
      const where = mistake.file ?? `cell [${cell}]`;
      traceback.push(
        "",
        `${where}, line ${line}: ${bold(mistake.message)}${mistake.code ? ` (TS${mistake.code})` : ""}`,
      );
      const end = mistake.endLine === mistake.line ? mistake.endColumn : undefined;
      if (!mistake.file) traceback.push(codeFrame(source, line, line === mistake.line ? mistake.column : 1, end));
    }
    last = mistake;
  }
  if (mistakes.length > shown.length) traceback.push("", `and ${mistakes.length - shown.length} more`);
  const [{ file, line, message }] = mistakes;
  const name = "CompileError";
  if (file) return { type: "error", name, message: `${file}, line ${line}: ${message}`, traceback };
  return { type: "error", name, message, traceback, line: Math.min(line, lines) };
}

/** How a program's end is told: the names it held are gone with it. */
export function endError(end: End): ErrorOutput {
  const [name, what] = describeEnd(end);
  const message = `${what}; all names are gone`;
  return { type: "error", name, message, traceback: [`${badge(name)}: ${message}`] };
}

function describeEnd(end: End): [name: string, what: string] {
  switch (end.reason) {
    case "exit":
      return ["ProgramExit", `the cell ended the program with exit code ${end.code}`];
    case "heap":
    case "memory":
      return ["OutOfMemory", `the cell used more memory than its limit of ${end.limitMB} MB`];
    case "interrupt":
      return ["Interrupted", "the cell could not be stopped gently, so its program was ended"];
    case "timeout":
      return ["Timeout", `the cell ran longer than its limit of ${end.seconds} s and was ended`];
    case "signal":
      return ["ProgramExit", `the program was ended by the system (${end.signal})`];
    case "closed":
      return ["ProgramExit", "the program was closed"];
    case "damaged":
      return ["ProgramExit", `the program sent ${end.what} and was ended`];
    case "flood":
      return ["OutputFlood", "the program put out far more than a notebook can hold and was ended"];
  }
}
