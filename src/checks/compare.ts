/** Where an answer differs from the right one, in words. */
import type { Matrix } from "../engine/matrix";
import { isMatrix, Other } from "./wire";

type Numbers = Matrix<any, any>;

export interface Difference {
  /** The part of the answer: "dW1", "layers[0].W"; "" for an answer that is one value. */
  path: string;
  /**
   * "kind": a list where a matrix is expected, say. "shape", "kind" and "notFinite" need no known mistake to be
   * understood; for "number" and "value" (a text, true or false) the right one would give the answer away.
   */
  sort: "shape" | "kind" | "notFinite" | "number" | "value";
  /** What was expected, and what came. */
  expected: string;
  came: string;
  /** What that may mean; "" when there is nothing to say. */
  hint: string;
}

/**
 * The first part that differs; undefined when all is right. Fields that are not expected are not looked at.
 * @param tolerance relative to the larger of 1 and the right number
 */
export function difference(expected: unknown, came: unknown, tolerance: number, path = ""): Difference | undefined {
  if (typeof expected === "number") return numberDifference(expected, came, tolerance, path);
  if (typeof expected !== "object" || expected === null) return valueDifference(expected, came, path);
  if (isMatrix(expected)) return matrixDifference(expected, came, tolerance, path);
  return partsDifference(expected, came, tolerance, path);
}

function numberDifference(expected: number, came: unknown, tolerance: number, path: string): Difference | undefined {
  if (typeof came !== "number") return kind("a number", expected, came, path);
  if (near(expected, came, tolerance)) return undefined;
  const sort = Number.isFinite(expected) && !Number.isFinite(came) ? "notFinite" : "number";
  return { path, sort, expected: shown(expected), came: shown(came), hint: sort === "notFinite" ? NOT_FINITE : "" };
}

/** Texts, true and false, null. */
function valueDifference(expected: unknown, came: unknown, path: string): Difference | undefined {
  if (expected === came) return undefined;
  if (typeof expected !== typeof came) return kind(kindOf(expected), expected, came, path);
  return { path, sort: "value", expected: text(expected), came: text(came), hint: "" };
}

function matrixDifference(expected: Numbers, came: unknown, tolerance: number, path: string): Difference | undefined {
  const shape = `a ${expected.rows}×${expected.cols} matrix`;
  if (typeof came !== "object" || came === null || !isMatrix(came)) return kind(shape, expected, came, path);
  if (came.rows !== expected.rows || came.cols !== expected.cols) {
    const isTurned = came.rows === expected.cols && came.cols === expected.rows;
    return { path, sort: "shape", expected: shape, came: text(came), hint: isTurned ? TURNED : "" };
  }
  const differs = (x: number, i: number) => !near(x, came.data[i], tolerance);
  const notFinite = came.data.findIndex((x, i) => !Number.isFinite(x) && differs(expected.data[i], i));
  const i = notFinite >= 0 ? notFinite : expected.data.findIndex(differs);
  if (i < 0) return undefined;
  const where = expected.data.length === 1 ? "" : ` in row ${Math.floor(i / came.cols)}, column ${i % came.cols}`;
  return {
    path,
    sort: notFinite >= 0 ? "notFinite" : "number",
    expected: shown(expected.data[i]),
    came: shown(came.data[i]) + where,
    hint: notFinite >= 0 ? NOT_FINITE : "",
  };
}

function partsDifference(expected: object, came: unknown, tolerance: number, path: string): Difference | undefined {
  const isParts = typeof came === "object" && came !== null && !(came instanceof Other) && !isMatrix(came);
  if (!isParts || Array.isArray(expected) !== Array.isArray(came)) return kind(text(expected), expected, came, path);
  if (Array.isArray(expected) && expected.length !== (came as unknown[]).length) {
    const lengths = [expected.length, (came as unknown[]).length].map((n) => `a list of ${n}`);
    return { path, sort: "shape", expected: lengths[0], came: lengths[1], hint: "" };
  }
  for (const [name, part] of Object.entries(expected)) {
    const inner = Array.isArray(expected) ? `${path}[${name}]` : path ? `${path}.${name}` : name;
    const found = difference(part, (came as Record<string, unknown>)[name], tolerance, inner);
    if (found) return found;
  }
  return undefined;
}

const NOT_FINITE = "Something was divided by 0, or grew beyond all numbers.";
const TURNED = "Rows and columns are exchanged: is there a .T too many, or one missing?";

function kind(what: string, expected: unknown, came: unknown, path: string): Difference {
  const shown = typeof came === "number" ? "a number" : text(came);
  return { path, sort: "kind", expected: what, came: shown, hint: kindHint(expected, came, path) };
}

function kindHint(expected: unknown, came: unknown, path: string): string {
  if (came === undefined || (came instanceof Other && came.kind === "undefined"))
    return path ? "Does the function return it, under this name?" : "Does the function end with `return`?";
  if (came instanceof Other && came.kind === "Promise") return "Is an `await` missing?";
  if (came instanceof Other && came.kind === "function") return "Was it to be called?";
  if (typeof expected === "number" && typeof came === "object" && came !== null && isMatrix(came))
    return came.data.length === 1 ? "`.at(0, 0)` takes the number out of it." : "";
  const isMatrixExpected = typeof expected === "object" && expected !== null && isMatrix(expected);
  if (isMatrixExpected && Array.isArray(came)) return "`matrix(rows)` makes a matrix of a list of rows.";
  return "";
}

function kindOf(value: unknown): string {
  if (typeof value === "string") return "a text";
  return typeof value === "boolean" ? "true or false" : "null";
}

function near(expected: number, came: number, tolerance: number): boolean {
  if (Object.is(expected, came) || expected === came) return true;
  if (!Number.isFinite(expected)) return false;
  return Math.abs(expected - came) <= tolerance * Math.max(1, Math.abs(expected));
}

/** Six digits tell two wrong numbers apart, and are read at a glance. */
function shown(x: number): string {
  return String(Number(x.toPrecision(6)));
}

/** A program may answer with anything: no more of it is shown than fits a line. */
const MOST_SHOWN = 80;

function text(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value instanceof Other) return value.kind === "undefined" ? "nothing" : `a ${value.kind}`;
  if (typeof value === "string") return JSON.stringify(cut(value));
  if (typeof value === "number") return shown(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (isMatrix(value)) return `a ${value.rows}×${value.cols} matrix`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return `an object with ${cut(Object.keys(value).slice(0, 20).join(", ")) || "no fields"}`;
}

/** The beginning of a text. */
export function cut(text: string, most = MOST_SHOWN): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
