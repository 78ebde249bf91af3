/** Positions in JavaScript traced back to the TypeScript that a person wrote, through two compilation steps. */
import { decodedMappings, originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { LineMap } from "../protocol";

/** Replaces the text from `start` to `end`. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

const INLINE_MAP = /\n?\/\/# sourceMappingURL=data:application\/json;[^,]*base64,(\S+)\s*$/;

/** Separates a text from the source map at its end. */
export function splitInlineMap(code: string): { code: string; map?: string } {
  const found = INLINE_MAP.exec(code);
  if (!found) return { code };
  return { code: code.slice(0, found.index), map: Buffer.from(found[1], "base64").toString("utf8") };
}

/** A text without the comment that names its source map. */
export function withoutMapComment(code: string): string {
  return code.replace(/\/\/# sourceMappingURL=\S+\s*$/, "");
}

/** The text after non-overlapping edits, in the order of their places. */
export function applyEdits(code: string, edits: Edit[]): string {
  let edited = "";
  let done = 0;
  for (const { start, end, text } of edits) {
    edited += code.slice(done, start) + text;
    done = end;
  }
  return edited + code.slice(done);
}

/** The map of a file, one segment per source line: enough for what is not shown with a marked place. */
export function lineMap(map: string): LineMap {
  return decodedMappings(new TraceMap(map)).map((segments) => {
    const line: number[] = [];
    for (const segment of segments) {
      if (segment.length === 1 || line[line.length - 2] === segment[2]) continue;
      line.push(segment[0], segment[2], segment[3]);
    }
    return line;
  });
}

/**
 * The map of a cell's whole way: source → (first step) → code → (edits) → edited code → (second step) → script.
 *
 * @param first map of the first step, as JSON
 * @param code what the first step made
 * @param second map of the second step, as JSON
 * @param linesBefore lines that the first step's source has before the cell's own
 */
export function composeMaps(first: string, code: string, edits: Edit[], second: string, linesBefore: number): LineMap {
  const source = new TraceMap(first);
  const toCode = positionBeforeEdits(code, edits);
  return decodedMappings(new TraceMap(second)).map((segments) => {
    const line: number[] = [];
    for (const segment of segments) {
      if (segment.length === 1) continue;
      const found = originalPositionFor(source, toCode(segment[2], segment[3]));
      if (found.line === null) continue;
      const at = found.line - 1 - linesBefore;
      if (at >= 0) line.push(segment[0], at, found.column);
    }
    return line;
  });
}

/** Function from a place in the edited text (line and column from 0) to the place before (line from 1). */
function positionBeforeEdits(
  code: string,
  edits: Edit[],
): (line: number, column: number) => { line: number; column: number } {
  if (edits.length === 0) return (line, column) => ({ line: line + 1, column });
  const before = lineStarts(code);
  const after = lineStarts(applyEdits(code, edits));
  return (line, column) => {
    let offset = after[line] + column;
    for (const { start, end, text } of edits) {
      if (start >= offset) break;
      offset = offset < start + text.length ? start : offset - text.length + (end - start);
    }
    let at = line;
    while (at > 0 && before[at] > offset) at--;
    while (at + 1 < before.length && before[at + 1] <= offset) at++;
    return { line: at + 1, column: offset - before[at] };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
