import { expect, test } from "vitest";
import { figure, lineLook } from "../../src/plots/figure";
import { heatMap } from "../../src/plots/heat-map";
import { curves, lines } from "../../src/plots/lines";
import { panels } from "../../src/plots/panels";
import { wild } from "./inputs";

const square = { label: "f(a) = a²", f: (a: number) => a * a };

test("curves takes the function at evenly spaced points, ends included", () => {
  const [{ x, y, name, mode }] = curves([square], { from: 0, to: 4, count: 5 }).data;
  expect({ x, y, name, mode }).toEqual({ x: [0, 1, 2, 3, 4], y: [0, 1, 4, 9, 16], name: "f(a) = a²", mode: "lines" });
});

test("a tangent and its point are drawn over the curve, each in a look of its own", () => {
  const tangent = { label: "tangent", x: [1, 3], y: [0, 8] };
  const point = { label: "a = 2", x: [2], y: [4], draw: "markers" as const };
  const figure = curves([square], { from: 0, to: 4, count: 5, over: [tangent, point] });
  expect(figure.data.map(({ name }) => name)).toEqual(["f(a) = a²", "tangent", "a = 2"]);
  expect(figure.data[1]).toMatchObject({ x: [1, 3], y: [0, 8], line: { dash: "dash" } });
  expect(figure.data[2]).toMatchObject({ mode: "markers", marker: { symbol: "diamond" } });
  expect(figure.description).toBe("f(a) = a²: 0 at 0, 16 at 4; tangent: 0 at 1, 8 at 3; a = 2: 4 at 2.");
  expect(figure.layout.xaxis).toMatchObject({ range: [0, 4] });
});

test("where a function is not finite, its curve has a gap", () => {
  const inverse = curves([{ label: "1/v", f: (v) => 1 / v }], { from: -1, to: 1, count: 3 });
  expect(inverse.data[0].y).toEqual([-1, null, 1]);
});

test("neighbouring lines differ in dash as well as in colour", () => {
  const looks = [0, 1, 2, 3, 4, 5, 6, 7].map(lineLook);
  for (let i = 1; i < looks.length; i++) {
    expect(looks[i].dash).not.toBe(looks[i - 1].dash);
    expect(looks[i].color).not.toBe(looks[i - 1].color);
  }
});

test("a log axis has its ticks at the numbers measured, in full", () => {
  const figure = lines([{ label: "small network", x: [10, 100, 1000], y: [0.5, 0.75, 0.875], draw: "both" }], {
    xLog: true,
    xRange: [10, 1000],
  });
  expect(figure.layout.xaxis).toMatchObject({
    type: "log",
    range: [1, 3],
    tickvals: [10, 100, 1000],
    ticktext: ["10", "100", "1000"],
  });
  expect(figure.data[0]).toMatchObject({ mode: "lines+markers", x: [10, 100, 1000], y: [0.5, 0.75, 0.875] });
});

test("a log y axis has its ticks at the powers of ten", () => {
  const figure = lines([{ label: "cost", x: [1, 2, 3], y: [123.4567891, Number.NaN, 0.001] }], {
    yLog: true,
    yRange: [0.001, 1000],
  });
  expect(figure.layout.yaxis).toMatchObject({ type: "log", dtick: 1, exponentformat: "none", range: [-3, 3] });
  expect(figure.data[0].y).toEqual([123.457, null, 0.001]);
  const wide = lines([{ label: "error", x: [1, 2], y: [1e-13, 1] }], { yLog: true });
  expect(wide.layout.yaxis).toMatchObject({ dtick: 2, exponentformat: "power" });
  expect(() => lines([{ label: "m", x: [1, 2], y: [3, 0] }], { yLog: true })).toThrow(
    new RangeError('lines: "m" has y = 0; expected numbers above 0 on a log axis'),
  );
});

test("lines that make no picture are refused in one line", () => {
  const line = (x: number[], y: number[]) => () => lines([{ label: "m", x, y }], { xLog: true });
  expect(() => lines([])).toThrow(new RangeError("lines: there is no line; expected at least one { label, x, y }"));
  expect(line([1, 2], [3])).toThrow(new RangeError('lines: "m" has 2 x and 1 y; expected as many, at least one'));
  expect(line([0, 2], [3, 4])).toThrow(new RangeError('lines: "m" has x = 0; expected numbers above 0 on a log axis'));
  expect(() => lines([{ label: "m", x: [1, Number.NaN], y: [1, 2] }])).toThrow(
    new RangeError('lines: "m" has x = NaN; expected finite numbers'),
  );
  expect(line([1, 2], [Number.NaN, Infinity])).toThrow(new RangeError('lines: "m" has no finite y; the first is NaN'));
  expect(() => curves([])).toThrow(new RangeError("curves: there is no function; expected at least one { label, f }"));
  expect(() => curves([square], { from: 1, to: 1 })).toThrow(
    new RangeError("curves: from is 1 and to is 1; expected from to lie below to"),
  );
  expect(() => curves([square], { count: 1 })).toThrow(
    new RangeError("curves: count is 1; expected a whole number from 2 to 2000"),
  );
});

test("a panel whose figure shows no legend has none", () => {
  const [without, withOne] = [curves([square], { title: "one" }), curves([square], { title: "two" })];
  without.layout.showlegend = false;
  expect(panels([without, withOne]).data.map(({ showlegend }) => showlegend)).toEqual([false, undefined]);
});

test("panels gives each figure axes, a legend and a title of its own, side by side", () => {
  const sheet = panels([curves([square], { title: "one" }), curves([square], { title: "two" })], { title: "both" });
  const { xaxis, xaxis2, yaxis2, legend2, annotations } = sheet.layout as any;
  expect(sheet.data.map(({ xaxis, yaxis, legend }) => [xaxis, yaxis, legend])).toEqual([
    ["x", "y", "legend"],
    ["x2", "y2", "legend2"],
  ]);
  expect(xaxis.domain[1]).toBeLessThan(xaxis2.domain[0]);
  expect(legend2.x).toBeGreaterThan(xaxis2.domain[1]);
  expect([xaxis2.anchor, yaxis2.anchor]).toEqual(["y2", "x2"]);
  expect(annotations.map(({ text }: { text: string }) => text)).toEqual(["one", "two"]);
  expect(sheet.description).toBe("one: f(a) = a²: 25 at −5, 25 at 5. two: f(a) = a²: 25 at −5, 25 at 5.");
});

test("panels go on in a second row when the columns are full", () => {
  const three = panels(
    [1, 2, 3].map(() => curves([square])),
    { columns: 2 },
  );
  const { yaxis, yaxis2, yaxis3, xaxis, xaxis3 } = three.layout as any;
  expect(yaxis2.domain).toEqual(yaxis.domain);
  expect(yaxis3.domain[1]).toBeLessThan(yaxis.domain[0]);
  expect(xaxis3.domain[0]).toBe(xaxis.domain[0]);
});

test("what cannot stand in a panel is refused in one line", () => {
  expect(() => panels([])).toThrow(new RangeError("panels: there is no figure; expected at least one"));
  expect(() => panels([curves([square])], { columns: 0 })).toThrow(
    new RangeError("panels: columns is 0; expected a whole number above 0"),
  );
  expect(() => panels([curves([square]), heatMap(wild(2, 2))])).toThrow(
    new RangeError("panels: figure 1 is a drawing without axes; expected figures with axes, show this one by itself"),
  );
  const parts = { title: "t", description: "d.", xLabel: "x", yLabel: "y", width: 700, height: 450, data: [] };
  expect(() => panels([figure({ ...parts, frames: [] })])).toThrow(
    new RangeError("panels: figure 0 moves; expected figures with axes, show this one by itself"),
  );
});
