import { type Figure, type FigureOptions, figure } from "./figure";
import { checkPoints, type MatrixLike, pointTraces, size } from "./points";

/**
 * The samples of two classes in the plane: ○ class 0, × class 1.
 *
 *     X  2 × m   one sample per column
 *     Y  1 × m   its label, 0 or 1
 *
 * Both axes have the same scale when the features have comparable ranges, so that circles look round.
 * @throws RangeError for other shapes, values that are not finite, labels other than 0 and 1
 */
export function scatter(X: MatrixLike, Y: MatrixLike, options: FigureOptions = {}): Figure {
  checkPoints("scatter", X, Y);
  const data = pointTraces(X, Y);
  const [n0, n1] = data.map((trace) => (trace.x as number[]).length);
  const sizes = [0, 1].map((row) => size(X, row));
  const comparable = Math.max(...sizes) <= 3 * Math.min(...sizes);
  return figure({
    title: "The data",
    xLabel: "x₁",
    yLabel: "x₂",
    width: comparable ? 610 : 700,
    height: comparable ? 540 : 450,
    ...options,
    description:
      options.description ?? `${X.cols} samples by their true class: ${n0} of class 0 (○) and ${n1} of class 1 (×).`,
    data,
    xaxis: comparable ? { constrain: "domain" } : {},
    yaxis: comparable ? { constrain: "domain", scaleanchor: "x" } : {},
  });
}
