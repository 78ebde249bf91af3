/** Values on their way between a check and the student's program, as JSON that keeps every bit and every kind. */
import { Matrix } from "../engine/matrix";

/** Nested deeper than this, a value is no answer to anything. */
const MOST_DEPTH = 8;
/** Numbers that one value may hold. */
const MOST_NUMBERS = 1_000_000;
/** Characters of a kind's name. */
const MOST_NAME = 40;

/** A value as JSON: what JSON lacks, and what it would mix up, is an object with one of these keys. */
export type Encoded =
  | number
  | string
  | boolean
  | null
  | { number: string }
  | { matrix: [rows: number, cols: number]; data: Encoded[] }
  | { array: Encoded[] }
  | { object: [string, Encoded][] }
  | { other: string };

/** A value that is neither number, text, matrix, list nor plain object: a function, say, or undefined. */
export class Other {
  constructor(readonly kind: string) {}
}

/** @throws RangeError for a value that is too large or refers to itself */
export function encode(value: unknown, depth = 0): Encoded {
  if (depth > MOST_DEPTH) throw new RangeError(`the value is nested more than ${MOST_DEPTH} deep`);
  if (typeof value === "number")
    return Number.isFinite(value) && !Object.is(value, -0) ? value : { number: numberText(value) };
  if (value === null || typeof value === "string" || typeof value === "boolean") return value as Encoded;
  if (typeof value !== "object") return { other: typeof value };
  if (isMatrix(value)) {
    return { matrix: [value.rows, value.cols], data: encodeAll(value.data, depth) };
  }
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return { array: encodeAll(value as ArrayLike<unknown>, depth) };
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    return { other: value.constructor?.name ?? "object" };
  return { object: Object.entries(value).map(([name, field]) => [name, encode(field, depth + 1)]) };
}

/** The value again. What came may be forged: anything that does not fit is `Other`. */
export function decode(encoded: unknown, depth = 0): unknown {
  if (typeof encoded !== "object" || encoded === null) return encoded === undefined ? new Other("undefined") : encoded;
  if (depth > MOST_DEPTH) return new Other("value nested too deep");
  const { number, matrix, data, array, object, other } = encoded as Record<string, unknown>;
  if (typeof number === "string") return Number(number);
  if (Array.isArray(matrix) && Array.isArray(data)) return decodeMatrix(matrix, data);
  if (Array.isArray(array)) return array.map((element) => decode(element, depth + 1));
  if (Array.isArray(object)) {
    const fields = object.filter((field) => Array.isArray(field) && typeof field[0] === "string");
    return Object.fromEntries(fields.map(([name, field]) => [name, decode(field, depth + 1)]));
  }
  return new Other(typeof other === "string" ? other.slice(0, MOST_NAME) : "something else");
}

function encodeAll(values: ArrayLike<unknown>, depth: number): Encoded[] {
  if (values.length > MOST_NUMBERS)
    throw new RangeError(`the value holds ${values.length} numbers, more than ${MOST_NUMBERS}`);
  return Array.from(values, (element) => encode(element, depth + 1));
}

function decodeMatrix([rows, cols]: unknown[], data: unknown[]): unknown {
  const fits =
    Number.isSafeInteger(rows) && Number.isSafeInteger(cols) && (rows as number) * (cols as number) === data.length;
  const numbers = data.map((x) => decode(x));
  if (!fits || !numbers.every((x) => typeof x === "number")) return new Other("a damaged matrix");
  return new Matrix(rows as number, cols as number, Float64Array.from(numbers as number[]));
}

/** By its shape, since an edited matrix.ts makes another class. */
export function isMatrix(value: object): value is Matrix<any, any> {
  const { rows, cols, data } = value as Partial<Matrix<number, number>>;
  return (
    typeof rows === "number" && typeof cols === "number" && ArrayBuffer.isView(data) && data.length === rows * cols
  );
}

function numberText(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}
