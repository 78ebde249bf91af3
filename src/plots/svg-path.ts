/** Path data with fewer bytes: rounded, and many equal marks as one path. */

const numbers = /-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;
const argumentsOf: Record<string, number> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 };

/** The same text, its numbers with at most so many decimals. */
export function rounded(text: string, decimals: number): string {
  return text.replace(numbers, (number) => shortest(Number(number), decimals));
}

/** One step of a path: a letter and its numbers. */
export interface Command {
  letter: string;
  values: number[];
}

/** The steps of path data in which each letter is followed by numbers for one step, as Plotly and d3 write it. */
export function readPath(d: string): Command[] {
  return [...d.matchAll(/([a-df-z])([^a-df-z]*)/gi)].map(([, letter, rest]) => ({
    letter,
    values: (rest.match(numbers) ?? []).map(Number),
  }));
}

/** The same path, its curves that bend nowhere as lines: contours without smoothing are such curves. */
export function straightened(d: string): string {
  if (!/[CQ]/.test(d)) return d;
  let at: number[] = [];
  const steps = readPath(d).map(({ letter, values }) => {
    const end = values.slice(-2);
    const controls =
      letter === "C" ? [values.slice(0, 2), values.slice(2, 4)] : letter === "Q" ? [values.slice(0, 2)] : [];
    const bends = controls.some((control) => !same(control, at) && !same(control, end));
    at = end;
    return controls.length > 0 && !bends ? `L${end}` : `${letter}${values}`;
  });
  return steps.join("");
}

function same(a: number[], b: number[]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** A short path, moved: where it starts, and the rest relative to that, so that equal marks have an equal rest. */
export interface Mark {
  x: number;
  y: number;
  rest: string;
}

/** Undefined for a path too long for it (relative steps would add up their rounding) or too unusual. */
export function asMark(d: string, dx: number, dy: number): Mark | undefined {
  const commands = readPath(d);
  if (commands.length > 12 || commands[0]?.letter !== "M") return undefined;
  if (commands.some(({ letter, values }) => values.length !== argumentsOf[letter.toLowerCase()])) return undefined;
  const [x, y] = commands[0].values;
  let [atX, atY, startX, startY] = [x, y, x, y];
  let rest = "";
  for (const { letter, values } of commands.slice(1)) {
    const lower = letter.toLowerCase();
    const relative = letter === lower ? values : values.map((value, i) => value - origin(lower, i, atX, atY));
    rest += lower + joined(relative);
    if (lower === "z") [atX, atY] = [startX, startY];
    else [atX, atY] = [atX + stepX(lower, relative), atY + stepY(lower, relative)];
    if (lower === "m") [startX, startY] = [atX, atY];
  }
  return { x: x + dx, y: y + dy, rest };
}

export function markText({ x, y, rest }: Mark): string {
  return `M${joined([x, y])}${rest}`;
}

/** What an absolute argument is counted from. */
function origin(letter: string, i: number, x: number, y: number): number {
  if (letter === "h") return x;
  if (letter === "v") return y;
  if (letter === "a") return i === 5 ? x : i === 6 ? y : 0;
  return i % 2 === 0 ? x : y;
}

function stepX(letter: string, values: number[]): number {
  return letter === "h" ? values[0] : letter === "v" ? 0 : values[values.length - 2];
}

function stepY(letter: string, values: number[]): number {
  return letter === "h" ? 0 : values[values.length - 1];
}

function joined(values: number[]): string {
  return values
    .map((value) => shortest(value, 2))
    .join(" ")
    .replaceAll(" -", "-");
}

function shortest(value: number, decimals: number): string {
  const factor = 10 ** decimals;
  return String(Math.round(value * factor) / factor + 0);
}
