/** hw4 q1: two circles, without noise. */
import type { Matrix } from "../../engine/matrix";
import { full, matrix } from "../../engine/matrix-constructors";
import { hstack } from "../../engine/matrix-stack";
import { cos, sin } from "../../engine/trigonometry";
import type { Exercise, Mistake } from "../exercise";

type Inputs = [m: number, factor: number];
interface Circles {
  X: Matrix<2, any>;
  Y: Matrix<1, any>;
}
const { PI } = Math;

interface Ways {
  outer(m: number): number;
  /** Points on the outer and on the inner circle. */
  point(radius: number, angle: number): [x1: number, x2: number];
  angle(k: number, count: number, m: number): number;
  radii(factor: number): [outer: number, inner: number];
}

const rightWays: Ways = {
  outer: (m) => Math.floor(m / 2),
  point: (radius, angle) => [radius * cos(angle), radius * sin(angle)],
  angle: (k, count) => (2 * PI * k) / count,
  radii: (factor) => [1, factor],
};

function made([m, factor]: Inputs, other: Partial<Ways> = {}): Circles {
  const { outer, point, angle, radii } = { ...rightWays, ...other };
  const counts = [outer(m), m - outer(m)];
  const circle = (count: number, radius: number) =>
    matrix(Array.from({ length: count }, (_, k) => point(radius, angle(k, count, m)))).T;
  const [first, second] = counts.map((count, i) => circle(count, radii(factor)[i]));
  return { X: hstack(first, second), Y: hstack(full(1, counts[0], 0), full(1, counts[1], 1)) };
}

function otherwise(name: string, hint: string, other: Partial<Ways>): Mistake {
  return { name, hint, solve: (...inputs: Inputs) => made(inputs, other) };
}

export const twoCircles: Exercise = {
  call: "twoCircles(m, factor)",
  // m odd and even; factor is no power of itself, and not 0.5 or 0.8
  inputs: (rng) => [
    [13, rng.uniform(0.55, 0.75)],
    [8, rng.uniform(0.25, 0.45)],
  ],
  solve: (...inputs: Inputs) => made(inputs),
  mistakes: [
    otherwise("with cos and sin exchanged", "x₁ is the cosine, x₂ the sine.", {
      point: (radius, angle) => [radius * sin(angle), radius * cos(angle)],
    }),
    otherwise("with the first point of a circle twice", "The last angle is one step before 2π: divide by the count.", {
      angle: (k, count) => (2 * PI * k) / (count - 1),
    }),
    otherwise("with half circles", "Once around is 2π.", { angle: (k, count) => (PI * k) / count }),
    otherwise("with angles in degrees", "cos and sin take the angle in radians: once around is 2π.", {
      angle: (k, count) => (360 * k) / count,
    }),
    otherwise(
      "with the steps of one circle of m points",
      "Each circle goes around once, with its own number of points.",
      {
        angle: (k, _count, m) => (2 * PI * k) / m,
      },
    ),
    otherwise("with points counted from 1", "The first point of each circle has the angle 0.", {
      angle: (k, count) => (2 * PI * (k + 1)) / count,
    }),
    otherwise("without 2π", "Once around is 2π.", { angle: (k, count) => k / count }),
    otherwise("without factor", "The inner circle's radius is factor.", { radii: () => [1, 1] }),
    otherwise("with the inner circle first", "Class 0, the outer circle, comes first.", {
      radii: (factor) => [factor, 1],
    }),
    otherwise("with factor for both circles", "The outer circle's radius is 1.", {
      radii: (factor) => [factor, factor],
    }),
    otherwise("with factor in x₁ only", "Both coordinates of a point are multiplied by the radius.", {
      point: (radius, angle) => [radius * cos(angle), sin(angle)],
    }),
    otherwise("with the radius squared", "The point at angle t is radius·(cos t, sin t).", {
      radii: (factor) => [1, factor * factor],
    }),
    otherwise("with the larger half of an odd m outside", "The outer circle has m/2 points, rounded down.", {
      outer: (m) => Math.ceil(m / 2),
    }),
    {
      name: "with one point a row",
      hint: "Samples stand in columns: row 0 holds all x₁, row 1 all x₂.",
      solve: (...inputs: Inputs) => ({ X: made(inputs).X.T }),
    },
    {
      name: "with the classes exchanged",
      hint: "The outer circle is class 0, the inner one class 1.",
      solve: (...inputs: Inputs) => ({ Y: made(inputs).Y.map((y) => 1 - y) }),
    },
    {
      name: "with the classes 1 and 2",
      hint: "Classes count from 0; the sigmoid can't answer 2.",
      solve: (...inputs: Inputs) => ({ Y: made(inputs).Y.add(1) }),
    },
    {
      name: "with the classes in turn",
      hint: "The labels stand in the order of the points: first the whole outer circle.",
      solve: (...inputs: Inputs) => ({ Y: matrix([Array.from({ length: inputs[0] }, (_, i) => i % 2)]) }),
    },
  ],
  tolerance: 1e-12, // measured: each point turned from the one before, 1e-15
  refused: ["circles"],
};
