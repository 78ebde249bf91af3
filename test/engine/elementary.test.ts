import { describe, expect, test } from "vitest";
import { exp, log, power, softplus, tanh } from "../../src/engine/elementary";
import { fma } from "../../src/engine/fma";
import { fixture, fromBits, toBits, ulpsApart } from "./bits";

const reference = fixture("elementary");

/** The points where f is more than `most` doubles away from the correctly rounded value (made by mpmath). */
function misses(f: (x: number) => number, pairs: [string, string][], most: number): string[] {
  return pairs
    .map(([x, y]) => [fromBits(x), f(fromBits(x)), fromBits(y)])
    .filter(([, ours, right]) => !(ulpsApart(ours, right) <= most))
    .map(([x, ours, right]) => `f(${x}) is ${ours}, should be ${right}`);
}

describe("within 1 unit in the last place of the correctly rounded value", () => {
  test.each([
    ["exp", exp, 511],
    ["log", log, 523],
    ["tanh", tanh, 700],
  ] as const)("%s, over the whole range, ±0, ±∞, NaN and subnormals included", (name, f, atLeast) => {
    expect(reference[name].length).toBeGreaterThan(atLeast);
    expect(misses(f, reference[name], 1)).toEqual([]);
  });

  test("power, for exponents from −60 to 2⁵³ − 1, subnormal bases and results included", () => {
    const wrong = reference.power.filter(
      ([x, n, y]: [string, number, string]) => !(ulpsApart(power(fromBits(x), n), fromBits(y)) <= 1),
    );
    expect(reference.power.length).toBeGreaterThan(170);
    expect(wrong).toEqual([]);
  });
});

test("softplus is within 3 units in the last place, far on both sides too", () => {
  expect(misses(softplus, reference.softplus, 3)).toEqual([]);
});

test("exp, tanh and log keep the sign of zero and pass NaN on", () => {
  expect(toBits(tanh(-0))).toBe("8000000000000000");
  expect(tanh(0)).toBe(0);
  expect(exp(-0)).toBe(1);
  expect([exp(NaN), tanh(NaN), log(NaN), log(-1), softplus(NaN)]).toEqual([NaN, NaN, NaN, NaN, NaN]);
});

test("tanh does not overflow where the lecture's quotient of exponentials gives NaN", () => {
  expect((Math.exp(800) - Math.exp(-800)) / (Math.exp(800) + Math.exp(-800))).toBeNaN();
  expect(tanh(800)).toBe(1);
  expect(tanh(-800)).toBe(-1);
});

test("tanh is odd and exp never decreases, also where their formulas change", () => {
  for (let x = 0.5; x < 0.6; x += 1e-5) expect(tanh(-x)).toBe(-tanh(x));
  for (const x of [0.55, 20, 0.34657359027997264, 709.782712893384]) {
    const next = fromBits((BigInt(`0x${toBits(x)}`) + 1n).toString(16));
    expect(tanh(next)).toBeGreaterThanOrEqual(tanh(x));
    expect(exp(next)).toBeGreaterThanOrEqual(exp(x));
  }
});

test("log is the C library's log to the last bit, 400 000 times", async () => {
  const { seed } = await import("../../src/engine/random");
  const { sha256 } = await import("./sha256");
  const expected = fixture("glibc-log");
  const rng = seed(11);
  const parts = [
    rng.random(1, 100_000).data,
    rng.random(1, 100_000).data.map((x: number) => 1 + (x * 0.14 - 0.07)),
    rng.random(1, 100_000).data.map((x: number) => x * 1e6),
    rng.random(1, 100_000).data.map((x: number) => x * power(2, -1060)),
  ].map((part) => part.map(log));
  parts.forEach((part, i) => {
    expect(Array.from(part.subarray(0, 20), toBits)).toEqual(expected.first[i]);
    expect(sha256(part)).toBe(expected.sha256[i]);
  });
});

test("fma rounds once, where a·b + c rounds twice", () => {
  const { cases } = fixture("fma");
  const plain = cases.filter(([a, b, c, y]: string[]) => toBits(fromBits(a) * fromBits(b) + fromBits(c)) !== y);
  const wrong = cases.filter(([a, b, c, y]: string[]) => toBits(fma(fromBits(a), fromBits(b), fromBits(c))) !== y);
  expect(plain.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

test("power refuses an exponent that is not whole, and knows 0, ∞ and NaN", () => {
  expect(() => power(2, 0.5)).toThrow(new RangeError("power: the exponent 0.5 is not a whole number"));
  expect([power(0, 3), power(0, -3), power(-0, -3), power(-0, 2), power(-0, 3)]).toEqual([
    0,
    Infinity,
    -Infinity,
    0,
    -0,
  ]);
  expect([power(NaN, 0), power(NaN, 1), power(-Infinity, 3), power(Infinity, -1)]).toEqual([1, NaN, -Infinity, 0]);
});
