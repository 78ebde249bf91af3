/** Where an answer differs from the right one, in words. */
import type { Matrix } from "../engine/matrix";
import { isMatrix, Other } from "./wire";

type Numbers = Matrix<any, any>;

export interface Difference {
  /** The part of the answer: "dW1", "layers[0].W"; "" for an answer that is one value. */
  path: string;
  /** "shape", "kind" and "notFinite" need no known mistake to be understood. */
  sort: "shape" | "kind" | "notFinite" | "number";
  /** What was expected, and what came. */
  expected: string;
  came: string;
  /** What that may mean; "" when there is nothing to say. */
  hint: string;
}

/**
 * The first part that differs; undefined when all is right.
 * @param tolerance relative to the larger of 1 and the right number
 */
export function difference(expected: unknown, came: unknown, tolerance: number, path = ""): Difference | undefined {
  if (typeof expected === "number") return numberDifference(expected, came, tolerance, path);
  if (typeof expected !== "object" || expected === null) {
    return expected === came ? undefined : { path, sort: "kind", expected: text(expected), came: text(came), hint: "" };
  }
  if (isMatrix(expected)) return matrixDifference(expected, came, tolerance, path);
  return partsDifference(expected, came, tolerance, path);
}

function numberDifference(expected: number, came: unknown, tolerance: number, path: string): Difference | undefined {
  if (typeof came !== "number") return kind(expected, came, path, "a number is expected");
  if (near(expected, came, tolerance)) return undefined;
  const sort = Number.isFinite(expected) && !Number.isFinite(came) ? "notFinite" : "number";
  return { path, sort, expected: shown(expected), came: shown(came), hint: sort === "notFinite" ? NOT_FINITE : "" };
}

function matrixDifference(expected: Numbers, came: unknown, tolerance: number, path: string): Difference | undefined {
  const shape = `${expected.rows}×${expected.cols}`;
  if (typeof came !== "object" || came === null || !isMatrix(came))
    return kind(expected, came, path, "a matrix is expected");
  if (came.rows !== expected.rows || came.cols !== expected.cols) {
    const isTurned = came.rows === expected.cols && came.cols === expected.rows;
    const hint = isTurned ? "Rows and columns are exchanged: is there a .T too many, or one missing?" : "";
    return { path, sort: "shape", expected: `a ${shape} matrix`, came: `a ${came.rows}×${came.cols} matrix`, hint };
  }
  const differs = (x: number, i: number) => !near(x, came.data[i], tolerance);
  const notFinite = came.data.findIndex((x, i) => !Number.isFinite(x) && differs(expected.data[i], i));
  const i = notFinite >= 0 ? notFinite : expected.data.findIndex(differs);
  if (i < 0) return undefined;
  const where = expected.data.length === 1 ? "" : ` in row ${Math.floor(i / came.cols)}, column ${i % came.cols}`;
  return {
    path,
    sort: notFinite >= 0 ? "notFinite" : "number",
    expected: shown(expected.data[i]) + where,
    came: shown(came.data[i]),
    hint: notFinite >= 0 ? NOT_FINITE : "",
  };
}

function partsDifference(expected: object, came: unknown, tolerance: number, path: string): Difference | undefined {
  if (
    typeof came !== "object" ||
    came === null ||
    Array.isArray(expected) !== Array.isArray(came) ||
    came instanceof Other
  ) {
    return kind(expected, came, path, "");
  }
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

function kind(expected: unknown, came: unknown, path: string, what: string): Difference {
  const isMissing = came === undefined || (came instanceof Other && came.kind === "undefined");
  const hint = isMissing
    ? path
      ? "Does the function return it, under this name?"
      : "Does the function end with `return`?"
    : "";
  return { path, sort: "kind", expected: what.replace(" is expected", "") || text(expected), came: text(came), hint };
}

function near(expected: number, came: number, tolerance: number): boolean {
  if (Object.is(expected, came) || expected === came) return true;
  return Math.abs(expected - came) <= tolerance * Math.max(1, Math.abs(expected));
}

/** Six digits tell two wrong numbers apart, and are read at a glance. */
function shown(x: number): string {
  return String(Number(x.toPrecision(6)));
}

function text(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value instanceof Other) return value.kind === "undefined" ? "nothing" : `a ${value.kind}`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return shown(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (isMatrix(value)) return `a ${value.rows}×${value.cols} matrix`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return `an object with ${Object.keys(value).join(", ") || "no fields"}`;
}
