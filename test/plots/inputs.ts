/** What the lectures' pictures are drawn from in several tests. */
import { sigmoid, tanh } from "../../src/engine/activations";
import { exp, log } from "../../src/engine/elementary";
import { Matrix } from "../../src/engine/matrix";
import type { Network } from "../../src/engine/network";

/** Numbers that look drawn at random and are the same everywhere: −1 … 1. */
export function wild(rows: number, cols: number, factor = 1): Matrix<any, any> {
  const values = Float64Array.from({ length: rows * cols }, (_, i) => factor * ((((i + 1) * 7919) % 1009) / 504.5 - 1));
  return new Matrix(rows, cols, values);
}

/** A 2-3-4-1 network with such weights. */
export function network(): Network {
  const shapes = [
    [3, 2, tanh],
    [4, 3, tanh],
    [1, 4, sigmoid],
  ] as const;
  return { layers: shapes.map(([n, p, activation]) => ({ W: wild(n, p, 2), b: wild(n, 1), activation })) };
}

/** A 0 and a 1 as 8×8 grey images, one a column. */
export const digitImages = new Matrix(
  64,
  2,
  Float64Array.from({ length: 128 }, (_, i) => {
    const [row, column, digit] = [Math.floor(i / 16), Math.floor((i % 16) / 2), i % 2];
    if (digit === 1) return column === 4 ? 16 : column === 3 ? 7 : 0;
    const radius = Math.sqrt((row - 3.5) ** 2 + (column - 3.5) ** 2);
    return Math.max(0, Math.round(16 - 8 * Math.abs(radius - 2.7)));
  }),
);

/** J = 3(a + bc) at a = 5, b = 3, c = 2: lecture 001. */
export const graph = [
  { name: "a", value: 5, derivative: 3 },
  { name: "b", value: 3, derivative: 6 },
  { name: "c", value: 2, derivative: 9 },
  { name: "u", formula: "bc", from: ["b", "c"], value: 6, derivative: 3, local: [2, 3] },
  { name: "v", formula: "a + u", from: ["a", "u"], value: 11, derivative: 3, local: [1, 1] },
  { name: "J", formula: "3v", from: ["v"], value: 33, local: [3] },
];

/** Four bits, a tree of exclusive ors: their parity. */
export const parityTree = [
  ...["x₁", "x₂", "x₃", "x₄"].map((name) => ({ name })),
  { name: "left", label: "XOR", from: ["x₁", "x₂"] },
  { name: "right", label: "XOR", from: ["x₃", "x₄"] },
  { name: "odd", label: "XOR", from: ["left", "right"] },
];

/** The cost of σ(w·x + b) on four samples, by both losses. */
export function logisticCost(loss: "squared" | "cross"): (w: number, b: number) => number {
  const samples = [
    [-2, 0],
    [-0.5, 1],
    [0.5, 0],
    [2, 1],
  ];
  return (w, b) => {
    const costs = samples.map(([x, y]) => {
      const yhat = 1 / (1 + exp(-(w * x + b)));
      return loss === "squared" ? ((yhat - y) * (yhat - y)) / 2 : -log(y === 1 ? yhat : 1 - yhat);
    });
    return costs.reduce((sum, cost) => sum + cost, 0) / samples.length;
  };
}

/** Steps toward the bottom of a bowl at (1, 0.5). */
export const descent = Array.from({ length: 40 }, (_, i): [number, number] => [
  1 - 4 * 0.88 ** i,
  0.5 + 2.5 * 0.7 ** i,
]);
