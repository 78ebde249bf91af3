import { describe, expect, test } from "vitest";
import { cos, sin } from "../../src/engine/trigonometry";
import { fixture, fromBits, toBits, ulpsApart } from "./bits";

const points: number[][] = fixture("trigonometry").points.map((line: string) => line.split(" ").map(fromBits));

describe("within 1 unit in the last place of the correctly rounded value", () => {
  test.each([
    ["sin", sin, 1],
    ["cos", cos, 2],
  ] as const)("%s: near 0, in a dense sweep, far out, and beside multiples of π/2", (_name, f, column) => {
    expect(points.length).toBeGreaterThan(2000);
    expect(points.filter((point) => !(ulpsApart(f(point[0]), point[column]) <= 1))).toEqual([]);
  });

  test("almost always it is the correctly rounded value itself", () => {
    const exact = points.filter(([x, s, c]) => sin(x) === s && cos(x) === c).length;
    expect(exact / points.length).toBeGreaterThan(0.9);
  });
});

test("one subtraction of n·π/2 would not do: beside a multiple of π/2 nearly all digits cancel", () => {
  const naive = (x: number) => Math.sin(x - Math.round(x / (2 * Math.PI)) * 2 * Math.PI);
  const far = points.filter(([x, s]) => Math.abs(x) > 1e5 && Math.abs(s) < 1e-6);
  expect(far.length).toBeGreaterThan(20);
  expect(far.filter(([x, s]) => Math.abs(naive(x) - s) > 1e-5 * Math.abs(s))).toEqual(far);
  expect(far.filter(([x, s]) => ulpsApart(sin(x), s) > 1)).toEqual([]);
});

test("sin is odd, with the sign of zero, and cos is even", () => {
  for (const [x] of points) {
    expect(sin(-x)).toBe(-sin(x));
    expect(cos(-x)).toBe(cos(x));
  }
  expect([toBits(sin(0)), toBits(sin(-0)), cos(0), cos(-0)]).toEqual(["0000000000000000", "8000000000000000", 1, 1]);
});

test("the doubles nearest to π and π/2 are no multiples of π/2, and show it", () => {
  expect([sin(3.141592653589793), cos(1.5707963267948966)]).toEqual([1.2246467991473532e-16, 6.123233995736766e-17]);
  expect([sin(1.5707963267948966), cos(3.141592653589793)]).toEqual([1, -1]);
});

test("NaN and ±∞ give NaN; beyond 10⁶·π both refuse", () => {
  expect([NaN, Infinity, -Infinity].flatMap((x) => [sin(x), cos(x)])).toEqual(Array(6).fill(NaN));
  expect(() => sin(-4e6)).toThrow(
    new RangeError("sin: -4000000 is beyond ±10⁶·π; take off whole turns of 2π first, where they are known exactly"),
  );
  expect(() => cos(3141592.6535897935)).toThrow(
    new RangeError(
      "cos: 3141592.6535897935 is beyond ±10⁶·π; take off whole turns of 2π first, where they are known exactly",
    ),
  );
});
