import { type CellLabels, type Cells, cells, checkCells, numbers } from "./cells";
import { drawing, type Mark, marks, type Word, widest, words } from "./drawing";
import { type Figure, type FigureOptions, type Json, short } from "./figure";
import { type MatrixLike, shape } from "./points";
import { readableOn, signedColor } from "./signed-color";

export interface HeatMapOptions extends Omit<FigureOptions, "width" | "height">, CellLabels {
  /** Decimals of the numbers in the cells; default 2. */
  decimals?: number;
  /** The size that gets the full colour; default the largest in the matrix. Give it where two matrices are compared. */
  scale?: number;
}

/** Pixels at the right, for the scale of the colours. */
export const besideScale = 110;

/**
 * A matrix as coloured cells, such as a layer's weights: orange above 0, blue below, the stronger the larger. Up to
 * 16 × 12 each cell shows its number; in larger ones a positive cell is a square and a negative one a disc.
 * @throws RangeError for an empty matrix, one larger than 64 × 64, a number that is not finite, labels of another count
 */
export function heatMap(matrix: MatrixLike, options: HeatMapOptions = {}): Figure {
  checkCells("heatMap", matrix);
  const { title = "The weights", xLabel = "column", yLabel = "row", decimals = 2 } = options;
  const values = Array.from(matrix.data);
  const scale = options.scale ?? largest(values);
  const written = matrix.rows <= 16 && matrix.cols <= 12;
  const texts = values.map((value) => signed(value, decimals));
  const across = [...texts, ...(options.colLabels ?? numbers(matrix.cols))];
  const size = written
    ? Math.ceil(1.1 * 13 * widest(across)) + 10
    : Math.max(12, Math.floor(720 / matrix.cols / 2) * 2);
  const grid = cells("heatMap", matrix, Math.max(12, Math.min(written ? 64 : 24, size)), {
    ...options,
    xLabel,
    yLabel,
  });
  const drawn = values.map((value, i) => ({ value, ...grid.middle(i) }));
  const numbersInCells = drawn.map(({ x, y, value }, i) => {
    return { text: texts[i], x, y, color: readableOn(signedColor(value, scale)) };
  });
  return drawing({
    title,
    description: options.description ?? sentence(matrix, values),
    ...grid,
    data: [
      ...signedMarks(drawn, scale, grid.size, !written),
      ...(written ? [words(numbersInCells)] : []),
      ...scaleOfColors(scale, grid, !written),
    ],
    shapes: [{ type: "rect", x0: 0, y0: 0, x1: grid.width, y1: grid.height, line: { color: "#666666", width: 1 } }],
    beside: besideScale,
  });
}

/** Cells of that size, by colour; with `discs` negative ones are discs. */
export function signedMarks(
  all: readonly { x: number; y: number; value: number }[],
  scale: number,
  size: number,
  discs: boolean,
): Json[] {
  const colored = all.map((one) => ({ ...one, color: signedColor(one.value, scale) }));
  const isDisc = ({ value }: { value: number }) => discs && value < 0;
  const ordered = (some: (Mark & { value: number })[]) => [...some].sort((a, b) => a.value - b.value);
  return [
    ...marks(ordered(colored.filter((one) => !isDisc(one))), "square", size),
    ...marks(ordered(colored.filter(isDisc)), "circle", size),
  ];
}

/** The colours from −scale to scale beside a drawing, with their numbers. */
export function scaleOfColors(scale: number, { width }: Pick<Cells, "width">, discs: boolean): Json[] {
  if (!(scale > 0)) return [];
  const [x, side] = [width + 26, 14];
  const steps = [1, 0.5, 0, -0.5, -1].map((share, i) => ({ x, y: 8 + i * (side + 4), value: share * scale }));
  const said = steps.map(({ y, value }): Word => ({ text: signedShort(value), x: x + 11, y, to: "right" }));
  return [...signedMarks(steps, scale, side, discs), frames(steps, side), words(said)];
}

/** Squares' outlines: white is a colour, too. */
function frames(points: readonly { x: number; y: number; value: number }[], size: number): Json {
  const middle = points.filter(({ value }) => value === 0);
  return {
    type: "scatter",
    mode: "markers",
    x: middle.map(({ x }) => x),
    y: middle.map(({ y }) => y),
    marker: { symbol: "square-open", size, color: "#666666", line: { width: 1 } },
    hoverinfo: "skip",
    cliponaxis: false,
    showlegend: false,
  };
}

export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** With a real minus sign, and none for a rounded zero. */
function signed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

export function signedShort(value: number): string {
  return String(Number(value.toPrecision(2))).replace("-", "−");
}

function sentence(matrix: MatrixLike, values: number[]): string {
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const positive = values.filter((value) => value > 0).length;
  const negative = values.filter((value) => value < 0).length;
  const range = `from ${short(low)} to ${short(high)}`;
  return `A ${shape(matrix)} matrix with numbers ${range}: ${positive} above 0 (orange), ${negative} below 0 (blue).`;
}
