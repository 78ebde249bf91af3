/** One figure of each kind that the lectures need beside scatter, boundary and cost curve. */
import { exp, tanh } from "../../src/engine/elementary";
import { Matrix } from "../../src/engine/matrix";
import { buildingBlocks } from "../../src/plots/building-blocks";
import { computationGraph } from "../../src/plots/computation-graph";
import { confusionPlot } from "../../src/plots/confusion-plot";
import { costSurface } from "../../src/plots/cost-surface";
import type { Figure } from "../../src/plots/figure";
import { heatMap } from "../../src/plots/heat-map";
import { histogram } from "../../src/plots/histogram";
import { images } from "../../src/plots/images";
import { curves, lines } from "../../src/plots/lines";
import { networkDiagram } from "../../src/plots/network-diagram";
import { panels } from "../../src/plots/panels";
import { predictedAgainstTrue } from "../../src/plots/predicted-against-true";
import { descent, digitImages, graph, logisticCost, network, parityTree, wild } from "./inputs";

export function lecturePictures(): Record<string, Figure> {
  return { ...functions(), ...surfaces(), ...diagrams(), ...matrices() };
}

function functions(): Record<string, Figure> {
  const pair = (title: string, f: (z: number) => number, slope: (z: number) => number) =>
    curves(
      [
        { label: "g(z)", f },
        { label: "g′(z)", f: slope },
      ],
      { title, xLabel: "z", yLabel: "g, g′" },
    );
  const sigma = (z: number) => 1 / (1 + exp(-z));
  const activations = [
    pair("sigmoid", sigma, (z) => sigma(z) * (1 - sigma(z))),
    pair("tanh", tanh, (z) => 1 - tanh(z) * tanh(z)),
    pair(
      "ReLU",
      (z) => Math.max(0, z),
      (z) => (z > 0 ? 1 : 0),
    ),
    pair(
      "leaky ReLU",
      (z) => Math.max(0.01 * z, z),
      (z) => (z > 0 ? 1 : 0.01),
    ),
  ];
  const tangent = { label: "tangent at a = 2", x: [0.5, 3.5], y: [-2, 10] };
  const point = { label: "a = 2", x: [2], y: [4], draw: "markers" as const };
  const m = [10, 30, 100, 300, 1000];
  const learning = ["logistic regression", "small network", "medium network", "large network"].map((label, k) => ({
    label,
    x: m,
    y: m.map((size, i) => 0.97 - 0.5 / (1 + i * (0.5 + 0.3 * k)) + size / 1e5),
    draw: "both" as const,
  }));
  const yhat = wild(1, 60, 20);
  const prices = yhat.map((value) => 300 + 8 * value);
  const guesses = new Matrix(
    1,
    60,
    prices.data.map((price, i) => price + 20 * Math.sin(i)),
  );
  const small = wild(20, 50, 0.9);
  const large = new Matrix(
    20,
    50,
    small.data.map((a) => Math.sign(a) * (1 - 0.2 * a * a)),
  );
  return {
    activations: panels(activations, { title: "Four activations and their derivatives", columns: 2 }),
    tangent: curves([{ label: "f(a) = a²", f: (a) => a * a }], {
      title: "f(a) = a² and its slope at a = 2",
      from: 0,
      to: 4,
      xLabel: "a",
      yLabel: "f(a)",
      over: [tangent, point],
    }),
    learning: lines(learning, {
      title: "Scale drives deep learning",
      xLog: true,
      xLabel: "m",
      yLabel: "test accuracy",
    }),
    histogram: histogram(small.data, { title: "Activations of layer 1", xLabel: "a" }),
    saturation: histogram(
      [
        { label: "W × 0.01", values: small.data },
        { label: "W × 100", values: large.data },
      ],
      { title: "Saturation", xLabel: "a = tanh(z)" },
    ),
    saturations: panels([histogram(small.data, { title: "W × 0.01" }), histogram(large.data, { title: "W × 100" })]),
    predicted: predictedAgainstTrue(guesses, prices, { unit: "1000 $" }),
    residuals: predictedAgainstTrue(guesses, prices, { unit: "1000 $", residuals: true }),
  };
}

function surfaces(): Record<string, Figure> {
  const surface = (title: string, loss: "squared" | "cross") => costSurface(logisticCost(loss), { title, x: [-6, 6] });
  const bowl = (w: number, b: number) => 0.01 + (w - 1) * (w - 1) + 4 * (b - 0.5) * (b - 0.5);
  return {
    surface: costSurface(bowl, { path: descent }),
    valley: costSurface(bowl, { path: descent, log: true, title: "The same on a log scale" }),
    surfaces: panels([surface("Squared error", "squared"), surface("Cross-entropy", "cross")], {
      title: "Two costs of logistic regression",
    }),
  };
}

function diagrams(): Record<string, Figure> {
  return {
    graph: computationGraph(graph, { title: "J = 3(a + bc)" }),
    parity: computationGraph(parityTree, { title: "Parity of four bits by a tree of XORs" }),
    network: networkDiagram(network()),
    large: networkDiagram([64, 30, 10]),
    blocks: buildingBlocks(3),
    many: buildingBlocks(9),
  };
}

function matrices(): Record<string, Figure> {
  const counts = new Matrix(
    10,
    10,
    Float64Array.from({ length: 100 }, (_, i) => (i % 11 === 0 ? 60 + (i % 7) : (i * 3) % 29 < 3 ? i % 5 : 0)),
  );
  return {
    weights: heatMap(wild(4, 3), { title: "W[2]", xLabel: "unit of layer 1", yLabel: "unit of layer 2" }),
    pixels: heatMap(wild(30, 64), { title: "W[1], 30 units and 64 pixels", xLabel: "pixel", yLabel: "unit" }),
    digits: images(digitImages, { title: "Two digits", captions: ["true 0, says 0", "true 1, says 7"] }),
    filters: images(wild(64, 30), {
      title: "The weights of 30 units",
      captions: Array.from({ length: 30 }, (_, i) => `unit ${i + 1}`),
    }),
    confusion: confusionPlot(counts, { title: "Digits, test set" }),
  };
}
