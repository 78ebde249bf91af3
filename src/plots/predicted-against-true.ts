import { colors, type Figure, type FigureOptions, figure, type Json, rounding, short } from "./figure";
import { type MatrixLike, shape } from "./points";

export interface PredictedAgainstTrueOptions extends FigureOptions {
  /** The unit of both, for the axes: "1000 $". */
  unit?: string;
  /** Draw what is left, ŷ − y, over the true value, instead of ŷ. */
  residuals?: boolean;
}

/**
 * Each sample's prediction ŷ over its true value y: on the diagonal it would be right. With `residuals`, the errors
 * ŷ − y over y, around the line at 0.
 *
 *     Yhat, Y  1 × m
 *
 * @throws RangeError for other shapes, no sample, numbers that are not finite
 */
export function predictedAgainstTrue(
  Yhat: MatrixLike,
  Y: MatrixLike,
  options: PredictedAgainstTrueOptions = {},
): Figure {
  const { unit, residuals = false, ...rest } = options;
  check(Yhat, Y);
  const [y, yhat] = [Array.from(Y.data), Array.from(Yhat.data)];
  const shownValues = residuals ? yhat.map((prediction, i) => prediction - y[i]) : yhat;
  const [low, high] = range(residuals ? y : [...y, ...yhat]);
  const shown = rounding(high - low);
  const edge = [low - 0.04 * (high - low), high + 0.04 * (high - low)].map(shown);
  const label = (name: string) => (unit ? `${name} in ${unit}` : name);
  return figure({
    title: residuals ? "What is left: prediction minus true value" : "Predicted against true",
    xLabel: label("true value y"),
    yLabel: label(residuals ? "ŷ − y" : "prediction ŷ"),
    width: residuals ? 700 : 640,
    height: residuals ? 420 : 540,
    ...rest,
    description: rest.description ?? sentence(y, yhat, unit),
    data: [diagonal(edge, residuals), samples(y.map(shown), shownValues.map(shown))],
    xaxis: { range: edge, ...(residuals ? {} : { constrain: "domain" }) },
    yaxis: residuals ? {} : { range: edge, constrain: "domain", scaleanchor: "x" },
  });
}

function check(Yhat: MatrixLike, Y: MatrixLike): void {
  if (Y.rows !== 1 || Yhat.rows !== 1 || Y.cols !== Yhat.cols || Y.cols === 0) {
    throw new RangeError(
      `predictedAgainstTrue: Yhat is ${shape(Yhat)}, Y is ${shape(Y)}; expected both to be 1 × m, m at least 1`,
    );
  }
  for (const [name, { data }] of Object.entries({ Yhat, Y })) {
    const bad = Array.from(data).findIndex((value) => !Number.isFinite(value));
    if (bad < 0) continue;
    throw new RangeError(`predictedAgainstTrue: sample ${bad} of ${name} is ${data[bad]}; expected a finite number`);
  }
}

/** One value alone gets some room around it. */
function range(values: number[]): [number, number] {
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  return low < high ? [low, high] : [low - 1, high + 1];
}

function diagonal(edge: number[], residuals: boolean): Json {
  return {
    type: "scatter",
    mode: "lines",
    name: "ŷ = y",
    x: edge,
    y: residuals ? [0, 0] : edge,
    line: { color: colors.black, width: 1.5, dash: "dash" },
  };
}

function samples(x: number[], y: number[]): Json {
  const marker = { symbol: "circle-open", color: colors.blue, size: 7, line: { width: 1.5 } };
  return { type: "scatter", mode: "markers", name: "samples", x, y, marker };
}

function sentence(y: number[], yhat: number[], unit = ""): string {
  const errors = y.map((value, i) => Math.abs(yhat[i] - value));
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const worst = errors.reduce((a, b) => Math.max(a, b));
  const within = unit === "" ? "" : `, in ${unit}`;
  const many = `${y.length} sample${y.length === 1 ? "" : "s"}`;
  return `${many}: the predictions are off by ${short(mean)} on average, by ${short(worst)} at most${within}.`;
}
