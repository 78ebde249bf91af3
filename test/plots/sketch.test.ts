import { expect, test } from "vitest";
import { costCurve } from "../../src/plots/cost-curve";
import { sketch } from "../../src/plots/sketch";

const texts = (svg: string) => [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, words]) => words);
const corners = (svg: string) => (/<polyline points="([^"]*)"/.exec(svg) ?? [])[1].split(" ");

test("a sketch has the figure's words, a few round ticks, and its line from edge to edge", () => {
  const history = [0, 5000, 10000].map((iteration) => ({ iteration, cost: 0.6 - iteration / 50000 }));
  const svg = sketch(costCurve(history, { title: "A & B" }));
  expect(texts(svg)).toEqual([
    ...["A &amp; B", "The cost falls from 0.6 at iteration 0 to 0.4 at iteration 10000."],
    ...["0", "2,000", "4,000", "6,000", "8,000", "10,000"],
    ...["0", "0.2", "0.4", "0.6"],
    ...["iteration", "cost J"],
  ]);
  expect(corners(svg)).toEqual(["72,86.1", "376,136.4", "680,186.7"]);
});

test("a logarithmic axis has the figure's ticks, evenly spaced", () => {
  const history = [1, 0.1, 0.01].map((cost, n) => ({ iteration: n, cost }));
  const svg = sketch(costCurve(history));
  expect(texts(svg)).toEqual(expect.arrayContaining(["0.01", "0.1", "1", "cost J (log scale)"]));
  const [first, second, third] = corners(svg).map((corner) => Number(corner.split(",")[1]));
  expect(third - second).toBeCloseTo(second - first, 0);
});

test("a history of one point is a sheet without a line", () => {
  const svg = sketch(costCurve([{ iteration: 0, cost: 0.66 }]));
  expect(corners(svg)).toEqual([expect.stringMatching(/^72,/)]);
  expect(svg).not.toMatch(/NaN|Infinity/);
});
