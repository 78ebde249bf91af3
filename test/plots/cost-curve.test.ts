import { expect, test } from "vitest";
import { type CostPoint, costCurve, thin } from "../../src/plots/cost-curve";
import type { Figure } from "../../src/plots/figure";
import { history } from "./samples";

type Line = { name?: string; x: number[]; y: number[]; mode: string; line: { color: string; dash: string } };

function lines({ data }: Figure): Line[] {
  return data as unknown as Line[];
}

function costs(...values: number[]): CostPoint[] {
  return values.map((cost, iteration) => ({ iteration, cost }));
}

test("one run is one line through all its points, without a legend", () => {
  const figure = costCurve(costs(0.7, 0.5, 0.4));
  expect(lines(figure)).toHaveLength(1);
  expect(lines(figure)[0]).toMatchObject({ x: [0, 1, 2], y: [0.7, 0.5, 0.4], mode: "lines" });
  expect(figure.layout.showlegend).toBe(false);
  expect(figure.description).toBe("The cost falls from 0.7 at iteration 0 to 0.4 at iteration 2.");
});

test("several runs lie over each other, told apart by colour and by dashes, with a legend", () => {
  const figure = costCurve([
    { label: "alpha = 0.01", history: costs(0.7, 0.6) },
    { label: "alpha = 0.1", history: costs(0.7, 0.3, 0.2) },
  ]);
  expect(lines(figure).map(({ name }) => name)).toEqual(["alpha = 0.01", "alpha = 0.1"]);
  const [a, b] = lines(figure).map(({ line }) => line);
  expect(a.color).not.toBe(b.color);
  expect(a.dash).not.toBe(b.dash);
  expect(figure.layout.showlegend).toBe(true);
  expect(figure.description).toBe("Where each run ends: alpha = 0.01: 0.6 at 1; alpha = 0.1: 0.2 at 2.");
});

test("of many runs the sentence tells the lowest and the highest", () => {
  const runs = [3, 1, 4, 1.5, 9, 2, 6].map((end) => ({ label: `run ${end}`, history: costs(10, end) }));
  expect(costCurve(runs).description).toBe(
    "Of 7 runs the lowest ends with run 1: 1 at 1; the highest with run 9: 9 at 1.",
  );
});

test("the cost axis is logarithmic when the costs span more than a factor of ten, or as asked", () => {
  const type = (figure: Figure) => (figure.layout.yaxis as { type?: string }).type;
  expect(type(costCurve(costs(1, 0.11)))).toBeUndefined();
  expect(type(costCurve(costs(1, 0.09)))).toBe("log");
  expect(type(costCurve(costs(1, 0.09), { log: false }))).toBeUndefined();
  expect(type(costCurve(costs(1, 0.5), { log: true }))).toBe("log");
  expect(type(costCurve(costs(1, 0)))).toBeUndefined();
});

test("a logarithmic axis is labelled in full at 1, 2 and 5", () => {
  const ticks = (...values: number[]) => (costCurve(costs(...values), { log: true }).layout.yaxis as any).ticktext;
  expect(ticks(0.66, 0.05)).toEqual(["0.05", "0.1", "0.2", "0.5"]);
  expect(ticks(1, 1e-6)).toEqual(["0.000001", "0.00001", "0.0001", "0.001", "0.01", "0.1", "1"]);
  expect(ticks(0.66, 0.65)).toBeUndefined(); // too narrow for two of them: Plotly chooses
});

test("a long history keeps first, last and each stretch's extremes", () => {
  const long = history(5000).map((point, i) => (i === 1234 ? { ...point, cost: 7 } : point));
  const [line] = lines(costCurve(long));
  expect(line.x.length).toBeLessThanOrEqual(602);
  expect([line.x[0], line.x.at(-1)]).toEqual([0, 499900]);
  expect(line.y[line.x.indexOf(123400)]).toBe(7);
  expect(line.x).toEqual([...line.x].sort((a, b) => a - b));
  expect(thin(long.slice(0, 602), 300)).toHaveLength(602);
});

test("a cost that is not finite is left out, and the sentence says so", () => {
  const figure = costCurve(costs(0.7, 3, Number.NaN, Number.POSITIVE_INFINITY));
  expect(lines(figure)[0].y).toEqual([0.7, 3]);
  expect(figure.description).toBe(
    "The cost rises from 0.7 at iteration 0 to 3 at iteration 1. After iteration 1 it is not finite any more: the run diverged.",
  );
  const two = costCurve([
    { label: "a", history: costs(0.7, 0.5) },
    { label: "b", history: costs(0.7, Number.NaN) },
  ]);
  expect(two.description).toBe("Where each run ends: a: 0.5 at 1; b: 0.7 at 0. Diverged: b.");
});

test("a single cost is drawn as a point", () => {
  const figure = costCurve(costs(0.66));
  expect(lines(figure)[0].mode).toBe("markers");
  expect(figure.description).toBe("The cost is 0.66 at iteration 0.");
});

test("what makes no curve is refused in one line", () => {
  expect(() => costCurve([])).toThrow(
    new RangeError("costCurve: the history is empty; expected at least one iteration's cost"),
  );
  expect(() => costCurve([{ label: "a", history: [] }])).toThrow(
    new RangeError('costCurve: the history "a" is empty; expected at least one iteration\'s cost'),
  );
  expect(() => costCurve(costs(Number.NaN))).toThrow(
    new RangeError("costCurve: the history has no finite cost; the first is NaN"),
  );
  expect(() => costCurve(costs(1, 0), { log: true })).toThrow(
    new RangeError("costCurve: a log axis needs costs above 0, the lowest is 0"),
  );
});
