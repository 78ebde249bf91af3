import { cells, checkCells, numbers } from "./cells";
import { drawing, marks, widest, words } from "./drawing";
import type { Figure, FigureOptions } from "./figure";
import { type MatrixLike, shape } from "./points";
import { readableOn } from "./signed-color";

export interface ConfusionPlotOptions extends Omit<FigureOptions, "width" | "height"> {
  /** The classes' names; default 0, 1, 2, …. */
  labels?: readonly string[];
}

/**
 * The confusion matrix: how many samples of each true class (row) the network took for each class (column). The right
 * answers stand on the diagonal, framed; a cell is the darker the larger its share of its row.
 *
 *     counts  K × K, whole numbers
 *
 * @throws RangeError for a matrix that is not square, counts that are no whole numbers, labels of another count
 */
export function confusionPlot(counts: MatrixLike, options: ConfusionPlotOptions = {}): Figure {
  check(counts);
  const K = counts.rows;
  const { title = "Confusion matrix", xLabel = "predicted class", yLabel = "true class" } = options;
  const labels = options.labels ?? numbers(K).map((_, k) => String(k));
  const values = Array.from(counts.data);
  const size = Math.max(34, Math.min(80, Math.ceil(1.1 * 14 * widest([...values.map(String), ...labels])) + 12));
  const grid = cells("confusionPlot", counts, size, { rowLabels: labels, colLabels: labels, xLabel, yLabel });
  const colors = values.map((count, i) => blueOf(count, rowSum(values, K, i)));
  const drawn = values.map((count, i) => ({ text: String(count), ...grid.middle(i), color: colors[i] }));
  return drawing({
    title,
    description: options.description ?? sentence(values, K, labels),
    ...grid,
    data: [
      ...marks(
        [...drawn].sort((a, b) => (a.color < b.color ? -1 : a.color > b.color ? 1 : 0)),
        "square",
        size,
      ),
      words(drawn.map(({ text, x, y, color }) => ({ text, x, y, color: readableOn(color), size: 14 }))),
    ],
    shapes: frames(K, size),
  });
}

function check(counts: MatrixLike): void {
  checkCells("confusionPlot", counts);
  const { rows, cols, data } = counts;
  if (rows !== cols) {
    throw new RangeError(
      `confusionPlot: the counts are ${shape(counts)}; expected K×K, true classes by predicted ones`,
    );
  }
  const bad = Array.from(data).findIndex((count) => !(Number.isInteger(count) && count >= 0));
  if (bad < 0) return;
  const at = `row ${Math.floor(bad / cols)}, column ${bad % cols}`;
  throw new RangeError(`confusionPlot: ${at} is ${data[bad]}; expected a count, a whole number from 0`);
}

/** The sum of the row in which the i-th number stands. */
function rowSum(values: number[], K: number, i: number): number {
  const from = i - (i % K);
  return values.slice(from, from + K).reduce((sum, count) => sum + count, 0);
}

/** White for nothing, blue for the whole row. */
function blueOf(count: number, whole: number): string {
  const share = whole > 0 ? Math.ceil((8 * count) / whole) / 8 : 0;
  const parts = [0, 114, 178].map((part) => Math.round(255 + share * (part - 255)));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function frames(K: number, size: number) {
  const frame = (x0: number, y0: number, side: number, color: string, width: number) => {
    return { type: "rect", x0, y0, x1: x0 + side, y1: y0 + side, line: { color, width } };
  };
  const diagonal = Array.from({ length: K }, (_, k) => frame(k * size, k * size, size, "#222222", 2));
  return [frame(0, 0, K * size, "#666666", 1), ...diagonal];
}

function sentence(values: number[], K: number, labels: readonly string[]): string {
  const total = values.reduce((sum, count) => sum + count, 0);
  const right = values.filter((_, i) => i % (K + 1) === 0).reduce((sum, count) => sum + count, 0);
  const wrong = values.map((count, i) => (i % (K + 1) === 0 ? 0 : count));
  const most = wrong.reduce((a, b) => Math.max(a, b), 0);
  const diagonal = `${right} of ${total} samples are on the diagonal, read right.`;
  if (most === 0) return diagonal;
  const i = wrong.indexOf(most);
  return `${diagonal} The commonest mistake: ${labels[Math.floor(i / K)]} taken for ${labels[i % K]}, ${most} times.`;
}
