/** Where a text stops being JSON: `JSON.parse` says it in other words in every version of Node, and not always where. */

/** What may begin at a place; each is looked for from there on. */
const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a string in JSON must not hold these
const STRING = /"[^"\\\u0000-\u001f]*(\\(["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;

/** Thrown at the first place that no JSON text could have. */
interface Place {
  readonly place: number;
}

/** For a text that `JSON.parse` refuses: the line and column (from 1) of the first mistake, and what stands there. */
export function jsonMistake(text: string): string {
  try {
    const end = skip(SPACE, text, value(text, 0));
    return describe(text, end);
  } catch (mistake) {
    const { place } = mistake as Partial<Place>;
    return place === undefined ? "it is nested too deeply" : describe(text, place);
  }
}

/** Returns the place after the value that begins at `from`. */
function value(text: string, from: number): number {
  const place = skip(SPACE, text, from);
  if (text[place] === "[") return members(text, place, "]", value);
  if (text[place] === "{") return members(text, place, "}", member);
  return need(text[place] === '"' ? STRING : SCALAR, text, place);
}

function member(text: string, from: number): number {
  const colon = skip(SPACE, text, need(STRING, text, skip(SPACE, text, from)));
  if (text[colon] !== ":") throw { place: colon };
  return value(text, colon + 1);
}

/** A list or an object, from its opening bracket on. */
function members(text: string, open: number, close: string, one: typeof value): number {
  let place = skip(SPACE, text, open + 1);
  if (text[place] === close) return place + 1;
  for (;;) {
    place = skip(SPACE, text, one(text, place));
    if (text[place] === close) return place + 1;
    if (text[place] !== ",") throw { place };
    place++;
  }
}

function skip(pattern: RegExp, text: string, place: number): number {
  pattern.lastIndex = place;
  return pattern.test(text) ? pattern.lastIndex : place;
}

function need(pattern: RegExp, text: string, place: number): number {
  const end = skip(pattern, text, place);
  if (end === place) throw { place };
  return end;
}

function describe(text: string, place: number): string {
  if (text.trim() === "") return "it is empty";
  if (place >= text.length) return "it ends too early; was the file cut off?";
  const before = text.slice(0, place).split("\n");
  const where = `line ${before.length}, column ${before[before.length - 1].length + 1}`;
  const word = /^[^\s,[\]{}:]+|^./.exec(text.slice(place, place + 20))?.[0];
  return `${JSON.stringify(word)} is not expected in ${where}`;
}
