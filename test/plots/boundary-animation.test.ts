import { expect, test } from "vitest";
import { asBundle } from "../../src/display";
import { Matrix } from "../../src/engine/matrix";
import { boundary } from "../../src/plots/boundary";
import { boundaryAnimation } from "../../src/plots/boundary-animation";
import { halfRight, moments, X, Y } from "./samples";

const all = moments();
const figure = boundaryAnimation(all, X, Y);

test("each frame is boundary's picture at that iteration; the figure itself is the last", () => {
  const frames = figure.frames as any[];
  expect(frames.map(({ name }) => name)).toEqual(["0", "100", "1000", "10000", "54817"]);
  frames.forEach((frame, i) => {
    const { data } = boundary(all[i].predict, X, Y, { step: 0.3, count: 26 });
    expect(frame.data).toEqual(data.slice(0, 2).map(({ x, y }) => ({ x, y })));
    expect(frame.traces).toEqual([0, 1]);
  });
  expect(figure.data.slice(0, 2)).toMatchObject(frames[4].data);
  expect(frames[0].data[0].x.length).toBeGreaterThan(frames[4].data[0].x.length);
});

test("the slider has a step for each frame and stands at the last; play goes through all", async () => {
  const [{ active, steps }] = figure.layout.sliders as any[];
  expect(active).toBe(4);
  expect(steps.map(({ label, args }: any) => [label, args[0]])).toEqual(
    ["0", "100", "1000", "10000", "54817"].map((name) => [name, [name]]),
  );
  const [{ buttons }] = figure.layout.updatemenus as any[];
  expect(buttons.map(({ label, method, args }: any) => [label, method, args[0]])).toEqual([
    ["▶ Play", "animate", null],
    ["❚❚", "animate", [null]],
  ]);
  const bundle = await figure[asBundle]();
  expect((bundle["application/vnd.plotly.v1+json"] as any).frames).toBe(figure.frames);
});

test("the still picture has neither slider nor buttons, nor their room", () => {
  const { still } = figure.layout.meta as any;
  expect([still.sliders, still.updatemenus]).toEqual([[], []]);
  expect((figure.layout.height as number) - still.height).toBe(96);
  expect((figure.layout.margin as any).b - still.margin.b).toBe(96);
});

test("the sentence says how many samples lie on the right side, at the first and at the last", () => {
  expect(figure.description).toBe(
    "Squares where the network says class 1 (ŷ > 0.5), dots where it says class 0, here after 54817 iterations: " +
      "28 of 35 samples (○ 0, × 1) lie on the right side. At iteration 0, 22 of 35 samples lie on the right side.",
  );
});

test("of many moments fifteen are shown, the first and the last among them", () => {
  const many = Array.from({ length: 100 }, (_, i) => ({ iteration: 10 * i, predict: halfRight }));
  const names = (boundaryAnimation(many, X, Y).frames ?? []).map(({ name }) => name);
  expect([names.length, names[0], names[14]]).toEqual([15, "0", "990"]);
  expect(JSON.stringify(boundaryAnimation(many, X, Y)).length).toBeLessThan(110_000);
});

test("moments that make no moving picture are refused in one line", () => {
  expect(() => boundaryAnimation([], X, Y)).toThrow(
    new RangeError("boundaryAnimation: there is no moment; expected { iteration, predict }"),
  );
  const twice = [5, 5].map((iteration) => ({ iteration, predict: halfRight }));
  expect(() => boundaryAnimation(twice, X, Y)).toThrow(
    new RangeError("boundaryAnimation: iteration 5 comes after 5; expected rising iterations"),
  );
  expect(() => boundaryAnimation(all, X, Y, { most: 1 })).toThrow(
    new RangeError("boundaryAnimation: most is 1; expected a whole number from 2"),
  );
  const broken = { iteration: 7, predict: () => new Matrix(1, 35, new Float64Array(35).fill(Number.NaN)) };
  expect(() => boundaryAnimation([broken], X, Y)).toThrow(
    new RangeError("boundary: predict gave NaN for column 0; has the training diverged?"),
  );
});
