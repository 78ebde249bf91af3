/** Lines in one picture: functions of one variable, and anything measured along an axis. */
import { type Figure, type FigureOptions, figure, type Json, lineLook, rounding, short } from "./figure";

/** Points (x, y) in the order in which the line runs through them. */
export interface Line {
  label: string;
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  /** "lines" when left out; "both" marks the points, too. */
  draw?: "lines" | "markers" | "both";
}

export interface LinesOptions extends FigureOptions {
  /** A logarithmic axis. */
  xLog?: boolean;
  yLog?: boolean;
  /** Where an axis begins and ends; by default where the data do. */
  xRange?: readonly [number, number];
  yRange?: readonly [number, number];
}

/** A function of one variable, by the name that the legend shows. */
export interface NamedFunction {
  label: string;
  f(x: number): number;
}

export interface CurvesOptions extends LinesOptions {
  /** Where the curves begin and end; default −5 and 5. */
  from?: number;
  to?: number;
  /** Points on each curve, evenly spaced; default 201. */
  count?: number;
  /** Lines or points of data drawn over the curves: samples, a tangent. */
  over?: readonly Line[];
}

const symbols = ["circle", "square", "diamond", "triangle-up", "cross", "x", "star"];

/**
 * Lines over each other, each with its label: learning curves, a fit through its samples. A y that is not finite leaves
 * a gap.
 * @throws RangeError for no line, an x for each y missing, no finite y, an x that is not finite, either ≤ 0 on a log axis
 */
export function lines(all: readonly Line[], options: LinesOptions = {}): Figure {
  const { xLog = false, yLog = false, xRange, yRange, ...rest } = options;
  if (all.length === 0) throw new RangeError("lines: there is no line; expected at least one { label, x, y }");
  for (const line of all) check(line, xLog, yLog);
  const shownX = xLog ? sixDigits : rounding(span(all.map(({ x }) => x)));
  const shownY = yLog ? sixDigits : rounding(span(all.map(({ y }) => y)));
  return figure({
    title: "Lines",
    xLabel: "x",
    yLabel: "y",
    width: 700,
    height: 450,
    ...rest,
    description: rest.description ?? `${all.map(ending).join("; ")}.`,
    data: all.map((line, i) => trace(line, i, shownX, shownY)),
    xaxis: { ...(xLog ? { type: "log", ...ticksAt(all) } : {}), ...rangeOf(xRange, xLog) },
    yaxis: { ...(yLog ? decades(all) : {}), ...rangeOf(yRange, yLog) },
  });
}

/**
 * Functions of one variable over each other: an activation and its derivative, f(a) = a² and its tangent.
 * @throws RangeError for no function, an empty range, or a function that is nowhere finite on it
 */
export function curves(functions: readonly NamedFunction[], options: CurvesOptions = {}): Figure {
  const { from = -5, to = 5, count = 201, over = [], ...rest } = options;
  if (functions.length === 0) throw new RangeError("curves: there is no function; expected at least one { label, f }");
  if (!(from < to && Number.isFinite(to - from))) {
    throw new RangeError(`curves: from is ${from} and to is ${to}; expected from to lie below to`);
  }
  if (!(Number.isInteger(count) && count >= 2 && count <= 2000)) {
    throw new RangeError(`curves: count is ${count}; expected a whole number from 2 to 2000`);
  }
  const x = Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
  const drawn: Line[] = functions.map(({ label, f }) => ({ label, x, y: x.map((at) => f(at)) }));
  return lines([...drawn, ...over], { title: "Curves", xRange: [from, to], ...rest });
}

function check({ label, x, y }: Line, xLog: boolean, yLog: boolean): void {
  if (x.length !== y.length || x.length === 0) {
    throw new RangeError(`lines: "${label}" has ${x.length} x and ${y.length} y; expected as many, at least one`);
  }
  const bad = Array.from(x).find((at) => !Number.isFinite(at) || (xLog && at <= 0));
  if (bad !== undefined) {
    throw new RangeError(
      `lines: "${label}" has x = ${bad}; expected ${xLog ? "numbers above 0 on a log axis" : "finite numbers"}`,
    );
  }
  if (!Array.from(y).some(Number.isFinite)) {
    throw new RangeError(`lines: "${label}" has no finite y; the first is ${y[0]}`);
  }
  const low = yLog ? Array.from(y).find((at) => at <= 0) : undefined;
  if (low !== undefined) {
    throw new RangeError(`lines: "${label}" has y = ${low}; expected numbers above 0 on a log axis`);
  }
}

function trace({ label, x, y, draw = "lines" }: Line, i: number, shownX: Rounding, shownY: Rounding): Json {
  const look = lineLook(i);
  return {
    type: "scatter",
    mode: draw === "both" ? "lines+markers" : draw,
    name: label,
    x: Array.from(x, shownX),
    y: Array.from(y, (at) => (Number.isFinite(at) ? shownY(at) : null)),
    ...(draw === "markers" ? {} : { line: { ...look, width: 2.5, simplify: false } }),
    ...(draw === "lines" ? {} : { marker: { symbol: symbols[i % 7], color: look.color, size: 8 } }),
  };
}

type Rounding = (x: number) => number;

/** From the lowest to the highest finite number of all. */
function span(lists: ArrayLike<number>[]): number {
  const finite = lists.flatMap((list) => Array.from(list).filter(Number.isFinite));
  return finite.reduce((a, b) => Math.max(a, b)) - finite.reduce((a, b) => Math.min(a, b));
}

/** A log axis has its ticks at the numbers measured, in full, where they are few. */
function ticksAt(all: readonly Line[]): Json {
  const measured = [...new Set(all.flatMap(({ x }) => Array.from(x)))].sort((a, b) => a - b);
  return measured.length <= 9 ? { tickvals: measured, ticktext: measured.map(String) } : {};
}

/** A log axis has its ticks at powers of ten, about ten of them, in full where they are short. */
function decades(all: readonly Line[]): Json {
  const exponents = all.flatMap(({ y }) => Array.from(y).filter(Number.isFinite)).map(log10);
  const dtick = Math.max(1, Math.ceil(span([exponents]) / 10));
  return { type: "log", dtick, exponentformat: exponents.every((k) => k >= -4 && k < 5) ? "none" : "power" };
}

function rangeOf(range: readonly [number, number] | undefined, log: boolean): Json {
  return range ? { range: log ? range.map(log10) : range } : {};
}

function sixDigits(x: number): number {
  return Number(x.toPrecision(6));
}

function log10(x: number): number {
  return Number(Math.log10(x).toFixed(4));
}

function ending({ label, x, y }: Line): string {
  const finite = Array.from(y, (_, i) => i).filter((i) => Number.isFinite(y[i]));
  const [first, last] = [finite[0], finite[finite.length - 1]];
  if (first === last) return `${label}: ${short(y[first])} at ${short(x[first])}`;
  return `${label}: ${short(y[first])} at ${short(x[first])}, ${short(y[last])} at ${short(x[last])}`;
}
