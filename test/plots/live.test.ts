import { afterEach, beforeEach, expect, test } from "vitest";
import { asBundle, type Displayable } from "../../src/display";
import { live } from "../../src/plots/live";

type Shown = { id?: string; update?: boolean; bundle: any };

const hostKey = Symbol.for("workbook.host");
const program = globalThis as Record<symbol, any>;
let shown: Shown[];
let interrupt: AbortController;

beforeEach(() => {
  shown = [];
  interrupt = new AbortController();
  delete program[Symbol.for("workbook.live")];
  program[hostKey] = {
    display: (value: Displayable, options: object) => shown.push({ ...options, bundle: value[asBundle]() }),
    signal: interrupt.signal,
  };
});

afterEach(() => {
  delete program[hostKey];
});

function at(iteration: number, cost: number, stopped?: "cost" | "iterations" | "interrupted" | "diverged") {
  const history = [
    { iteration: 0, cost: 0.66 },
    { iteration, cost },
  ];
  return { iteration, cost, history, iterations: 1000, stopped };
}

test("an empty bar is shown at once; bar and curve then change in place", () => {
  const { onProgress } = live("The 3-layer program");
  expect(shown).toEqual([
    { id: "live-1-bar", bundle: expect.objectContaining({ "text/plain": "0 % starting" }) },
    { id: "live-1", bundle: { "text/plain": "The cost curve comes here." } },
  ]);
  onProgress(at(100, 0.6));
  onProgress(at(200, 0.5));
  expect(shown.slice(2).map(({ id, update }) => [id, update])).toEqual([
    ["live-1-bar", true],
    ["live-1", true],
    ["live-1-bar", true],
    ["live-1", true],
  ]);
  expect(shown[4].bundle["text/plain"]).toBe("20 % iteration 200 of at most 1000, cost 0.5");
  expect(shown[5].bundle).toEqual({
    "text/html": expect.stringMatching(/^<svg width="700" height="450" .*>The 3-layer program</),
    "text/plain": "The cost falls from 0.66 at iteration 0 to 0.5 at iteration 200.",
  });
});

test("the curve is a sketch while it changes and a figure at the end: JupyterLab never redraws a figure", () => {
  const { onProgress } = live("The 3-layer program");
  onProgress(at(200, 0.5));
  onProgress(at(1000, 0.4, "iterations"));
  const [during, final] = [shown[3].bundle, shown[5].bundle];
  expect(Object.keys(during)).not.toContain("application/vnd.plotly.v1+json");
  const { data, layout } = final["application/vnd.plotly.v1+json"];
  expect(layout.title.text).toBe("The 3-layer program");
  expect(data[0].x).toEqual([0, 1000]);
});

test("at the end one line replaces the bar, and says why", () => {
  const last = () => shown.at(-2)?.bundle;
  live().onProgress(at(54, 0.04999, "cost"));
  expect(last()).toEqual({ "text/plain": "Arrived after 54 iterations, cost 0.04999." });
  live().onProgress(at(1000, 0.4, "iterations"));
  expect(last()).toEqual({ "text/plain": "Stopped at the cap after 1000 iterations, cost 0.4." });
  live().onProgress(at(300, 0.5, "interrupted"));
  expect(last()).toEqual({ "text/plain": "Interrupted after 300 iterations, cost 0.5." });
  live().onProgress(at(7, 12.5, "diverged"));
  expect(last()).toEqual({ "text/plain": "Diverged after 7 iterations, cost 12.5." });
});

test("a training that diverged from the start has no curve to draw", () => {
  live().onProgress(at(0, Number.NaN, "diverged"));
  expect(shown.slice(2)).toEqual([{ id: "live-1-bar", update: true, bundle: expect.anything() }]);
});

test("what stays is the same whether the training was watched often or hardly", () => {
  const final = (steps: number[]) => {
    delete program[Symbol.for("workbook.live")];
    shown = [];
    const { onProgress } = live();
    for (const step of steps) onProgress(at(step, 0.3));
    onProgress(at(900, 0.05, "cost"));
    return Object.fromEntries(shown.map(({ id, bundle }) => [id, bundle]));
  };
  expect(final([1, 2, 3, 400])).toEqual(final([]));
});

test("displays count up in the program, also when the module is loaded anew", () => {
  live();
  live();
  expect(shown.map(({ id }) => id)).toEqual(["live-1-bar", "live-1", "live-2-bar", "live-2"]);
  expect(program[Symbol.for("workbook.live")]).toBe(2);
});

test("it asks for four pictures a second, and its signal is that of the running cell", () => {
  const options = { ...live() };
  expect(options.progressEvery).toBe(250);
  expect(options.signal.aborted).toBe(false);
  interrupt.abort();
  expect(options.signal.aborted).toBe(true);
});
