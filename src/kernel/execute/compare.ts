/**
 * Whether two runs of a notebook gave the same outputs. "Same" means: after joining adjacent streams of one name,
 * without PNG pictures (a client adds them when it saves), execution times, and cells tagged `timing`.
 */
import type { ICodeCell, IMimeBundle, INotebookContent, IOutput, IStream } from "@jupyterlab/nbformat";
import { hasTag, isCode, joined, keysInOrder } from "./notebook";

export interface Difference {
  /** Number of the cell as Jupyter shows it in the new run, or its place among the code cells. */
  cell: number;
  firstLine: string;
  message: string;
}

/** The differences between committed outputs and those of a new run of the same cells. */
export function compareOutputs(committed: INotebookContent, executed: INotebookContent): Difference[] {
  const before = committed.cells.filter(isCode);
  const after = executed.cells.filter(isCode);
  return after.flatMap((cell, c) => {
    if (hasTag(cell, "timing") || hasTag(cell, "skip-execution")) return [];
    const message = firstDifference(plain(before[c]), plain(cell));
    const [firstLine] = joined(cell.source).trim().split(/\r?\n/);
    return message === undefined ? [] : [{ cell: cell.execution_count ?? c + 1, firstLine, message }];
  });
}

/** An output as comparable texts, by what they are. */
type Plain = Record<string, string>;

function plain(cell: ICodeCell | undefined): Plain[] {
  const outputs: IOutput[] = [];
  for (const output of cell?.outputs ?? []) {
    const last = outputs[outputs.length - 1];
    if (isStream(output) && last && isStream(last) && last.name === output.name) {
      outputs[outputs.length - 1] = { ...last, text: joined(last.text) + joined(output.text) };
    } else {
      outputs.push(output);
    }
  }
  return outputs.map(toPlain);
}

function isStream(output: IOutput): output is IStream {
  return output.output_type === "stream";
}

function toPlain(output: IOutput): Plain {
  if (isStream(output)) return { [`print to ${output.name}`]: joined(output.text) };
  if (output.output_type === "error") {
    const { ename, evalue, traceback } = output as unknown as { ename: string; evalue: string; traceback: string[] };
    return { error: `${ename}: ${evalue}\n${traceback.join("\n")}` };
  }
  const data = (output.data ?? {}) as IMimeBundle;
  const types = Object.keys(data).filter((type) => type !== "image/png");
  const texts = types.sort().map((type) => [`${output.output_type} ${type}`, asText(data[type])]);
  return Object.fromEntries(texts);
}

function asText(content: unknown): string {
  const isText = typeof content === "string" || (Array.isArray(content) && content.every((c) => typeof c === "string"));
  return isText ? joined(content as string | string[]) : JSON.stringify(content, keysInOrder, 1);
}

function firstDifference(before: Plain[], after: Plain[]): string | undefined {
  for (let o = 0; o < Math.max(before.length, after.length); o++) {
    const [was = {}, is = {}] = [before[o], after[o]];
    for (const kind of new Set([...Object.keys(was), ...Object.keys(is)])) {
      if (was[kind] !== is[kind]) return describe(o + 1, kind, was[kind], is[kind]);
    }
  }
  return undefined;
}

function describe(output: number, kind: string, was: string | undefined, is: string | undefined): string {
  const where = `output ${output}, ${kind}`;
  if (was === undefined) return `${where}: is new`;
  if (is === undefined) return `${where}: is missing now`;
  const [old, now] = [was.split("\n"), is.split("\n")];
  const line = old.findIndex((text, l) => text !== now[l]);
  const at = line < 0 ? old.length : line;
  return `${where}, line ${at + 1}:\n  committed: ${excerpt(old[at], now[at])}\n  now:       ${excerpt(now[at], old[at])}`;
}

/** The part of a line around the first character in which it differs from another. */
function excerpt(line: string | undefined, other = ""): string {
  if (line === undefined) return "(ends here)";
  let at = 0;
  while (at < line.length && line[at] === other[at]) at++;
  const start = Math.max(0, at - 40);
  const text = line.slice(start, at + 60);
  return `${start > 0 ? "…" : ""}${text}${start + text.length < line.length ? "…" : ""}`;
}
