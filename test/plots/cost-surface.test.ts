import { expect, test } from "vitest";
import { costSurface } from "../../src/plots/cost-surface";
import { descent } from "./inputs";

const bowl = (w: number, b: number) => (w - 1) * (w - 1) + 4 * b * b;

test("the grid has J of each w along a row and of each b along a column", () => {
  const [{ x, y, z, type }] = costSurface(bowl, { x: [-1, 1], y: [0, 2], count: 3 }).data;
  expect({ type, x, y }).toEqual({ type: "contour", x: [-1, 0, 1], y: [0, 1, 2] });
  expect(z).toEqual([
    [4, 1, 0],
    [8, 5, 4],
    [20, 17, 16],
  ]);
});

test("contours lie at round costs", () => {
  const [{ contours }] = costSurface(bowl, { x: [-1, 1], y: [0, 2], count: 3 }).data;
  expect(contours).toMatchObject({ start: 0, end: 20, size: 2 });
});

test("on a log scale the colours follow log J and the bar reads in costs", () => {
  const [{ z, colorbar }] = costSurface((w) => (w < 0 ? 0.01 : 100), { x: [-1, 1], count: 2, log: true }).data;
  expect(z).toEqual([
    [-2, 2],
    [-2, 2],
  ]);
  expect(colorbar).toMatchObject({ tickvals: [-2, -1, 0, 1, 2], ticktext: ["0.01", "0.1", "1", "10", "100"] });
});

test("the descent is a line from its start to its end", () => {
  const figure = costSurface(bowl, { path: descent });
  const [, line, start, end] = figure.data as any[];
  expect(line.x).toHaveLength(40);
  expect([line.x[0], line.y[0], line.mode]).toEqual([-3, 3, "lines+markers"]);
  expect([start.name, start.x, start.y, start.marker.symbol]).toEqual(["start", [-3], [3], "square"]);
  expect([end.name, end.x, end.y, end.marker.symbol]).toEqual(["end", [0.973], [0.5], "star"]);
});

test("a long descent is thinned, its ends kept", () => {
  const path = Array.from({ length: 10_000 }, (_, i): [number, number] => [i / 10_000, 0]);
  const [, line] = costSurface(bowl, { path }).data as any[];
  expect([line.x.length, line.x[0], line.x[149], line.mode]).toEqual([150, 0, 1, "lines"]);
});

test("the sentence says where the cost is lowest and how far the descent comes", () => {
  const path: [number, number][] = [
    [-1, 0],
    [0.5, 0],
  ];
  expect(costSurface(bowl, { x: [-1, 1], y: [0, 2], count: 3, path }).description).toBe(
    "On the grid the cost is lowest, 0, at (1, 0), and highest, 20, at (−1, 2). " +
      "The descent goes from (−1, 0), cost 4, to (0.5, 0), cost 0.25.",
  );
});

test("a surface without slopes is drawn too", () => {
  const [{ contours }] = costSurface(() => 3).data;
  expect(contours).toMatchObject({ start: 3, end: 3, size: 1 });
});

test("a surface that makes no picture is refused in one line", () => {
  expect(() => costSurface(bowl, { x: [1, -1] })).toThrow(
    new RangeError("costSurface: x goes from 1 to -1; expected two numbers, the lower one first"),
  );
  expect(() => costSurface(bowl, { count: 1 })).toThrow(
    new RangeError("costSurface: count is 1; expected a whole number from 2 to 200"),
  );
  expect(() => costSurface((w) => 1 / w, { x: [0, 1], y: [0, 1] })).toThrow(
    new RangeError("costSurface: J(0, 0) is Infinity; expected a finite number"),
  );
  expect(() => costSurface(bowl, { x: [1, 2], y: [0, 1], log: true })).toThrow(
    new RangeError("costSurface: J(1, 0) is 0; expected a number above 0, as log is set"),
  );
  expect(() => costSurface(bowl, { path: [[0, Number.NaN]] })).toThrow(
    new RangeError("costSurface: step 0 of the path is (0, NaN); has it diverged?"),
  );
});
