import { type Figure, type FigureOptions, figure, type Json, lineLook, short } from "./figure";

/** One entry of a training history: the cost before that iteration's update. */
export interface CostPoint {
  readonly iteration: number;
  readonly cost: number;
}

export interface LabelledHistory {
  label: string;
  history: readonly CostPoint[];
}

export interface CostCurveOptions extends FigureOptions {
  /** A logarithmic cost axis; by default when the highest cost is more than ten times the lowest. */
  log?: boolean;
}

/**
 * Cost against iterations: one run's history, or several runs over each other, each with its label.
 * Of a long history the picture keeps each stretch's lowest and highest cost. Costs that are not finite are left out
 * and the sentence says so.
 * @throws RangeError for no run, an empty history, no finite cost, a cost ≤ 0 where `log` is asked for
 */
export function costCurve(
  runs: readonly CostPoint[] | readonly LabelledHistory[],
  options: CostCurveOptions = {},
): Figure {
  const { log, ...rest } = options;
  const curves = labelled(runs).map(checked);
  const costs = curves.flatMap(({ points }) => points.map(({ cost }) => cost));
  const low = costs.reduce((a, b) => Math.min(a, b));
  const high = costs.reduce((a, b) => Math.max(a, b));
  if (log && low <= 0) throw new RangeError(`costCurve: a log axis needs costs above 0, the lowest is ${low}`);
  const isLog = log ?? (low > 0 && high > 10 * low);
  return figure({
    title: "Cost during training",
    xLabel: "iteration",
    yLabel: isLog ? "cost J (log scale)" : "cost J",
    width: 700,
    height: 450,
    ...rest,
    description: rest.description ?? (curves.length === 1 ? sentenceOfOne(curves[0]) : sentenceOfMany(curves)),
    data: curves.map(trace),
    xaxis: { exponentformat: "none", separatethousands: true, nticks: 8 },
    yaxis: isLog ? logAxis(low, high) : { exponentformat: "e", rangemode: low >= 0 ? "tozero" : "normal" },
  });
}

interface Curve {
  label: string;
  points: readonly CostPoint[];
  /** The last iteration whose cost was finite, when a later one was not. */
  finiteUntil?: number;
}

function labelled(runs: readonly CostPoint[] | readonly LabelledHistory[]): LabelledHistory[] {
  if (runs.length === 0)
    throw new RangeError("costCurve: the history is empty; expected at least one iteration's cost");
  if ("history" in runs[0]) return [...(runs as readonly LabelledHistory[])];
  return [{ label: "", history: runs as readonly CostPoint[] }];
}

function checked({ label, history }: LabelledHistory): Curve {
  const run = label === "" ? "the history" : `the history "${label}"`;
  if (history.length === 0) throw new RangeError(`costCurve: ${run} is empty; expected at least one iteration's cost`);
  const points = history.filter(({ cost }) => Number.isFinite(cost));
  if (points.length === 0)
    throw new RangeError(`costCurve: ${run} has no finite cost; the first is ${history[0].cost}`);
  const broken = points.length < history.length;
  return { label, points, finiteUntil: broken ? points[points.length - 1].iteration : undefined };
}

function trace({ label, points }: Curve, i: number): Json {
  const kept = thin(points, 300);
  const { color, dash } = lineLook(i);
  return {
    type: "scatter",
    mode: kept.length === 1 ? "markers" : "lines",
    ...(label === "" ? {} : { name: label }),
    x: kept.map(({ iteration }) => iteration),
    y: kept.map(({ cost }) => Number(cost.toPrecision(5))),
    line: { color, width: 2.5, dash, simplify: false },
  };
}

/** At most 2·stretches + 2 points: the first, the last, and each stretch's extremes in their order. */
export function thin(points: readonly CostPoint[], stretches: number): readonly CostPoint[] {
  if (points.length <= 2 * stretches + 2) return points;
  const last = points.length - 1;
  const kept = new Set([0, last]);
  for (let s = 0; s < stretches; s++) {
    const from = 1 + Math.floor((s * (last - 1)) / stretches);
    const to = 1 + Math.floor(((s + 1) * (last - 1)) / stretches);
    let [low, high] = [from, from];
    for (let i = from; i < to; i++) {
      if (points[i].cost < points[low].cost) low = i;
      if (points[i].cost > points[high].cost) high = i;
    }
    kept.add(low).add(high);
  }
  return [...kept].sort((a, b) => a - b).map((i) => points[i]);
}

/** Ticks at 1, 2 and 5 times the powers of ten, or at the powers alone where that would crowd; always in full. */
function logAxis(low: number, high: number): Json {
  const [from, to] = [Math.log10(low), Math.log10(high)];
  const room = Math.max(0.05 * (to - from), 0.02);
  const decades = to - from;
  const factors = decades < 3.5 ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(decades / 8));
  const ticks: number[] = [];
  for (let power = Math.floor(from) - 1; power <= Math.ceil(to); power += every) {
    for (const factor of factors) ticks.push(Number(`${factor}e${power}`));
  }
  const seen = ticks.filter((tick) => Math.log10(tick) >= from - room && Math.log10(tick) <= to + room);
  const range = [from - room, to + room].map((x) => Number(x.toFixed(4)));
  const exact = seen.length >= 2 ? { tickvals: seen, ticktext: seen.map(String) } : {};
  return { type: "log", range, ...exact };
}

function sentenceOfOne({ points, finiteUntil }: Curve): string {
  const [first, last] = [points[0], points[points.length - 1]];
  if (points.length === 1)
    return `The cost is ${short(first.cost)} at iteration ${first.iteration}.${note(finiteUntil)}`;
  const way = last.cost < first.cost ? "falls" : last.cost > first.cost ? "rises" : "goes";
  const [from, to] = [short(first.cost), short(last.cost)];
  return `The cost ${way} from ${from} at iteration ${first.iteration} to ${to} at iteration ${last.iteration}.${note(finiteUntil)}`;
}

function note(finiteUntil: number | undefined): string {
  return finiteUntil === undefined
    ? ""
    : ` After iteration ${finiteUntil} it is not finite any more: the run diverged.`;
}

/** Where each run ends, or of more than six where the lowest and the highest end. */
function sentenceOfMany(curves: Curve[]): string {
  const broken = curves.filter(({ finiteUntil }) => finiteUntil !== undefined).map(({ label }) => label);
  const diverged = broken.length > 0 ? ` Diverged: ${broken.join(", ")}.` : "";
  if (curves.length <= 6) return `Where each run ends: ${curves.map(ending).join("; ")}.${diverged}`;
  const byCost = [...curves].sort((a, b) => lastOf(a).cost - lastOf(b).cost);
  const [lowest, highest] = [byCost[0], byCost[byCost.length - 1]].map(ending);
  return `Of ${curves.length} runs the lowest ends with ${lowest}; the highest with ${highest}.${diverged}`;
}

function ending(curve: Curve): string {
  const { cost, iteration } = lastOf(curve);
  return `${curve.label}: ${short(cost)} at ${iteration}`;
}

function lastOf({ points }: Curve): CostPoint {
  return points[points.length - 1];
}
