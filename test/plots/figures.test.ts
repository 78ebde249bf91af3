import { expect, test } from "vitest";
import { asBundle } from "../../src/display";
import { Matrix } from "../../src/engine/matrix";
import { boundary, gridPoints } from "../../src/plots/boundary";
import { type Figure, rounding, wrap } from "../../src/plots/figure";
import { scatter } from "../../src/plots/scatter";
import { gallery, halfRight, X, Y } from "./samples";

type Trace = { name: string; x: number[]; y: number[]; marker: { symbol: string; color: string } };

function traces({ data }: Figure): Trace[] {
  return data as unknown as Trace[];
}

function points(values: number[][], labels: number[]) {
  const m = labels.length;
  return [new Matrix(2, m, Float64Array.from(values.flat())), new Matrix(1, m, Float64Array.from(labels))] as const;
}

test("scatter draws every sample once, 13 circles and 22 crosses for the lecture's points", () => {
  const [zero, one] = traces(scatter(X, Y));
  expect([zero.name, zero.x.length, zero.marker.symbol]).toEqual(["class 0", 13, "circle-open"]);
  expect([one.name, one.x.length, one.marker.symbol]).toEqual(["class 1", 22, "x-thin-open"]);
  expect(zero.marker.color).not.toBe(one.marker.color);
  expect([zero.x[0], zero.y[0]]).toEqual([X.data[0], X.data[35]]);
});

test("every figure shows itself as Plotly JSON and a sentence, with title and both axes labelled", async () => {
  for (const figure of Object.values(gallery())) {
    const bundle = await figure[asBundle]();
    expect(Object.keys(bundle)).toEqual(["application/vnd.plotly.v1+json", "text/plain"]);
    const { layout } = bundle["application/vnd.plotly.v1+json"] as { layout: any };
    expect(bundle["text/plain"]).toBe(figure.description);
    expect(figure.description).toMatch(/\.$/);
    const axes = layout.meta.drawing ? [] : Object.keys(layout).filter((key) => /^[xy]axis/.test(key));
    for (const label of [layout.title, ...axes.map((axis) => layout[axis].title)]) {
      expect(label.text).toMatch(/\S/);
    }
    expect(layout.title.subtitle.text.replaceAll("<br>", " ")).toBe(figure.description);
    expect([layout.paper_bgcolor, layout.plot_bgcolor]).toEqual(["#ffffff", "#ffffff"]);
  }
});

test("a figure changed before it is shown is shown as changed", async () => {
  const figure = scatter(X, Y);
  figure.layout.title = { text: "mine" };
  const bundle = await figure[asBundle]();
  expect((bundle["application/vnd.plotly.v1+json"] as any).layout.title.text).toBe("mine");
});

test("a sentence of one's own replaces the one in numbers", () => {
  const description = "Circles at the left, crosses at the right.";
  for (const figure of [scatter(X, Y, { description }), boundary(halfRight, X, Y, { description })]) {
    expect(figure.description).toBe(description);
    expect(figure.layout.title).toMatchObject({ subtitle: { text: description } });
  }
});

test("scatter's sentence counts the classes", () => {
  expect(scatter(X, Y).description).toBe("35 samples by their true class: 13 of class 0 (○) and 22 of class 1 (×).");
});

test("scatter keeps circles round when the features have comparable ranges, and only then", () => {
  expect(scatter(X, Y).layout.yaxis).toMatchObject({ scaleanchor: "x" });
  const [wide, labels] = points(
    [
      [0, 1000],
      [0, 1],
    ],
    [0, 1],
  );
  expect(scatter(wide, labels).layout.yaxis).not.toHaveProperty("scaleanchor");
});

test("the grid has 1600 distinct points; the slide's index i·39 + j leaves 1561", () => {
  const grid = gridPoints(0, 0.2, 40);
  const distinct = (at: (i: number) => string) => new Set(Array.from({ length: 1600 }, (_, i) => at(i))).size;
  expect(distinct((i) => `${grid[i]},${grid[1600 + i]}`)).toBe(1600);
  expect([grid[1599], grid[3199]]).toEqual([39 * 0.2, 39 * 0.2]);

  const slide = new Float64Array(3200);
  for (let i = 0; i < 40; i++) {
    for (let j = 0; j < 40; j++) {
      slide[i * 39 + j] = i * 0.2;
      slide[1600 + i * 39 + j] = j * 0.2;
    }
  }
  expect(distinct((i) => `${slide[i]},${slide[1600 + i]}`)).toBe(1561);
});

test("boundary shows 1600 answers and 35 samples", () => {
  const figure = boundary(halfRight, X, Y);
  const [above, below, zero, one] = traces(figure);
  expect(above.x.length + below.x.length).toBe(1600);
  expect(zero.x.length + one.x.length).toBe(35);
  expect([above.name, below.name]).toEqual(["ŷ > 0.5", "ŷ ≤ 0.5"]);
  expect(above.marker.symbol).not.toBe(below.marker.symbol);
  expect(above.x.every((x, i) => x + above.y[i] > 7.1)).toBe(true);
  expect(below.x.every((x, i) => x + below.y[i] < 7.1)).toBe(true);
});

test("boundary marks samples by their true label where the answer is wrong", () => {
  const always1 = boundary((grid) => new Matrix(1, grid.cols, new Float64Array(grid.cols).fill(1)), X, Y);
  const [above, below, zero, one] = traces(always1);
  expect([above.x.length, below.x.length]).toEqual([1600, 0]);
  expect([zero.marker.symbol, zero.x.length]).toEqual(["circle-open", 13]);
  expect([one.marker.symbol, one.x.length]).toEqual(["x-thin-open", 22]);
  expect(always1.description).toContain("22 of 35 lie on the right side.");
});

test("an answer of exactly 0.5 counts as class 0, as on the slide", () => {
  const half = boundary((grid) => new Matrix(1, grid.cols, new Float64Array(grid.cols).fill(0.5)), X, Y);
  expect(traces(half).map(({ x }) => x.length)).toEqual([0, 1600, 13, 22]);
});

test("the grid goes where it is asked to", () => {
  const grids: number[][] = [];
  const figure = boundary(
    (grid) => {
      grids.push(Array.from(grid.data));
      return halfRight(grid);
    },
    X,
    Y,
    { from: -1, step: 0.5, count: 3 },
  );
  expect(grids[0]).toEqual([-1, -1, -1, -0.5, -0.5, -0.5, 0, 0, 0, -1, -0.5, 0, -1, -0.5, 0, -1, -0.5, 0]);
  expect(figure.description).toContain("3 × 3 points");
  expect(figure.layout.xaxis).toMatchObject({ range: [-1.5, 0.5] });
});

test("numbers in the JSON carry at most three decimals", () => {
  for (const figure of [scatter(X, Y), boundary(halfRight, X, Y, { from: 1 / 3, step: 1 / 7 })]) {
    const { data, layout } = figure;
    expect(JSON.stringify([data, layout.xaxis])).not.toMatch(/\d\.\d{4,}/);
  }
  expect([1.23456, -0.0001, 2].map(rounding(5))).toEqual([1.235, 0, 2]);
});

test("points closer together than 1 keep the decimals that tell them apart", () => {
  expect([0.00123456, 0.00234567].map(rounding(0.00111111))).toEqual([0.001235, 0.002346]);
  const [tiny, labels] = points(
    [
      [0.00011, 0.00022],
      [1, 2],
    ],
    [0, 1],
  );
  expect(traces(scatter(tiny, labels)).map(({ x }) => x[0])).toEqual([0.00011, 0.00022]);
});

test("a sentence is broken into lines that fit the sheet", () => {
  expect(wrap("one two three", 1000, 13)).toEqual(["one two three"]);
  expect(wrap("one two three", 52, 13)).toEqual(["one two", "three"]);
  expect(wrap("one two three", 48, 13)).toEqual(["one", "two", "three"]); // 45.5 pixels, more in a wider font
  expect(wrap("unbreakable", 5, 13)).toEqual(["unbreakable"]);
});

test("samples that do not fit are refused in one line", () => {
  const [A, a] = points(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [0, 1, 0],
  );
  expect(() => scatter(a, a)).toThrow(new RangeError("scatter: X is 1×3; expected 2 × m, one sample per column"));
  expect(() => scatter(A, Y)).toThrow(
    new RangeError("scatter: Y is 1×35, X is 2×3; expected Y to be 1×3, one label per sample"),
  );
  expect(() => scatter(...points([[], []], []))).toThrow(
    new RangeError("scatter: X is 2×0; expected at least one sample"),
  );
  expect(() =>
    scatter(
      ...points(
        [
          [1, 2],
          [3, Number.NaN],
        ],
        [0, 1],
      ),
    ),
  ).toThrow(new RangeError("scatter: sample 1 has NaN in row 1; expected a finite number"));
  expect(() =>
    scatter(
      ...points(
        [
          [1, 2],
          [3, 4],
        ],
        [0, 2],
      ),
    ),
  ).toThrow(new RangeError("scatter: the label of sample 1 is 2; expected 0 or 1"));
});

test("a prediction or a grid that makes no picture is refused in one line", () => {
  const constant = (rows: number, cols: number, value: number) => () =>
    new Matrix(rows, cols, new Float64Array(rows * cols).fill(value)) as never;
  expect(() => boundary(constant(1, 5, 0), X, Y)).toThrow(
    new RangeError("boundary: predict gave 1×5 for 2×1600; expected 1×1600, one ŷ per column"),
  );
  expect(() => boundary(constant(1, 1600, Number.NaN), X, Y)).toThrow(
    new RangeError("boundary: predict gave NaN for column 0; has the training diverged?"),
  );
  expect(() => boundary(halfRight, X, Y, { step: 0 })).toThrow(
    new RangeError("boundary: step is 0; expected a number above 0"),
  );
  expect(() => boundary(halfRight, X, Y, { from: Number.NaN })).toThrow(
    new RangeError("boundary: from is NaN; expected a finite number"),
  );
  expect(() => boundary(halfRight, X, Y, { count: 1000 })).toThrow(
    new RangeError("boundary: count is 1000; expected a whole number from 2 to 200"),
  );
});
