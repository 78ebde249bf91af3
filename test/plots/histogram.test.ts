import { expect, test } from "vitest";
import { Matrix } from "../../src/engine/matrix";
import { histogram } from "../../src/plots/histogram";
import { predictedAgainstTrue } from "../../src/plots/predicted-against-true";

const row = (...values: number[]) => new Matrix(1, values.length, Float64Array.from(values));

test("each value counts in one bin, one on a border in the upper one, the last border in the last bin", () => {
  const [{ type, x, y }] = histogram([0, 0.5, 1, 1.5, 3, 4], { bins: 4 }).data;
  expect({ type, x, y }).toEqual({ type: "bar", x: [0.5, 1.5, 2.5, 3.5], y: [2, 2, 0, 2] });
});

test("several lists are outlines of their shares over the same bins", () => {
  const figure = histogram(
    [
      { label: "W × 0.01", values: [0.1, -0.1] },
      { label: "W × 100", values: Float64Array.of(1, 1, 1, -1) },
    ],
    { bins: 2 },
  );
  const [small, large] = figure.data as any[];
  expect(small.x).toEqual([-1, -1, 0, 0, 1, 1]);
  expect(small.y).toEqual([0, 50, 50, 50, 50, 0]);
  expect(large.y).toEqual([0, 25, 25, 75, 75, 0]);
  expect(small.line.dash).not.toBe(large.line.dash);
  expect(figure.description).toBe(
    "W × 0.01: 2 values, 50 % of them in the fullest bin, from −1 to 0. " +
      "W × 100: 4 values, 75 % of them in the fullest bin, from 0 to 1.",
  );
});

test("equal values make one bin full", () => {
  const [{ x, y }] = histogram([3, 3, 3], { bins: 1 }).data;
  expect({ x, y }).toEqual({ x: [3], y: [3] });
});

test("values that make no histogram are refused in one line", () => {
  expect(() => histogram([])).toThrow(new RangeError("histogram: there is no value; expected at least one"));
  expect(() => histogram([{ label: "a", values: [] }])).toThrow(
    new RangeError('histogram: there is no value of "a"; expected at least one'),
  );
  expect(() => histogram([1, Number.NaN])).toThrow(
    new RangeError("histogram: value 1 is NaN; expected a finite number"),
  );
  expect(() => histogram([1, 5], { range: [0, 2] })).toThrow(
    new RangeError("histogram: value 1 is 5; expected one from 0 to 2"),
  );
  expect(() => histogram([1, 1], { range: [1, 1] })).toThrow(
    new RangeError("histogram: range is 1 to 1; expected the lower number first"),
  );
  expect(() => histogram([1, 2], { bins: 0 })).toThrow(
    new RangeError("histogram: bins is 0; expected a whole number from 1 to 200"),
  );
});

test("a prediction stands over its true value, the diagonal is where both agree", () => {
  const figure = predictedAgainstTrue(row(110, 190), row(100, 200), { unit: "1000 $" });
  const [diagonal, samples] = figure.data as any[];
  expect([samples.x, samples.y]).toEqual([
    [100, 200],
    [110, 190],
  ]);
  expect(diagonal.x).toEqual(diagonal.y);
  expect(diagonal.line.dash).toBe("dash");
  const { xaxis, yaxis } = figure.layout as any;
  expect([xaxis.title.text, yaxis.title.text]).toEqual(["true value y in 1000 $", "prediction ŷ in 1000 $"]);
  expect(xaxis.range).toEqual(yaxis.range);
});

test("residuals are prediction minus true value, around 0", () => {
  const figure = predictedAgainstTrue(row(110, 180), row(100, 200), { residuals: true });
  const [zero, samples] = figure.data as any[];
  expect(samples.y).toEqual([10, -20]);
  expect(zero.y).toEqual([0, 0]);
  expect(figure.description).toBe("2 samples: the predictions are off by 15 on average, by 20 at most.");
});

test("the sentence names the unit", () => {
  expect(predictedAgainstTrue(row(1), row(3), { unit: "m²" }).description).toBe(
    "1 sample: the predictions are off by 2 on average, by 2 at most, in m².",
  );
});

test("predictions that do not fit are refused in one line", () => {
  expect(() => predictedAgainstTrue(row(1, 2), row(1))).toThrow(
    new RangeError("predictedAgainstTrue: Yhat is 1×2, Y is 1×1; expected both to be 1 × m, m at least 1"),
  );
  expect(() => predictedAgainstTrue(row(Number.NaN), row(1))).toThrow(
    new RangeError("predictedAgainstTrue: sample 0 of Yhat is NaN; expected a finite number"),
  );
});
