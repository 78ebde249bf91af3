import { colors, type Figure, type FigureOptions, figure, type Json, rounding, short } from "./figure";

/** Where the descent stood: the two parameters, in the order of the axes. */
export type Step = readonly [number, number];

export interface CostSurfaceOptions extends FigureOptions {
  /** The range of the first parameter; default −4 to 4. */
  x?: readonly [number, number];
  /** The range of the second; default −4 to 4. */
  y?: readonly [number, number];
  /** Points along each axis; default 51. */
  count?: number;
  /** Contours; default about 10, at round costs. */
  contours?: number;
  /** Contours at equal steps of log J, where costs span powers of ten. */
  log?: boolean;
  /** The parameters before each update of a descent; long ones are thinned. */
  path?: readonly Step[];
}

/** The dark end stays light enough for a black path. */
const colorscale = [
  [0, "#ffffff"],
  [0.5, colors.paleBlue],
  [1, colors.blue],
];

/**
 * The cost as a function of two parameters, as contours: the lighter, the lower. With `path`, the way of gradient descent
 * over it. Lecture 001, "Gradient descent".
 *
 * J(x, y) is asked on a count × count grid.
 * @throws RangeError for an empty range, a cost that is not finite (or ≤ 0 with `log`), a path out of finite numbers
 */
export function costSurface(J: (x: number, y: number) => number, options: CostSurfaceOptions = {}): Figure {
  const { x = [-4, 4], y = [-4, 4], count = 51, contours = 10, log = false, path = [], ...rest } = options;
  check(x, y, count, path);
  const [xs, ys] = [x, y].map((range) => ticks(range, count));
  const costs = ys.map((b) => xs.map((w) => costAt(J, w, b, log)));
  const [lowest, highest] = extremes(xs, ys, costs);
  return figure({
    title: "The cost surface",
    xLabel: "w",
    yLabel: "b",
    width: 700,
    height: 500,
    ...rest,
    description: rest.description ?? sentence(J, lowest, highest, path),
    data: [surface(xs, ys, costs, log, contours), ...(path.length > 0 ? pathTraces(path, x, y) : [])],
    xaxis: { range: x },
    yaxis: { range: y },
  });
}

function check(x: readonly number[], y: readonly number[], count: number, path: readonly Step[]): void {
  for (const [name, [from, to]] of Object.entries({ x, y })) {
    if (!(from < to && Number.isFinite(to - from))) {
      throw new RangeError(
        `costSurface: ${name} goes from ${from} to ${to}; expected two numbers, the lower one first`,
      );
    }
  }
  if (!(Number.isInteger(count) && count >= 2 && count <= 200)) {
    throw new RangeError(`costSurface: count is ${count}; expected a whole number from 2 to 200`);
  }
  const bad = path.findIndex((step) => !step.every(Number.isFinite));
  if (bad >= 0)
    throw new RangeError(`costSurface: step ${bad} of the path is (${path[bad].join(", ")}); has it diverged?`);
}

function ticks([from, to]: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

function costAt(J: (x: number, y: number) => number, x: number, y: number, log: boolean): number {
  const cost = J(x, y);
  if (Number.isFinite(cost) && !(log && cost <= 0)) return cost;
  const expected = log ? "a number above 0, as log is set" : "a finite number";
  throw new RangeError(`costSurface: J(${short(x)}, ${short(y)}) is ${cost}; expected ${expected}`);
}

/** The grid points with the lowest and the highest cost, as [x, y, J]. */
function extremes(xs: number[], ys: number[], costs: number[][]): [number[], number[]] {
  const all = costs.flatMap((row, i) => row.map((cost, j) => [xs[j], ys[i], cost]));
  return [all.reduce((a, b) => (b[2] < a[2] ? b : a)), all.reduce((a, b) => (b[2] > a[2] ? b : a))];
}

function surface(xs: number[], ys: number[], costs: number[][], log: boolean, contours: number): Json {
  const z = costs.map((row) =>
    row.map((cost) => (log ? Number(Math.log10(cost).toFixed(4)) : Number(cost.toPrecision(5)))),
  );
  const flat = z.flat();
  const [low, high] = [Math.min(...flat), Math.max(...flat)];
  const size = roundStep((high - low) / (1.3 * contours));
  const start = Number((Math.ceil(low / size) * size).toPrecision(6));
  const end = Number((Math.floor(high / size) * size).toPrecision(6));
  const colorbar = {
    title: { text: "J", side: "top" },
    thickness: 14,
    len: 0.66,
    y: 0,
    yanchor: "bottom",
    ...powers(log, low, high),
  };
  return {
    type: "contour",
    x: xs.map(rounding(xs[xs.length - 1] - xs[0])),
    y: ys.map(rounding(ys[ys.length - 1] - ys[0])),
    z,
    colorscale,
    contours: { start, end, size, coloring: "fill" },
    line: { width: 1, color: "#5b7f9c", smoothing: 0 },
    colorbar,
    hovertemplate: log ? "%{x}, %{y}<extra></extra>" : "J(%{x}, %{y}) = %{z}<extra></extra>",
  };
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `least`. */
function roundStep(least: number): number {
  if (!(least > 0)) return 1; // a flat surface has no contours
  const power = Number(`1e${Math.floor(Math.log10(least))}`);
  return Number(((([1, 2, 5] as const).find((factor) => factor * power >= least) ?? 10) * power).toPrecision(1));
}

/** A colour bar of logarithms that reads in costs. */
function powers(log: boolean, low: number, high: number): Json {
  if (!log) return {};
  const whole = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => Math.ceil(low) + i);
  const texts = whole.map((power) => String(Number(`1e${power}`)));
  return { tickvals: whole, ticktext: texts };
}

function pathTraces(path: readonly Step[], x: readonly number[], y: readonly number[]): Json[] {
  const [shownX, shownY] = [rounding(x[1] - x[0]), rounding(y[1] - y[0])];
  const kept = thinned(path, 150);
  const last = path.length - 1;
  const [xs, ys] = [kept.map(([w]) => shownX(w)), kept.map(([, b]) => shownY(b))];
  const end = (name: string, i: number, symbol: string) => ({
    type: "scatter",
    mode: "markers",
    name,
    x: [shownX(path[i][0])],
    y: [shownY(path[i][1])],
    marker: { symbol, size: 13, color: "#ffffff", line: { color: colors.black, width: 2 } },
  });
  const few = kept.length <= 60;
  const dots = { marker: { size: 5, color: colors.vermilion } };
  return [
    {
      type: "scatter",
      mode: few ? "lines+markers" : "lines",
      name: "descent",
      x: xs,
      y: ys,
      line: { color: colors.vermilion, width: 2.5 },
      ...(few ? dots : {}),
    },
    end("start", 0, "square"),
    end("end", last, "star"),
  ];
}

/** At most so many steps, the first and the last among them. */
function thinned(path: readonly Step[], most: number): Step[] {
  if (path.length <= most) return [...path];
  return Array.from({ length: most }, (_, i) => path[Math.round((i * (path.length - 1)) / (most - 1))]);
}

function sentence(J: (x: number, y: number) => number, low: number[], high: number[], path: readonly Step[]): string {
  const grid = `On the grid the cost is lowest, ${short(low[2])}, at ${at(low)}, and highest, ${short(high[2])}, at ${at(high)}.`;
  if (path.length === 0) return grid;
  const [first, last] = [path[0], path[path.length - 1]];
  const way = `The descent goes from ${at(first)}, cost ${short(J(first[0], first[1]))}, to ${at(last)}, cost ${short(J(last[0], last[1]))}.`;
  return `${grid} ${way}`;
}

function at([x, y]: readonly number[]): string {
  return `(${short(x)}, ${short(y)})`;
}
