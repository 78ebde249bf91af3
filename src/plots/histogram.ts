import { colors, type Figure, type FigureOptions, figure, type Json, lineLook, short } from "./figure";

/** Any list of numbers: an array, a matrix' `data`. */
export interface LabelledValues {
  label: string;
  values: ArrayLike<number>;
}

export interface HistogramOptions extends FigureOptions {
  /** How many equal bins; default 20. */
  bins?: number;
  /** Where the first bin begins and the last one ends; default the lowest and the highest value of all. */
  range?: readonly [number, number];
}

/**
 * How often values fall into each of some equal bins: weights, or the activations of a layer, where a heap at the ends
 * shows saturation. One list as bars, several over each other as outlines of their shares. A value on the border of two
 * bins counts in the upper one, the very last border in the last bin.
 * @throws RangeError for no value, a value that is not finite, one outside `range`, bins that are no whole number
 */
export function histogram(
  values: ArrayLike<number> | readonly LabelledValues[],
  options: HistogramOptions = {},
): Figure {
  const { bins = 20, range, ...rest } = options;
  const lists = labelled(values);
  const [low, high] = range ?? wholeRange(lists);
  check(lists, bins, low, high);
  const edges = Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins);
  const counts = lists.map((list) => count(list.values, bins, low, high));
  const single = lists.length === 1;
  return figure({
    title: "Histogram",
    xLabel: "value",
    yLabel: single ? "how many" : "share in %",
    width: 700,
    height: 420,
    ...rest,
    description: rest.description ?? lists.map((list, i) => sentence(list, counts[i], low, high)).join(" "),
    data: single ? [bars(edges, counts[0])] : lists.map((list, i) => outline(list, i, edges, counts[i])),
    xaxis: { range: [low - (high - low) / 40, high + (high - low) / 40].map(rounded) },
    yaxis: { rangemode: "tozero" },
  });
}

function labelled(values: ArrayLike<number> | readonly LabelledValues[]): readonly LabelledValues[] {
  if (values.length === 0) throw new RangeError("histogram: there is no value; expected at least one");
  if (typeof values[0] === "number") return [{ label: "", values: values as ArrayLike<number> }];
  return values as readonly LabelledValues[];
}

function wholeRange(lists: readonly LabelledValues[]): [number, number] {
  const all = lists.flatMap(({ values }) => Array.from(values).filter(Number.isFinite));
  const [low, high] = [all.reduce((a, b) => Math.min(a, b), Infinity), all.reduce((a, b) => Math.max(a, b), -Infinity)];
  return low < high ? [low, high] : [low - 0.5, low + 0.5];
}

function check(lists: readonly LabelledValues[], bins: number, low: number, high: number): void {
  if (!(Number.isInteger(bins) && bins >= 1 && bins <= 200)) {
    throw new RangeError(`histogram: bins is ${bins}; expected a whole number from 1 to 200`);
  }
  for (const { label, values } of lists) {
    const name = label === "" ? "" : ` of "${label}"`;
    if (values.length === 0) throw new RangeError(`histogram: there is no value${name}; expected at least one`);
    for (let i = 0; i < values.length; i++) {
      if (values[i] >= low && values[i] <= high) continue;
      const expected = Number.isFinite(values[i]) ? `one from ${low} to ${high}` : "a finite number";
      throw new RangeError(`histogram: value ${i}${name} is ${values[i]}; expected ${expected}`);
    }
  }
  if (!(low < high)) throw new RangeError(`histogram: range is ${low} to ${high}; expected the lower number first`);
}

function count(values: ArrayLike<number>, bins: number, low: number, high: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.floor(((values[i] - low) / (high - low)) * bins);
    counts[Math.min(bins - 1, bin)]++;
  }
  return counts;
}

function bars(edges: number[], counts: number[]): Json {
  return {
    type: "bar",
    x: counts.map((_, i) => rounded((edges[i] + edges[i + 1]) / 2)),
    y: counts,
    width: rounded(0.94 * (edges[1] - edges[0])),
    marker: { color: colors.sky },
  };
}

/** Up, along and down again, bin by bin. */
function outline({ label, values }: LabelledValues, i: number, edges: number[], counts: number[]): Json {
  const shares = counts.map((n) => Number(((100 * n) / values.length).toFixed(2)));
  return {
    type: "scatter",
    mode: "lines",
    name: label,
    x: edges.flatMap((edge) => [rounded(edge), rounded(edge)]),
    y: [0, ...shares.flatMap((share) => [share, share]), 0],
    line: { ...lineLook(i), width: 2.5, simplify: false },
  };
}

function rounded(x: number): number {
  return Number(x.toPrecision(6));
}

function sentence({ label, values }: LabelledValues, counts: number[], low: number, high: number): string {
  const most = counts.reduce((a, b) => Math.max(a, b));
  const i = counts.indexOf(most);
  const width = (high - low) / counts.length;
  const bin = `from ${short(low + i * width)} to ${short(low + (i + 1) * width)}`;
  const who = `${label === "" ? "" : `${label}: `}${values.length} value${values.length === 1 ? "" : "s"}`;
  return `${who}, ${short((100 * most) / values.length)} % of them in the fullest bin, ${bin}.`;
}
