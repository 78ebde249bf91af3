import { drawing, marks, type Word, widest, words } from "./drawing";
import type { Figure, FigureOptions } from "./figure";
import { besideScale, largest, scaleOfColors, signedMarks } from "./heat-map";
import { type MatrixLike, shape } from "./points";
import { grey } from "./signed-color";

export interface ImagesOptions extends Pick<FigureOptions, "title" | "description"> {
  /** Pixels in an image's row; default 8, for the digits. */
  width?: number;
  /** A few words under each image. */
  captions?: readonly string[];
  /** Images in a row; default as many as fit. */
  columns?: number;
  /** A pixel's side on the screen; default 8. */
  pixel?: number;
  /** The number that is black, or for weights has the full colour; default the largest. */
  scale?: number;
}

const gap = 16;

/**
 * Images side by side, one a column of X, row after row: digits in grey (0 is white), or, when a number is negative,
 * weights in colour: ■ orange above 0, ● blue below, the stronger the larger. A layer's weights as images are `W.T`.
 *
 *     X  (width·height) × m
 *
 * @throws RangeError for no image or more than 100, rows that make no rectangle, a number that is not finite, captions
 *   of another count
 */
export function images(X: MatrixLike, options: ImagesOptions = {}): Figure {
  const { title = "Images", width = 8, captions = [], pixel = 8 } = options;
  check(X, width, captions);
  const values = Array.from(X.data);
  const isSigned = values.some((value) => value < 0);
  const scale = options.scale ?? largest(values);
  const [side, height] = [width * pixel, (X.rows / width) * pixel];
  const cell = Math.max(side, Math.ceil(1.1 * 12 * widest(captions))) + gap;
  const columns = Math.min(X.cols, options.columns ?? Math.max(1, Math.floor(860 / cell)));
  const below = captions.length > 0 ? 22 : 0;
  const corner = (k: number) => ({
    x: (k % columns) * cell + Math.floor((cell - side) / 2),
    y: Math.floor(k / columns) * (height + below + gap),
  });
  const points = values.map((value, i) => {
    const [at, pixelNumber] = [corner(i % X.cols), Math.floor(i / X.cols)];
    const [column, row] = [pixelNumber % width, Math.floor(pixelNumber / width)];
    return { value, x: at.x + (column + 0.5) * pixel, y: at.y + (row + 0.5) * pixel };
  });
  const sheet = { width: columns * cell, height: Math.ceil(X.cols / columns) * (height + below + gap) };
  return drawing({
    title,
    description: options.description ?? sentence(X, width, isSigned),
    ...sheet,
    data: [
      ...(isSigned ? signedMarks(points, scale, pixel, true) : greyMarks(points, scale, pixel)),
      ...(captions.length > 0 ? [words(captions.map((text, k) => caption(text, corner(k), side, height)))] : []),
      ...(isSigned ? scaleOfColors(scale, sheet, true) : []),
    ],
    shapes: Array.from({ length: X.cols }, (_, k) => frame(corner(k), side, height)),
    beside: isSigned ? besideScale : 0,
  });
}

function check(X: MatrixLike, width: number, captions: readonly string[]): void {
  if (!(X.cols >= 1 && X.cols <= 100)) {
    throw new RangeError(`images: X is ${shape(X)}; expected 1 to 100 images, one a column`);
  }
  if (!(Number.isInteger(width) && width >= 1 && X.rows > 0 && X.rows % width === 0)) {
    throw new RangeError(`images: ${X.rows} pixels make no rows of ${width}; expected width to divide ${X.rows}`);
  }
  const bad = Array.from(X.data).findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const at = `pixel ${Math.floor(bad / X.cols)} of image ${bad % X.cols}`;
    throw new RangeError(`images: ${at} is ${X.data[bad]}; expected a finite number`);
  }
  if (captions.length > 0 && captions.length !== X.cols) {
    throw new RangeError(`images: there are ${captions.length} captions for ${X.cols} images; expected one for each`);
  }
}

/** White pixels are the sheet itself. */
function greyMarks(points: readonly { x: number; y: number; value: number }[], scale: number, size: number) {
  const ordered = points.filter(({ value }) => value > 0).sort((a, b) => a.value - b.value);
  const colored = ordered.map(({ x, y, value }) => ({ x, y, color: grey(value / scale) }));
  return marks(
    colored.filter(({ color }) => color !== "#ffffff"),
    "square",
    size,
  );
}

function caption(text: string, { x, y }: { x: number; y: number }, side: number, height: number): Word {
  return { text, x: x + side / 2, y: y + height + 12, size: 12 };
}

function frame({ x, y }: { x: number; y: number }, side: number, height: number) {
  const line = { color: "#888888", width: 1 };
  return { type: "rect", x0: x - 1, y0: y - 1, x1: x + side + 1, y1: y + height + 1, line };
}

function sentence(X: MatrixLike, width: number, isSigned: boolean): string {
  const each = `${X.cols === 1 ? "One image" : `${X.cols} images`} of ${width} × ${X.rows / width} pixels`;
  return isSigned
    ? `${each}: orange squares are above 0, blue discs below.`
    : `${each}: the darker, the larger the number.`;
}
