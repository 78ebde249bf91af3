import { expect, test } from "vitest";
import { linear } from "../../src/engine/activations";
import { Matrix } from "../../src/engine/matrix";
import { buildingBlocks } from "../../src/plots/building-blocks";
import { computationGraph } from "../../src/plots/computation-graph";
import { colors, type Figure } from "../../src/plots/figure";
import { networkDiagram } from "../../src/plots/network-diagram";
import { graph, network, parityTree } from "./inputs";

/** Every word drawn, with its place and colour. */
function words({ data }: Figure): { text: string; x: number; y: number; color: string }[] {
  return (data as any[])
    .filter(({ mode }) => mode === "text")
    .flatMap(({ text, x, y, textfont }) =>
      text.map((one: string, i: number) => ({ text: one, x: x[i], y: y[i], color: textfont.color[i] })),
    );
}

const said = (figure: Figure) => words(figure).map(({ text }) => text);

/** How many lines a figure has in each look. */
function lineCounts({ data }: Figure): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { mode, fill, line, x } of data as any[]) {
    if (mode !== "lines" || fill) continue;
    const look = `${line.color} ${line.dash ?? "solid"} ${line.width}`;
    counts[look] = (counts[look] ?? 0) + x.length / 3;
  }
  return counts;
}

test("the lecture's graph shows each value in its box and each derivative below it", () => {
  const figure = computationGraph(graph);
  expect(said(figure)).toEqual([
    ...["a", "<b>5</b>", "dJ/da = 3", "b", "<b>3</b>", "dJ/db = 6", "c", "<b>2</b>", "dJ/dc = 9"],
    ...["u = bc", "<b>6</b>", "dJ/du = 3", "v = a + u", "<b>11</b>", "dJ/dv = 3", "J = 3v", "<b>33</b>"],
  ]);
  for (const { text, color } of words(figure)) expect(color === colors.vermilion).toBe(text.startsWith("dJ/"));
  expect((figure.layout.annotations as any[]).map(({ text }) => text)).toEqual([
    ...["du/db = 2", "du/dc = 3", "dv/da = 1", "dv/du = 1", "dJ/dv = 3"],
  ]);
  expect(figure.description).toBe(
    "Forward, from a = 5, b = 3, c = 2 to J = 33. Backward, below the boxes: dJ/da = 3, dJ/db = 6, dJ/dc = 9.",
  );
});

test("a node stands right of all that it is computed from, and no two boxes touch", () => {
  const shapes = computationGraph(graph).layout.shapes as any[];
  const [a, b, c, u, v, J] = shapes;
  expect([a.x0, b.x0, c.x0]).toEqual([a.x0, a.x0, a.x0]);
  expect(u.x0).toBeGreaterThan(c.x1);
  expect(v.x0).toBeGreaterThan(u.x1);
  expect(J.x0).toBeGreaterThan(v.x1);
  const crowded = [
    ...["p", "q"].map((name) => ({ name })),
    ...["s", "t", "r"].map((name) => ({ name, from: ["p", "q"] })),
  ];
  const column = (computationGraph(crowded).layout.shapes as any[]).slice(2).sort((one, two) => one.y0 - two.y0);
  expect(column[1].y0).toBeGreaterThan(column[0].y1);
  expect(column[2].y0).toBeGreaterThan(column[1].y1);
});

test("a circuit's gates may share a label", () => {
  const figure = computationGraph(parityTree);
  expect(said(figure)).toEqual(["x₁", "x₂", "x₃", "x₄", "XOR", "XOR", "XOR"]);
  expect(lineCounts(figure)).toEqual({ "#555555 solid 1.5": 6 });
  expect(figure.description).toBe("From x₁, x₂, x₃, x₄ to XOR.");
});

test("a graph that hangs together wrongly is refused in one line", () => {
  expect(() => computationGraph([])).toThrow(
    new RangeError("computationGraph: there is no node; expected at least one"),
  );
  expect(() => computationGraph([{ name: "a" }, { name: "a" }])).toThrow(
    new RangeError('computationGraph: "a" is there twice; expected names once each'),
  );
  expect(() => computationGraph([{ name: "u", from: ["b"] }, { name: "b" }])).toThrow(
    new RangeError('computationGraph: "u" is computed from "b"; expected a node before it'),
  );
  expect(() => computationGraph([{ name: "b" }, { name: "u", from: ["b"], local: [1, 2] }])).toThrow(
    new RangeError('computationGraph: "u" has 2 local derivatives; expected 1, one for each of from'),
  );
});

test("a network has a circle for each unit, and a line for each weight that is not 0", () => {
  const W = new Matrix(1, 3, Float64Array.of(2, -1, 0));
  const one = { layers: [{ W, b: new Matrix(1, 1, Float64Array.of(0)), activation: linear }] };
  const figure = networkDiagram(one);
  expect(lineCounts(figure)).toEqual({ [`${colors.vermilion} solid 4.5`]: 1, [`${colors.blue} 6px,4px 1.8`]: 1 });
  const circles = figure.data.find(({ mode }) => mode === "markers") as any;
  expect(circles.x).toHaveLength(4);
  expect(said(figure)).toEqual([
    ...["x₁", "x₂", "x₃", "ŷ", "input, layer 0", "3 features", "output, layer 1", "1 unit, linear"],
  ]);
  expect(figure.description).toBe(
    "1 layer after the 3 inputs; hidden units: none; outputs: 1. Weights from −1 to 2: solid orange lines above 0, " +
      "dashed blue ones below, the thicker the larger.",
  );
});

test("the 2-3-4-1 network has its 22 weights as lines and its activations as captions", () => {
  const figure = networkDiagram(network());
  const lines = Object.values(lineCounts(figure)).reduce((sum, count) => sum + count, 0);
  expect(lines).toBe(2 * 3 + 3 * 4 + 4 * 1);
  expect(said(figure)).toEqual(expect.arrayContaining(["3 units, tanh", "4 units, tanh", "1 unit, sigmoid"]));
});

test("of large layers six units and the last are drawn, and the sentence says so", () => {
  const figure = networkDiagram([64, 30, 10]);
  expect(said(figure)).toEqual(expect.arrayContaining(["x₆", "⋮", "x₆₄", "64 features", "30 units", "ŷ₁₀"]));
  expect(lineCounts(figure)).toEqual({ "#9a9a9a solid 1": 7 * 7 + 7 * 10 });
  expect(figure.description).toBe(
    "2 layers after the 64 inputs; hidden units: 30; outputs: 10. Of large layers the first six units and the last are drawn.",
  );
});

test("units and layers bear the names they are given", () => {
  const figure = networkDiagram([2, 2, 1], {
    names: [[], ["≥ 1", "≥ 2"], ["odd"]],
    captions: ["bits", "how many\nare 1", "parity"],
  });
  expect(said(figure)).toEqual(["", "", "≥ 1", "≥ 2", "odd", "bits", "how many", "are 1", "parity"]);
});

test("a network that cannot be drawn is refused in one line", () => {
  expect(() => networkDiagram([3])).toThrow(
    new RangeError("networkDiagram: the sizes are [3]; expected two or more whole numbers above 0"),
  );
  expect(() => networkDiagram([3, 1], { captions: ["x"] })).toThrow(
    new RangeError("networkDiagram: captions has 1 entries; expected 2, one a layer with the input"),
  );
  expect(() => networkDiagram([3, 1], { names: [["a", "b"], []] })).toThrow(
    new RangeError("networkDiagram: layer 0 has 2 names; expected 3, one a unit, or none"),
  );
});

test("three building blocks: each with its parameters, its cache and its gradients", () => {
  const figure = buildingBlocks(3);
  const all = said(figure);
  for (const l of [1, 2, 3]) {
    for (const text of [`W[${l}], b[${l}]`, `W[${l}], dZ[${l}]`, `A[${l - 1}], Z[${l}]`, `dW[${l}], db[${l}]`]) {
      expect(all.filter((one) => one === text)).toHaveLength(1);
    }
  }
  expect(all).toEqual(expect.arrayContaining(["A[0]", "A[1]", "A[2]", "A[3] = Ŷ", "dA[3]", "dA[2]", "dA[1]", "dA[0]"]));
  expect(figure.layout.shapes).toHaveLength(6);
  const [right, left] = ["A[1]", "dA[1]"].map((text) => words(figure).find((word) => word.text === text));
  expect(left?.x).toBe(right?.x);
  expect(left?.y).toBeGreaterThan(right?.y as number);
});

test("of many blocks the first two and the last are drawn", () => {
  const all = said(buildingBlocks(9));
  expect(all.filter((text) => text.startsWith("layer"))).toEqual([1, 1, 2, 2, 9, 9].map((l) => `layer ${l}`));
  expect(all).toEqual(expect.arrayContaining(["⋯", "A[8]", "dA[8]", "A[8], Z[9]"]));
  expect(buildingBlocks(5).layout.shapes).toHaveLength(10);
});

test("a number of layers that is none is refused in one line", () => {
  expect(() => buildingBlocks(0)).toThrow(
    new RangeError("buildingBlocks: L is 0; expected the number of layers, a whole number above 0"),
  );
});
