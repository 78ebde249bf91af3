/** exp, log and tanh at a hundred thousand points, beside mpmath; the same values come out of the WebAssembly kernels. */
import { describe, expect, test } from "vitest";
import { exp, log, tanh } from "../../src/engine/elementary";
import { power } from "../../src/engine/power";
import { type Random, seed } from "../../src/engine/random";
import { fastMap } from "../../src/engine/simd/map";
import { fixture, fromBits, toBits, ulpsApart } from "./bits";

const sweeps = fixture("elementary-sweep");

/** A part of a sweep, as test/fixtures/make_elementary_sweep.py says; `bytes` are the right results' last ones. */
type Part = { seed: number; bytes: string } & (
  | { low: number; width: number; count: number }
  | { around: number; lowest: number; highest: number; each: number; signs: boolean }
);

function points(part: Part): Float64Array {
  const rng = seed(part.seed);
  return Float64Array.from("count" in part ? evenly(part, rng) : ofEveryExponent(part, rng));
}

function evenly({ low, width, count }: Extract<Part, { count: number }>, rng: Random): number[] {
  return Array.from({ length: count }, () => low + rng.random() * width);
}

function ofEveryExponent(part: Exclude<Part, { count: number }>, rng: Random): number[] {
  const { around, lowest, highest, each, signs } = part;
  return Array.from({ length: (highest - lowest + 1) * each }, (_, i) => {
    const sign = signs && (i % each) % 2 === 1 ? -1 : 1;
    return around + sign * ((1 + rng.random()) * power(2, lowest + Math.floor(i / each)));
  });
}

/** How many doubles y is away from the right one, near which it is, whose last byte is this: −128 … 127. */
function ulpsFrom(lastByte: number, y: number): number {
  return ((Number.parseInt(toBits(y).slice(-2), 16) - lastByte + 384) % 256) - 128;
}

const FUNCTIONS = [
  ["exp", exp, Math.exp, 40_000],
  ["log", log, Math.log, 35_000],
  ["tanh", tanh, Math.tanh, 35_000],
] as const;

describe.each(FUNCTIONS)("%s", (name, f, roughly, atLeast) => {
  const parts: Part[] = sweeps[name];
  const all = parts.map((part) => {
    const right = Uint8Array.from(atob(part.bytes), (c) => c.charCodeAt(0));
    return { xs: points(part), right };
  });

  test("is within 1 unit in the last place on a dense sweep, for every exponent, up to over- and underflow", () => {
    let count = 0;
    for (const { xs, right } of all) {
      expect(right.length).toBe(xs.length);
      count += xs.length;
      const wrong = Array.from(xs).filter((x, i) => {
        const y = f(x);
        return !(ulpsApart(y, roughly(x)) < 60 && Math.abs(ulpsFrom(right[i], y)) <= 1);
      });
      expect(wrong).toEqual([]);
    }
    expect(count).toBeGreaterThan(atLeast);
  });

  test("is found wrong when it is two doubles off", () => {
    const { xs, right } = all[0];
    const twoOff = (y: number) => fromBits((BigInt(`0x${toBits(y)}`) + 2n).toString(16));
    const found = Array.from(xs).filter((x, i) => Math.abs(ulpsFrom(right[i], twoOff(f(x)))) > 1);
    expect(found.length).toBeGreaterThan(0.8 * xs.length);
  });

  if (name === "log") return; // the kernels take the logarithm from here
  test("gives the same bits on the WebAssembly kernels", () => {
    for (const { xs } of all) {
      const made = fastMap(xs, f) as Float64Array;
      expect(Array.from(xs).filter((x, i) => !Object.is(f(x), made[i]))).toEqual([]);
    }
  });
});
