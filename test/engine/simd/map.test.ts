/** exp, tanh and σ on the kernels: the readable functions' numbers, every bit, as long as those stand. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { sigmoid, tanh as tanhActivation } from "../../../src/engine/activations";
import { exp, logistic, tanh } from "../../../src/engine/elementary";
import { fromFlat } from "../../../src/engine/matrix-constructors";
import { POWER_OF_TWO } from "../../../src/engine/power-of-two";
import { seed } from "../../../src/engine/random";
import { fastMap, PAYS } from "../../../src/engine/simd/map";

afterEach(() => {
  vi.doUnmock("../../../src/engine/elementary");
  vi.unstubAllGlobals();
});

const FUNCTIONS = [
  ["exp", exp],
  ["tanh", tanh],
  ["logistic", logistic],
] as const;

const SPECIAL = [
  0,
  -0,
  NaN,
  Infinity,
  -Infinity,
  5e-324,
  -5e-324,
  1e-310,
  -2.2250738585072014e-308,
  1.7976931348623157e308,
];

/** Where the readable functions change their way, and the numbers beside. */
const BORDERS = [708, 708.4, 709.782712893384, 709.7827128933841, 709.79, 745.1332191019411, 745.2, 20, 0.5 / 64, 1];

/** 100 000 numbers: 24 of every exponent, and subnormals; and as many evenly spread from −800 to 800. */
function sweep(): Float64Array {
  const rng = seed(31);
  const sign = () => (rng.random() < 0.5 ? -1 : 1);
  const all = Array.from(POWER_OF_TWO).flatMap((power) =>
    Array.from({ length: 24 }, () => sign() * (1 + rng.random()) * power),
  );
  const subnormal = Array.from({ length: 1000 }, () => sign() * rng.random() * 2.2250738585072014e-308);
  const borders = BORDERS.flatMap((x) => [x, -x, x * (1 + 2.220446049250313e-16), -x * (1 - 1.1102230246251565e-16)]);
  const even = Array.from({ length: 50_000 }, () => 1600 * rng.random() - 800);
  return Float64Array.from([...SPECIAL, ...all, ...subnormal, ...borders, ...even]);
}

describe.each(FUNCTIONS)("%s on the kernels", (_name, f) => {
  test("has the readable function's bits on 100 000 numbers over all exponents", () => {
    const data = sweep();
    const made = fastMap(data, f) as Float64Array;
    expect(data.length).toBeGreaterThan(100_000);
    expect(Array.from(data).filter((x, i) => !Object.is(made[i], f(x)))).toEqual([]);
  });

  test("is taken from 256 numbers on, whatever their count modulo the kernels' width", () => {
    for (let count = PAYS - 3; count < PAYS + 9; count++) {
      const data = (seed(count).randn(1, count).data as Float64Array).map((x) => 30 * x);
      const made = fastMap(data, f);
      expect(made === undefined).toBe(count < PAYS);
      expect(fromFlat(1, count, data).map(f).data).toEqual(data.map(f));
      if (made) expect(made).toEqual(data.map(f));
    }
  });

  test("has its own way with NaN and ±∞ in either of two lanes", () => {
    for (const special of SPECIAL) {
      for (const place of [100, 101, 102, 103]) {
        const data = new Float64Array(PAYS).fill(0.3);
        data[place] = special;
        expect(Array.from(fastMap(data, f) as Float64Array)).toEqual(Array.from(data, f));
      }
    }
  });
});

test("Matrix.exp, the sigmoid and the tanh activation have the readable functions' bits, large and small", () => {
  for (const m of [3, 1000]) {
    const Z = seed(9).randn(4, m).scale(5);
    const right = (f: (x: number) => number) => Z.data.map(f);
    expect(Z.exp().data).toEqual(right(exp));
    expect(sigmoid.g(Z).data).toEqual(right(logistic));
    expect(tanhActivation.g(Z).data).toEqual(right(tanh));
  }
});

test("any other function is called for every number, one that looks the same too", () => {
  const Z = seed(9).randn(4, 1000);
  let calls = 0;
  const counted = (x: number) => {
    calls++;
    return exp(x);
  };
  expect(Z.map(counted).data).toEqual(Z.exp().data);
  expect(calls).toBe(4000);
});

describe("what a student edits stays in force", () => {
  const Z = seed(10).randn(2, 500);

  async function mapOf(): Promise<Float64Array[]> {
    vi.resetModules();
    const elementary = await import("../../../src/engine/elementary");
    const { Matrix } = await import("../../../src/engine/matrix");
    return FUNCTIONS.map(([name]) => new Matrix(2, 500, Z.data).map(elementary[name]).data);
  }

  test("in elementary.ts: an exp cut off after its first terms", async () => {
    const short = (x: number) => 1 + x + (x * x) / 2;
    vi.doMock("../../../src/engine/elementary", async (original) => ({ ...(await original<object>()), exp: short }));
    expect(await mapOf()).toEqual([Z.data.map(short), Z.data.map(tanh), Z.data.map(logistic)]);
  });

  test("in elementary.ts: the textbook's tanh, which overflows", async () => {
    const textbook = (x: number) => (exp(x) - exp(-x)) / (exp(x) + exp(-x));
    vi.doMock("../../../src/engine/elementary", async (original) => ({
      ...(await original<object>()),
      tanh: textbook,
    }));
    expect(await mapOf()).toEqual([Z.data.map(exp), Z.data.map(textbook), Z.data.map(logistic)]);
  });

  test("and without WebAssembly SIMD the readable functions are called, with the same bits", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    expect(await mapOf()).toEqual(FUNCTIONS.map(([, f]) => Z.data.map(f)));
  });
});
