/**
 * Reads what a realm sends. The student's code runs beside the one who writes it and can write to the same pipe: nothing
 * is taken for granted, and of each message only the known fields go on.
 */
import type { Bundle, Frame, Reply, Thrown } from "./protocol";

/** Objects and lists within each other, and values in all, of a part that may hold anything. */
const MOST_DEPTH = 64;
const MOST_VALUES = 5_000_000;

const MOST_TEXT = 2 ** 20;
const MOST_FRAMES = 200;
const MOST_CAUSES = 4;

/** What came is no reply; the message says why. */
export class DamagedReply extends Error {
  override readonly name = "DamagedReply";
}

type Fields = Record<string, unknown>;

/** @throws DamagedReply */
export function readReply(message: unknown): Reply {
  const fields = object(message, "a message");
  const { type } = fields;
  switch (type) {
    case "ready":
    case "settled":
      return { type };
    case "stream":
      return { type, name: streamName(fields.name), text: text(fields.text, "text") };
    case "display":
      return { type, ...shown(fields), ...given("id", fields.id, text), ...given("update", fields.update, truth) };
    case "result":
      return { type, ...shown(fields) };
    case "clear":
      return { type, wait: fields.wait === true };
    case "late":
      return { type, error: thrown(fields.error, "error"), cell: cellNumber(fields.cell) };
    case "done":
      return {
        type,
        cell: cellNumber(fields.cell),
        ...given("error", fields.error, thrown),
        bound: names(fields.bound),
      };
    case "check":
      return { type, check: count(fields.check, "check"), request: checkRequest(fields.request) };
    case "answer":
      return { type, question: count(fields.question, "question"), answer: bounded(fields.answer, "answer") };
  }
  throw new DamagedReply(`a message of type ${String(JSON.stringify(type)).slice(0, 40)}`);
}

function shown({ data, metadata }: Fields): { data: Bundle; metadata: Bundle } {
  return {
    data: object(bounded(data, "data"), "data"),
    metadata: object(bounded(metadata ?? {}, "metadata"), "metadata"),
  };
}

function checkRequest(value: unknown): Extract<Reply, { type: "check" }>["request"] {
  const { assignment, exercise, options } = object(value, "request");
  return {
    assignment: text(assignment, "assignment"),
    exercise: text(exercise, "exercise"),
    options: object(bounded(options, "options"), "options"),
  };
}

/** A field that may be missing. */
function given<Name extends string, Value>(
  name: Name,
  value: unknown,
  read: (value: unknown, what: string) => Value,
): { [name in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: read(value, name) } as { [name in Name]?: Value });
}

function thrown(value: unknown, what: string, causes = 0): Thrown {
  const { name, message, frames, cause } = object(value, what);
  const read: Thrown = {
    name: shortened(text(name, "name")),
    message: shortened(text(message, "message")),
    frames: list(frames, "frames").slice(0, MOST_FRAMES).map(frame),
  };
  if (cause !== undefined && causes < MOST_CAUSES) read.cause = thrown(cause, "cause", causes + 1);
  return read;
}

function frame(value: unknown): Frame {
  const { function: name, place, line, column } = object(value, "frame");
  return {
    function: shortened(text(name, "function")),
    place: typeof place === "number" ? cellNumber(place) : shortened(text(place, "place")),
    line: count(line, "line"),
    column: count(column, "column"),
  };
}

function names(value: unknown): string[] {
  return list(value, "bound").map((name) => text(name, "bound"));
}

function streamName(value: unknown): "stdout" | "stderr" {
  if (value === "stdout" || value === "stderr") return value;
  throw new DamagedReply("a stream of another name");
}

function object(value: unknown, what: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new DamagedReply(`${what} that is no object`);
}

function list(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new DamagedReply(`${what} that is no list`);
}

function text(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  throw new DamagedReply(`${what} that is no text`);
}

function truth(value: unknown, what: string): boolean {
  if (typeof value === "boolean") return value;
  throw new DamagedReply(`${what} that is neither true nor false`);
}

function shortened(value: string): string {
  return value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}…` : value;
}

/** Cells that a client does not count run under a negative number. */
function cellNumber(value: unknown): number {
  if (Number.isSafeInteger(value)) return value as number;
  throw new DamagedReply("cell that is no number of something");
}

function count(value: unknown, what: string): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new DamagedReply(`${what} that is no number of something`);
}

/** A value that may be anything, unless it is so deep or so large that whoever walks through it would fail. */
function bounded(value: unknown, what: string): unknown {
  let left = MOST_VALUES;
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_DEPTH) throw new DamagedReply(`${what} that is nested more than ${MOST_DEPTH} deep`);
    const inner: unknown[] = [];
    for (const one of level) {
      if (typeof one !== "object" || one === null) continue;
      for (const part of Array.isArray(one) ? one : Object.values(one)) {
        if (--left < 0) throw new DamagedReply(`${what} of more than ${MOST_VALUES} values`);
        if (typeof part === "object" && part !== null) inner.push(part);
      }
    }
    level = inner;
  }
  return value;
}
