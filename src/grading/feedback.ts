/** What a student may see of a graded notebook: hidden tests leave no trace in it. */

import { stripVTControlCharacters } from "node:util";
import type { ICell, ICodeCell, IOutput } from "@jupyterlab/nbformat";
import { checkKey } from "../kernel/checker";
import { checkCalls } from "../kernel/compiler/check-calls";
import type { ts } from "../kernel/compiler/typescript";
import { type INotebookContent, isCode, joined, lines } from "../kernel/execute/notebook";
import type { Homework } from "./homework";
import { metadataOf } from "./metadata";
import { HIDDEN_TESTS } from "./regions";
import type { RanCell } from "./run";

const LONGEST_MESSAGE = 400;
/** Lines that are shorter may stand anywhere. */
const TELLING = 12;
const HIDDEN_FAILED = "right for the inputs shown, but not for others";

/** Why a test failed, in one line; undefined when nothing says so. */
export function messageOf(ts: ts, cell: ICodeCell, ran: RanCell | undefined): string | undefined {
  const failed = ran?.verdicts.filter(({ verdict }) => !verdict.passed) ?? [];
  const seen = visibleChecks(ts, joined(cell.source));
  const visible = failed.find(({ request }) => seen.has(checkKey(request)));
  if (visible) return short(`${visible.request.exercise}: ${visible.verdict.message}`);
  if (failed.length > 0) return short(`${failed[0].request.exercise}: ${HIDDEN_FAILED}: ${failed[0].verdict.message}`);
  const output = cell.outputs.find(({ output_type: type }) => type === "error");
  if (!output) {
    const wrote = cell.outputs.some(({ name }) => name === "stderr");
    return wrote ? "the cell wrote to stderr, which counts as a failure" : undefined;
  }
  if (isOurs(output) || !hasHidden(cell) || isVisible(cell, ran?.line))
    return short(`${output.ename}: ${output.evalue}`);
  return HIDDEN_FAILED;
}

/** Errors whose words come from the session or from here, and tell nothing of a test's text. */
function isOurs({ ename }: IOutput): boolean {
  return ["Timeout", "CheckMissing", "ProgramExit", "OutOfMemory", "OutputFlood"].includes(String(ename));
}

function short(text: string): string {
  const [line] = stripVTControlCharacters(text).split(/\r?\n/);
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

/**
 * The notebook with the students' text of all test cells, and of their outputs only what the tests that they know gave.
 * An output of any cell that holds a line of a hidden test is taken away.
 *
 * @param findings gets a line for each such cell
 */
export function feedbackOf(
  ts: ts,
  notebook: INotebookContent,
  homework: Homework,
  ran: Map<ICodeCell, RanCell>,
  messages: Map<string, string>,
  findings: string[],
): INotebookContent {
  const released = new Map(homework.release.cells.map((cell) => [metadataOf(cell)?.grade_id, cell]));
  const secrets = hiddenLines(homework);
  const cells = notebook.cells.map((cell) => {
    if (!isCode(cell)) return cell;
    const id = metadataOf(cell)?.grade_id;
    const outputs = hasHidden(cell) ? visibleOutputs(ts, cell, ran.get(cell), messages.get(id ?? "")) : cell.outputs;
    const kept = outputs.filter((output) => !tellsSecret(output, secrets));
    if (kept.length < outputs.length) {
      findings.push(
        `an output of ${id ? `cell ${id}` : `cell [${cell.execution_count}]`} shows a hidden test; it was removed`,
      );
    }
    const release = id === undefined || !hasHidden(cell) ? undefined : released.get(id);
    return { ...cell, source: release?.source ?? cell.source, outputs: kept };
  });
  return { ...notebook, cells };
}

function hasHidden(cell: ICell): boolean {
  return joined(cell.source).includes(HIDDEN_TESTS.begin);
}

/** What the tests that students know showed. What the student's code printed may be the input of a hidden one. */
function visibleOutputs(ts: ts, cell: ICodeCell, ran: RanCell | undefined, message: string | undefined): IOutput[] {
  const seen = visibleChecks(ts, joined(cell.source));
  const shown = (ran?.verdicts ?? [])
    .filter(({ request }) => seen.has(checkKey(request)))
    .map(({ verdict }) => ({ output_type: "display_data", data: asMime(verdict.bundle), metadata: {} }) as IOutput);
  const error = { output_type: "error", ename: "Failed", evalue: message ?? "", traceback: [`✗ ${message}`] };
  return message === undefined ? shown : [...shown, error];
}

function asMime(bundle: Record<string, unknown>): IOutput["data"] {
  const entries = Object.entries(bundle).map(([type, value]) => [
    type,
    typeof value === "string" ? lines(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function visibleChecks(ts: ts, source: string): Set<string> {
  return new Set(checkCalls(ts, linesOf(source, false).join("\n")).map(checkKey));
}

/** Whether a line of the cell, from 1, stands outside its hidden regions. */
function isVisible(cell: ICodeCell, line: number | undefined): boolean {
  if (line === undefined) return false;
  const until = joined(cell.source).split("\n").slice(0, line).join("\n");
  return until.lastIndexOf(HIDDEN_TESTS.begin) <= until.lastIndexOf(HIDDEN_TESTS.end);
}

/** The lines inside the hidden regions, or those outside, without the marks. */
function linesOf(source: string, inside: boolean): string[] {
  let isInside = false;
  return source.split("\n").filter((line) => {
    const isMark = line.includes(HIDDEN_TESTS.begin) || line.includes(HIDDEN_TESTS.end);
    if (line.includes(HIDDEN_TESTS.begin)) isInside = true;
    if (line.includes(HIDDEN_TESTS.end)) isInside = false;
    return !isMark && isInside === inside;
  });
}

/** Lines of hidden tests that stand nowhere in what students have. */
function hiddenLines({ source, release }: Homework): string[] {
  const known = release.cells.map((cell) => joined(cell.source)).join("\n");
  const hidden = source.cells.flatMap((cell) => linesOf(joined(cell.source), true)).map((line) => line.trim());
  return hidden.filter((line) => line.length >= TELLING && !known.includes(line));
}

function tellsSecret(output: IOutput, secrets: string[]): boolean {
  if (secrets.length === 0) return false;
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === "string") texts.push(value);
    else if (Array.isArray(value) && value.every((v) => typeof v === "string")) texts.push(value.join(""));
    else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) collect(inner);
  };
  collect(output);
  return texts.some((text) => secrets.some((secret) => stripVTControlCharacters(text).includes(secret)));
}
