/** Data that several tests draw. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Matrix } from "../../src/engine/matrix";
import { boundary } from "../../src/plots/boundary";
import { boundaryAnimation } from "../../src/plots/boundary-animation";
import { type CostPoint, costCurve } from "../../src/plots/cost-curve";
import type { Figure } from "../../src/plots/figure";
import { scatter } from "../../src/plots/scatter";
import { build } from "../../src/setup/build.mjs";
import { lecturePictures } from "./pictures";

const root = fileURLToPath(new URL("../..", import.meta.url));

const rows = readFileSync(join(root, "datasets/planar35.csv"), "utf8").trim().split("\n").slice(1);
const [x1, x2, y] = [0, 1, 2].map((column) => rows.map((row) => Number(row.split(",")[column])));

/** The lecture's 35 points. */
export const X = new Matrix(2, 35, Float64Array.from([...x1, ...x2]));
export const Y = new Matrix(1, 35, Float64Array.from(y));

/** The compiled render process. */
export function compiledEntry(): string {
  return join(build(root), "plots", "render-process.js");
}

/** What the session hands to the renderer. */
export function jsonOf({ data, layout }: Figure): string {
  return JSON.stringify({ data, layout });
}

/** An answer that is right for some samples and wrong for others: class 1 where x₁ + x₂ > 7.1. */
export function halfRight(points: Matrix<2, any>): Matrix<1, any> {
  const m: number = points.cols;
  const yhat = new Float64Array(m).map((_, i) => (points.data[i] + points.data[m + i] > 7.1 ? 0.9 : 0.1));
  return new Matrix(1, m, yhat);
}

/** A cost every hundred iterations, from 0.66 down to nearly 0.05. */
export function history(points: number, speed = 1): CostPoint[] {
  return Array.from({ length: points }, (_, i) => ({
    iteration: 100 * i,
    cost: 0.05 + 0.61 / (1 + ((speed * i) / 150) ** 2),
  }));
}

/** One figure of each kind, as a notebook would show them. */
export function gallery(): Record<string, Figure> {
  const runs = [0.003, 0.01, 0.03, 0.1, 0.3].map((alpha) => ({
    label: `alpha = ${alpha}`,
    history: history(600, 30 * alpha).map(({ iteration, cost }) => ({ iteration, cost: cost - 0.049 })),
  }));
  const flat = Array.from({ length: 50 }, (_, i) => ({ iteration: i, cost: 0.6597 - i / 1e6 }));
  return {
    scatter: scatter(X, Y, { title: "The lecture's 35 points" }),
    boundary: boundary(halfRight, X, Y, { title: "What the 3-layer program answers" }),
    curve: costCurve(history(549), { title: "The 3-layer program" }),
    curves: costCurve(runs, { title: "The same program with five learning rates" }),
    flat: costCurve(flat, { title: "A cost that hardly moves" }),
    ...lecturePictures(),
    animation: boundaryAnimation(moments(), X, Y),
    tiny: costCurve(history(200).map(({ iteration, cost }) => ({ iteration, cost: cost ** 12 }))),
  };
}

/** The line x₁ + x₂ = 7.1 of `halfRight`, coming from below. */
export function moments() {
  return [0, 100, 1000, 10000, 54817].map((iteration, i) => ({
    iteration,
    predict: (points: Matrix<2, any>) =>
      halfRight(points.add(new Matrix(1, 1, Float64Array.of(4 - i))) as Matrix<2, any>),
  }));
}
