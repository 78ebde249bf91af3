import { describe, expect, test } from "vitest";
import { circles, flower, moons, type PlanarSet, spiral } from "../../src/engine/made-datasets";
import type { Matrix } from "../../src/engine/matrix";
import { parity } from "../../src/engine/parity";
import { seed } from "../../src/engine/random";
import { fixture, fromBits, toBits } from "./bits";

const error = (text: string) => new RangeError(text);
const numbers = (rows: string[]) => rows.flatMap((row) => row.split(" ").map(fromBits));
const distance = (a: Float64Array, b: number[]) =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]) / Math.max(1, Math.abs(b[i]))), 0);

interface Case {
  m: number;
  noise: number;
  randomState: number;
  X: string[];
  Y: number[];
}

function expectSame({ X, Y }: PlanarSet<any>, expected: Case) {
  expect([X.rows, X.cols, Y.rows, Y.cols]).toEqual([2, expected.m, 1, expected.m]);
  expect(Array.from(Y.data)).toEqual(expected.Y);
  expect(distance(X.data, numbers(expected.X))).toBeLessThanOrEqual(1e-15);
}

describe("circles and moons: labels and order as scikit-learn has them, coordinates to 1e-15", () => {
  const reference = fixture("sklearn-planar");

  test.each<Case & { factor: number }>(reference.circles)(
    "circles($m), noise $noise, random_state $randomState",
    (one) => {
      expectSame(circles(one.m, one), one);
    },
  );

  test.each<Case>(reference.moons)("moons($m), noise $noise, random_state $randomState", (one) => {
    expectSame(moons(one.m, one), one);
  });
});

describe("flower and spiral: as NumPy computes the same formulas", () => {
  const reference = fixture("made-sets");

  test.each<Case & { petals: number }>(reference.flower)("flower($m), $petals petals, noise $noise", (one) => {
    expectSame(flower(one.m, one), one);
  });

  test.each<Case & { arms: number; turns: number }>(reference.spiral)("spiral($m), $arms arms, noise $noise", (one) => {
    expectSame(spiral(one.m, one), one);
  });
});

test("homework 4's circles: 17 points outside (class 0), 18 inside, near radius 1 and 0.8", () => {
  const { X, Y } = circles(35, { noise: 0.05, randomState: 1 });
  expect(Y.sum()).toBe(18);
  const radius = (class_: number) => {
    const all = Array.from({ length: 35 }, (_, i) => i).filter((i) => Y.at(0, i) === class_);
    return all.reduce((sum, i) => sum + Math.sqrt(X.at(0, i) ** 2 + X.at(1, i) ** 2), 0) / all.length;
  };
  expect(Math.abs(radius(0) - 1)).toBeLessThan(0.05);
  expect(Math.abs(radius(1) - 0.8)).toBeLessThan(0.05);
});

test("without noise the points lie on their curves, and each class has its half", () => {
  const { X, Y } = moons(200, { randomState: 9 });
  for (let i = 0; i < 200; i++) {
    const [x1, x2] = Y.at(0, i) === 0 ? [X.at(0, i), X.at(1, i)] : [1 - X.at(0, i), 0.5 - X.at(1, i)];
    expect(Math.abs(x1 * x1 + x2 * x2 - 1)).toBeLessThan(1e-15);
    expect(x2).toBeGreaterThanOrEqual(0);
  }
  expect(Y.sum()).toBe(100);
  expect(flower(400, { randomState: 1 }).Y.sum()).toBe(200);
});

test("the same seed gives the same set, another seed another one", () => {
  const one = (randomState: number) => flower(50, { noise: 0.1, randomState }).X;
  expect(one(1).equals(one(1))).toBe(true);
  expect(one(1).equals(one(2))).toBe(false);
});

test("the number of points is in the type", () => {
  const { X, Y }: { X: Matrix<2, 35>; Y: Matrix<1, 35> } = circles(35, { randomState: 1 });
  // @ts-expect-error 35 points are no 36.
  const wrong: Matrix<2, 36> = X;
  expect([wrong.cols, Y.cols]).toEqual([35, 35]);
  const m: number = 20;
  const free: Matrix<2, 35> = moons(m, { randomState: 1 }).X; // a size known only as number gets in nobody's way
  expect(free.cols).toBe(20);
});

describe("what makes no sense is refused in one line", () => {
  test.each<[() => unknown, string]>([
    [
      () => circles(1, { randomState: 1 }),
      "circles: m is 1; it must be a whole number from 2 up, so that there are two classes",
    ],
    [
      () => moons(2.5, { randomState: 1 }),
      "moons: m is 2.5; it must be a whole number from 2 up, so that there are two classes",
    ],
    [
      () => circles(35, { noise: -0.1, randomState: 1 }),
      "circles: noise is -0.1; it is a deviation, a finite number from 0 up",
    ],
    [() => circles(35, { factor: 1, randomState: 1 }), "circles: factor is 1; it must be from 0 to below 1"],
    [
      () => flower(35, { petals: 5, randomState: 1 }),
      "flower: petals is 5; it must be an even number from 2 to 100, half of them a class",
    ],
    [() => spiral(35, { arms: 1, randomState: 1 }), "spiral: arms is 1; it must be a whole number from 2 to 35"],
    [() => spiral(35, { turns: NaN, randomState: 1 }), "spiral: turns is NaN; it must be from 0 to 100"],
    [
      () => moons(10, { noise: 0.1 } as never),
      "moons: randomState is undefined; it must be a whole number from 0 to 4294967295, for example 1",
    ],
    [() => parity(0), "parity: n is 0; it must be a whole number from 1 up"],
    [
      () => parity(21),
      "parity: 2^21 inputs are too many (n is 20 at most); ask for some of them: parity(21, { m: 1000, randomState: 1 })",
    ],
    [() => parity(4, { m: 0, randomState: 1 }), "parity: m is 0; it must be a whole number from 1 up"],
    [
      () => parity(4, { m: 5, randomState: -1 }),
      "parity: randomState is -1; it must be a whole number from 0 to 4294967295, for example 1",
    ],
  ])("%s", (make, message) => {
    expect(make).toThrow(error(message));
  });
});

describe("parity", () => {
  test("holds all inputs, counted up with x₁ as the highest bit, and y = x₁ XOR x₂ XOR x₃", () => {
    const { X, Y } = parity(3);
    expect(X.toArray()).toEqual([
      [0, 0, 0, 0, 1, 1, 1, 1],
      [0, 0, 1, 1, 0, 0, 1, 1],
      [0, 1, 0, 1, 0, 1, 0, 1],
    ]);
    expect(Y.toArray()).toEqual([[0, 1, 1, 0, 1, 0, 0, 1]]);
    expect(parity(1).Y.toArray()).toEqual([[0, 1]]);
  });

  test("of 8 bits is the remainder by 2 of the number of ones, half the time 1, and not their OR", () => {
    const { X, Y } = parity(8);
    const ones = X.sum({ axis: 0 });
    expect(Array.from(Y.data)).toEqual(Array.from(ones.data, (n) => n % 2));
    expect([Y.cols, Y.sum()]).toEqual([256, 128]);
    expect(Array.from(Y.data)).not.toEqual(Array.from(ones.data, (n) => Math.min(n, 1)));
  });

  test("of random inputs takes the bits that NumPy draws", () => {
    const expected = fixture("made-sets")["parity of 12 bits, seed 5"];
    const { X, Y } = parity(12, { m: 30, randomState: 5 });
    expect(X.toArray()).toEqual(expected.X);
    expect(Array.from(Y.data)).toEqual(expected.Y);
  });

  test("takes more than 20 bits when only some inputs are asked for", () => {
    const { X, Y } = parity(60, { m: 7, randomState: 1 });
    expect([X.rows, X.cols]).toEqual([60, 7]);
    expect(Array.from(Y.data)).toEqual(Array.from(X.sum({ axis: 0 }).data, (n) => n % 2));
  });
});

test("noise is drawn sample by sample, after the order: without it the same points come in the same order", () => {
  const bare = circles(35, { randomState: 1 }).X;
  const noisy = circles(35, { noise: 0.05, randomState: 1 }).X;
  const rng = seed(1);
  rng.permutation(35);
  expect(toBits(noisy.at(0, 0))).toBe(toBits(bare.at(0, 0) + rng.normal(0, 0.05)));
  expect(toBits(noisy.at(1, 0))).toBe(toBits(bare.at(1, 0) + rng.normal(0, 0.05)));
  expect(toBits(noisy.at(0, 1))).toBe(toBits(bare.at(0, 1) + rng.normal(0, 0.05)));
});
