/** Stack traces in terms of what the student wrote: cells and files of `src/`, by their own lines, no internals. */
import { inspect } from "node:util";
import type { Frame, LineMap, Thrown } from "../protocol";

/** The scripts that may appear in a stack, by the file name they were compiled under. */
const scripts = new Map<string, { place: number | string; map: LineMap }>();
const framesOf = new WeakMap<object, Frame[]>();

export function registerScript(filename: string, place: number | string, map: LineMap): void {
  scripts.set(filename, { place, map });
}

/** Makes `error.stack` speak of source lines, also when a cell prints it. */
export function mapStacks(): void {
  Error.stackTraceLimit = 50;
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.flatMap(toFrame);
    framesOf.set(error, frames);
    return [String(error), ...frames.map((frame) => `    at ${describe(frame)}`)].join("\n");
  };
}

/** Position in the source of a position (from 0) in the script: the mapped segment nearest before it. */
export function originalPosition(
  map: LineMap,
  line: number,
  column: number,
): { line: number; column: number } | undefined {
  const segments = map[line];
  if (!segments || segments.length === 0) return undefined;
  let found = 0;
  for (let s = 0; s < segments.length && segments[s] <= column; s += 3) found = s;
  return { line: segments[found + 1], column: segments[found + 2] };
}

function toFrame(site: NodeJS.CallSite): Frame[] {
  const script = scripts.get(site.getFileName() ?? "");
  if (!script) return [];
  const at = originalPosition(script.map, (site.getLineNumber() ?? 1) - 1, (site.getColumnNumber() ?? 1) - 1);
  if (!at) return [];
  return [{ function: functionName(site), place: script.place, line: at.line + 1, column: at.column + 1 }];
}

function functionName(site: NodeJS.CallSite): string {
  const name = site.getFunctionName() ?? "";
  return name === "cell" || name === "module" ? "" : name.replace(/^(Object|exports)\./, "");
}

function describe(frame: Frame): string {
  const { place, line, column } = frame;
  const where = typeof place === "number" ? `cell [${place}], line ${line}` : `${place}:${line}:${column}`;
  return frame.function ? `${frame.function} (${where})` : where;
}

/** What was thrown, ready to travel; anything can be thrown, so nothing about it is taken for granted. */
export function describeThrown(thrown: unknown, depth = 0): Thrown {
  try {
    if (!(thrown instanceof Error)) return { name: "Thrown", message: inspect(thrown), frames: [] };
    void thrown.stack; // reading it fills framesOf
    const described: Thrown = {
      name: String(thrown.name),
      message: [String(thrown.message), ...innerMessages(thrown)].filter(Boolean).join("; "),
      frames: framesOf.get(thrown) ?? [],
    };
    if (thrown.cause !== undefined && thrown.cause !== thrown && depth < 3)
      described.cause = describeThrown(thrown.cause, depth + 1);
    return described;
  } catch {
    return { name: "Thrown", message: "a value that cannot be shown", frames: [] };
  }
}

/** An AggregateError, of `Promise.any`, says nothing itself. */
function innerMessages(thrown: Error): string[] {
  return thrown instanceof AggregateError ? thrown.errors.map(String) : [];
}
