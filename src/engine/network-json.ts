/**
 * A network as JSON text and back, every bit of it: JavaScript writes the shortest decimal that reads back as the same
 * double, and JSON can hold −0 and subnormal numbers. NaN and the infinities it cannot.
 *
 *     { "format": "network", "version": 1, "sizes": [2, 3, 1],
 *       "layers": [
 *         { "activation": "tanh", "W": [[…], …], "b": […] }, … ] }
 */
import { activation } from "./activations";
import { DataError } from "./csv";
import { jsonMistake } from "./json-mistake";
import type { Layer } from "./layer";
import type { Matrix } from "./matrix";
import { fromFlat } from "./matrix-constructors";
import { type Network, sizes } from "./network";
import { plural, shapeText } from "./shape-error";

const FORMAT = "network";
const VERSION = 1;

/**
 * The network as text, a line for each row of W.
 * @throws RangeError when a parameter is not finite, or an activation is none of the engine's.
 */
export function toJson(network: Network): string {
  const layers = network.layers.map(({ W, b, activation: { name } }, index) => {
    const l = index + 1;
    checkFinite(`W[${l}]`, W);
    checkFinite(`b[${l}]`, b);
    checkKnown(name, l);
    const rows = Array.from({ length: W.rows }, (_, i) => list(W.data.subarray(i * W.cols, (i + 1) * W.cols)));
    return `    { "activation": ${JSON.stringify(name)},
      "W": [\n        ${rows.join(",\n        ")}\n      ],\n      "b": ${list(b.data)} }`;
  });
  const head = `"format": "${FORMAT}", "version": ${VERSION}, "sizes": [${sizes(network).join(", ")}]`;
  return `{ ${head},\n  "layers": [\n${layers.join(",\n")}\n  ] }\n`;
}

/** `String(-0)` is "0". */
function list(numbers: Float64Array): string {
  return `[${Array.from(numbers, (x) => (Object.is(x, -0) ? "-0" : String(x))).join(", ")}]`;
}

function checkFinite(name: string, a: Matrix<any, any>): void {
  const i = a.data.findIndex((x) => !Number.isFinite(x));
  if (i < 0) return;
  const where = `row ${Math.floor(i / a.cols)}, column ${i % a.cols}`;
  throw new RangeError(`toJson: ${name} is ${a.data[i]} in ${where} (counted from 0); only finite numbers can be kept`);
}

function checkKnown(name: string, l: number): void {
  try {
    activation(name);
  } catch (error) {
    throw new RangeError(`toJson: layer ${l} could not be read back: ${(error as Error).message}`);
  }
}

/**
 * The network that `toJson` wrote. `source` is what the errors call the text: a file's name.
 * @throws DataError that says what is wrong with the text, and where.
 */
export function fromJson(text: string, source = "fromJson"): Network {
  const wrong = (what: string): never => {
    throw new DataError(`${source}: ${what}`);
  };
  const value = parse(text, wrong);
  if (!isRecord(value) || value.format !== FORMAT)
    return wrong('this is no saved network: "format": "network" is missing');
  if (value.version !== VERSION) {
    wrong(`version ${brief(value.version)} came; this workbook reads version ${VERSION}: save the network again`);
  }
  const n = value.sizes;
  if (!Array.isArray(n) || n.length < 2 || !n.every((size) => Number.isSafeInteger(size) && size >= 1)) {
    return wrong(`sizes is ${brief(n)}; it must be whole numbers from 1 up, for example [2, 3, 1]`);
  }
  const layers = value.layers;
  if (!Array.isArray(layers)) return wrong(`layers is ${brief(layers)}; it must be a list`);
  if (layers.length !== n.length - 1) {
    return wrong(`${plural(layers.length, "layer")} came; sizes [${n.join(", ")}] need ${n.length - 1}`);
  }
  return { layers: layers.map((layer, index) => readLayer(layer, n[index], n[index + 1], at(wrong, index + 1))) };
}

type Wrong = (what: string) => never;

function at(wrong: Wrong, l: number): Wrong {
  return (what) => wrong(`layer ${l}: ${what}`);
}

function parse(text: string, wrong: Wrong): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return wrong(`this is not JSON: ${jsonMistake(text)}`); // V8's own words differ between Node versions
  }
}

/** Layer l from what the text says, which must fit n[l−1] = p and n[l] = n. */
function readLayer(layer: unknown, p: number, n: number, wrong: Wrong): Layer {
  if (!isRecord(layer)) return wrong(`${brief(layer)} came; it must be { "activation", "W", "b" }`);
  for (const name of ["activation", "W", "b"]) if (layer[name] === undefined) wrong(`${name} is missing`);
  const W = readRows(layer.W, wrong);
  const shape = { rows: W.length, cols: W[0].length };
  if (shape.rows !== n || shape.cols !== p) wrong(`W is ${shapeText(shape)}; sizes say ${n}×${p}`);
  const b = readNumbers(layer.b, "b", wrong);
  if (b.length !== n) wrong(`b has ${plural(b.length, "number")}; sizes say ${n}`);
  return { W: fromFlat(n, p, W.flat()), b: fromFlat(n, 1, b), activation: readActivation(layer.activation, wrong) };
}

function readRows(value: unknown, wrong: Wrong): number[][] {
  if (!Array.isArray(value) || value.length === 0) return wrong(`W is ${brief(value)}; it must be a list of rows`);
  const rows = value.map((row, i) => readNumbers(row, `W, row ${i}`, wrong));
  const odd = rows.findIndex((row) => row.length !== rows[0].length);
  if (odd > 0) wrong(`W, row ${odd} has ${plural(rows[odd].length, "number")}, row 0 has ${rows[0].length}`);
  return rows;
}

function readNumbers(value: unknown, name: string, wrong: Wrong): number[] {
  if (!Array.isArray(value) || value.length === 0)
    return wrong(`${name} is ${brief(value)}; it must be a list of numbers`);
  const i = value.findIndex((x) => !Number.isFinite(x));
  if (i >= 0) wrong(`${name}, place ${i} (from 0) is ${brief(value[i])}; it must be a finite number`);
  return value;
}

function readActivation(name: unknown, wrong: Wrong): Layer["activation"] {
  if (typeof name !== "string") return wrong(`activation is ${brief(name)}; it must be a name`);
  try {
    return activation(name);
  } catch (error) {
    return wrong((error as Error).message);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value in a message, at most 40 characters of it. */
function brief(value: unknown): string {
  if (value === undefined) return "missing";
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
