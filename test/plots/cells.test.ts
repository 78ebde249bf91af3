import { expect, test } from "vitest";
import { Matrix } from "../../src/engine/matrix";
import { confusionPlot } from "../../src/plots/confusion-plot";
import type { Figure } from "../../src/plots/figure";
import { heatMap } from "../../src/plots/heat-map";
import { images } from "../../src/plots/images";
import { readableOn, signedColor } from "../../src/plots/signed-color";
import { digitImages, wild } from "./inputs";

function matrix(rows: number, cols: number, ...values: number[]) {
  return new Matrix(rows, cols, Float64Array.from(values));
}

/** Every mark of that size, as "x,y symbol color". */
function marks({ data }: Figure, size: number): string[] {
  return (data as any[])
    .filter(({ mode, marker }) => mode === "markers" && marker.size === size)
    .flatMap(({ x, y, marker }) => x.map((at: number, i: number) => `${at},${y[i]} ${marker.symbol} ${marker.color}`));
}

function words({ data }: Figure): string[] {
  return (data as any[]).filter(({ mode }) => mode === "text").flatMap(({ text }) => text);
}

test("a heat map has a cell for each number, coloured by sign and size, with the number in it", () => {
  const figure = heatMap(matrix(2, 2, 1, -1, 0.5, 0));
  const size = (figure.data[0] as any).marker.size;
  const [a, b] = [size / 2, 1.5 * size];
  expect(marks(figure, size).sort()).toEqual(
    [
      `${a},${a} square #c04a00`,
      `${b},${a} square #0072b2`,
      `${a},${b} square #e0a580`,
      `${b},${b} square #ffffff`,
    ].sort(),
  );
  expect(words(figure)).toEqual(["1.00", "−1.00", "0.50", "0.00", ...["1", "0.5", "0", "−0.5", "−1"]]);
  expect(figure.layout.xaxis).toMatchObject({ tickvals: [a, b], ticktext: ["1", "2"] });
  expect(figure.description).toBe("A 2×2 matrix with numbers from −1 to 1: 2 above 0 (orange), 1 below 0 (blue).");
});

test("in a large heat map a negative cell is a disc and no number is written", () => {
  const figure = heatMap(wild(30, 64));
  const shapes = new Set(
    (figure.data as any[]).filter(({ mode }) => mode === "markers").map(({ marker }) => marker.symbol),
  );
  expect(shapes).toEqual(new Set(["square", "circle", "square-open"]));
  const drawn = marks(figure, 12);
  expect(drawn).toHaveLength(30 * 64);
  expect(drawn.filter((mark) => mark.includes("circle"))).toHaveLength(wild(30, 64).data.filter((w) => w < 0).length);
  expect(words(figure)).toHaveLength(5);
});

test("two heat maps with one scale give one number one colour", () => {
  expect(signedColor(0.5, 1)).toBe("#e0a580");
  const color = (figure: Figure) => (figure.data[0] as any).marker.color;
  expect(color(heatMap(matrix(1, 1, 0.5)))).toBe("#c04a00");
  expect(color(heatMap(matrix(1, 1, 0.5), { scale: 1 }))).toBe("#e0a580");
});

test("a number in a cell is black on light colours, white on dark ones", () => {
  expect(["#ffffff", "#e0a580", "#c04a00", "#0072b2"].map(readableOn)).toEqual([
    ...["#000000", "#000000", "#ffffff", "#ffffff"],
  ]);
});

test("labels of rows and columns stand at their cells", () => {
  const figure = heatMap(matrix(1, 2, 1, 2), { colLabels: ["size", "age"], rowLabels: ["price"], xLabel: "feature" });
  const { xaxis, yaxis, annotations } = figure.layout as any;
  expect([xaxis.ticktext, yaxis.ticktext]).toEqual([["size", "age"], ["price"]]);
  expect(annotations).toMatchObject([{ text: "feature" }]);
});

test("a matrix that makes no heat map is refused in one line", () => {
  expect(() => heatMap(matrix(0, 3))).toThrow(new RangeError("heatMap: the matrix is 0×3; expected 1×1 to 64×64"));
  expect(() => heatMap(wild(65, 2))).toThrow(new RangeError("heatMap: the matrix is 65×2; expected 1×1 to 64×64"));
  expect(() => heatMap(matrix(2, 2, 1, 2, 3, Number.NaN))).toThrow(
    new RangeError("heatMap: row 1, column 1 is NaN; expected a finite number"),
  );
  expect(() => heatMap(matrix(1, 2, 1, 2), { colLabels: ["a"] })).toThrow(
    new RangeError("heatMap: colLabels has 1 names; expected 2, one for each"),
  );
});

test("a confusion matrix shows each count, and how many are right", () => {
  const figure = confusionPlot(matrix(2, 2, 40, 2, 5, 30), { labels: ["cat", "dog"] });
  expect(words(figure)).toHaveLength(4);
  expect(words(figure)).toEqual(expect.arrayContaining(["40", "2", "5", "30"]));
  expect(figure.layout.yaxis).toMatchObject({ ticktext: ["cat", "dog"], title: { text: "true class" } });
  expect(figure.layout.annotations).toMatchObject([{ text: "predicted class" }]);
  expect(figure.description).toBe(
    "70 of 77 samples are on the diagonal, read right. The commonest mistake: dog taken for cat, 5 times.",
  );
  expect(figure.layout.shapes).toHaveLength(3);
});

test("a count stands in its true class' row and its predicted class' column", () => {
  const figure = confusionPlot(matrix(2, 2, 40, 2, 5, 30));
  const { text, x, y } = figure.data.find(({ mode }) => mode === "text") as any;
  const at = (count: string) => [x[text.indexOf(count)], y[text.indexOf(count)]];
  expect(at("2")[0]).toBeGreaterThan(at("40")[0]);
  expect(at("2")[1]).toBe(at("40")[1]);
  expect(at("5")).toEqual([at("40")[0], at("30")[1]]);
});

test("a mistake is the darker the larger its share of its row", () => {
  const figure = confusionPlot(matrix(2, 2, 1, 7, 0, 8));
  const size = (figure.data[0] as any).marker.size;
  const [a, b] = [size / 2, 1.5 * size];
  expect(marks(figure, size).sort()).toEqual(
    [
      `${a},${a} square #dfedf5`,
      `${b},${a} square #2084bc`,
      `${a},${b} square #ffffff`,
      `${b},${b} square #0072b2`,
    ].sort(),
  );
});

test("what is no confusion matrix is refused in one line", () => {
  expect(() => confusionPlot(wild(2, 3))).toThrow(
    new RangeError("confusionPlot: the counts are 2×3; expected K×K, true classes by predicted ones"),
  );
  expect(() => confusionPlot(matrix(1, 1, 0.5))).toThrow(
    new RangeError("confusionPlot: row 0, column 0 is 0.5; expected a count, a whole number from 0"),
  );
});

test("a digit's pixels are grey squares at their places, row by row; white ones are left out", () => {
  const figure = images(matrix(4, 1, 0, 16, 8, 0), { width: 2, scale: 16, pixel: 10 });
  const { x0, y0 } = (figure.layout.shapes as any[])[0];
  const [left, top] = [x0 + 1, y0 + 1];
  expect(marks(figure, 10)).toEqual([
    `${left + 5},${top + 15} square #808080`,
    `${left + 15},${top + 5} square #000000`,
  ]);
  expect(figure.description).toBe("One image of 2 × 2 pixels: the darker, the larger the number.");
});

test("images stand side by side, one a column of X, each over its caption", () => {
  const figure = images(digitImages, { captions: ["true 0, says 0", "true 1, says 7"] });
  const [first, second] = figure.layout.shapes as any[];
  expect(second.x0).toBeGreaterThan(first.x1);
  expect(second.y0).toBe(first.y0);
  const captions = figure.data.find(({ mode }) => mode === "text") as any;
  expect(captions.x).toEqual([(first.x0 + first.x1) / 2, (second.x0 + second.x1) / 2]);
  expect(captions.y[0]).toBeGreaterThan(first.y1);
  const inside = marks(figure, 8).filter((mark) => Number(mark.split(",")[0]) > second.x0);
  expect(inside).toHaveLength(digitImages.data.filter((value, i) => i % 2 === 1 && value > 0).length);
});

test("images go on in a second row; negative numbers make them coloured", () => {
  const figure = images(wild(64, 3), { columns: 2 });
  const [first, , third] = figure.layout.shapes as any[];
  expect(third.x0).toBe(first.x0);
  expect(third.y0).toBeGreaterThan(first.y1);
  expect(marks(figure, 8)).toHaveLength(3 * 64);
  expect(figure.description).toBe("3 images of 8 × 8 pixels: orange squares are above 0, blue discs below.");
});

test("what makes no images is refused in one line", () => {
  expect(() => images(wild(64, 0))).toThrow(
    new RangeError("images: X is 64×0; expected 1 to 100 images, one a column"),
  );
  expect(() => images(wild(65, 2))).toThrow(
    new RangeError("images: 65 pixels make no rows of 8; expected width to divide 65"),
  );
  expect(() => images(matrix(4, 1, 1, 2, Infinity, 4), { width: 2 })).toThrow(
    new RangeError("images: pixel 2 of image 0 is Infinity; expected a finite number"),
  );
  expect(() => images(digitImages, { captions: ["one"] })).toThrow(
    new RangeError("images: there are 1 captions for 2 images; expected one for each"),
  );
});
