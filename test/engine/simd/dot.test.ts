/** Matrix.dot on the kernels: the numbers of the readable loops, in the documented order of sums, as long as those stand. */
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Matrix } from "../../../src/engine/matrix";
import { product } from "../../../src/engine/matrix-product";
import { seed } from "../../../src/engine/random";
import { fastProduct, pays } from "../../../src/engine/simd/dot";

afterEach(() => {
  vi.doUnmock("../../../src/engine/matrix-product");
  vi.unstubAllGlobals();
});

type Any = Matrix<any, any>;

const SPECIAL = [
  0,
  -0,
  NaN,
  Infinity,
  -Infinity,
  5e-324,
  -3e-310,
  2.2250738585072014e-308,
  1.7976931348623157e308,
  1,
  -1,
];

/** Normal numbers of many sizes, every `often`th one special. */
function numbers(rows: number, cols: number, draw: number, often: number): Any {
  const rng = seed(draw);
  return (rng.randn(rows, cols) as Any).map((x) => {
    const u = rng.random();
    if (u < 1 / often) return rng.choice(SPECIAL);
    return u < 0.6 ? x : x * rng.choice([1e-160, 1e-8, 1e8, 1e160]);
  });
}

/** rows, inner and cols on both sides of where the kernels begin to pay; now and then a single row or column. */
const size = fc.oneof(fc.integer({ min: 1, max: 24 }), fc.constantFrom(1, 2, 65, 130));
const sizes = fc.tuple(size, size, size);

describe("Matrix.dot has the readable loops' numbers, every bit", () => {
  test.each([
    ["normal numbers", Infinity],
    ["NaN, ±∞, ±0, subnormals and the largest numbers now and then", 40],
    ["mostly such", 2],
  ])("of %s", (_name, often) => {
    let [fast, readable] = [0, 0];
    fc.assert(
      fc.property(sizes, fc.nat(), ([rows, inner, cols], draw) => {
        const [A, B] = [numbers(rows, inner, draw, often), numbers(inner, cols, draw + 1, often)];
        const right = product(A, B);
        expect(A.dot(B).data.every((x, i) => Object.is(x, right[i]))).toBe(true);
        const made = fastProduct(A, B);
        expect(made !== undefined).toBe(pays(A, B));
        if (made) fast++;
        else readable++;
      }),
      { seed: 22, numRuns: 400 },
    );
    expect(fast).toBeGreaterThan(100);
    expect(readable).toBeGreaterThan(50);
  });

  test("of large matrices and of small ones afterwards, which find other numbers' rests in the memory", () => {
    const rng = seed(5);
    for (const [rows, inner, cols] of [
      [300, 200, 301],
      [3, 40, 9],
      [1000, 1, 2100],
      [5, 201, 1],
      [1, 1001, 1],
    ]) {
      // biome-ignore format: a list of sizes
      const [A, B] = [rng.randn(rows, inner) as Any, rng.randn(inner, cols) as Any];
      const right = product(A, B);
      expect(A.dot(B).data.every((x, i) => Object.is(x, right[i]))).toBe(true);
    }
  });

  test("of results that stay as they are when the next product is made", () => {
    const rng = seed(6);
    const A = rng.randn(20, 20);
    const B = rng.randn(20, 20);
    const first = A.dot(B);
    const before = first.data.slice();
    B.dot(A);
    expect(first.data).toEqual(before);
  });
});

/** The engine with another module of this name, as a student's edit makes it. */
async function dotOf(a: Any, b: Any): Promise<Float64Array> {
  vi.resetModules();
  const fresh = await import("../../../src/engine/matrix");
  const own = ({ rows, cols, data }: Any) => new fresh.Matrix<any, any>(rows, cols, data);
  return own(a).dot(own(b)).data;
}

describe("what a student edits stays in force", () => {
  const rng = seed(7);
  const [A, B] = [rng.randn(12, 30) as Any, rng.randn(30, 12) as Any];

  test.each<[string, typeof product]>([
    [
      "the typical mistake, the right side's rows for its columns",
      (a, b) => product(a, { ...b, data: new Matrix(b.rows, b.cols, b.data).T.data }),
    ],
    ["another order of the sum", fromLastToFirst],
    ["a factor", (a, b) => product(a, b).map((x) => 2 * x)],
  ])("in the loops of matrix-product.ts: %s", async (_name, edited) => {
    vi.doMock("../../../src/engine/matrix-product", async (original) => ({
      ...(await original<object>()),
      product: edited,
    }));
    const made = await dotOf(A, B);
    expect(made).toEqual(edited(A, B));
    expect(made).not.toEqual(product(A, B));
  });

  test("while loops written otherwise, with the same order, keep the kernels", async () => {
    let calls = 0;
    const naive: typeof product = (a, b) => {
      calls++;
      return inOrder(a, b, (k) => k);
    };
    vi.doMock("../../../src/engine/matrix-product", async (original) => ({
      ...(await original<object>()),
      product: naive,
    }));
    expect(await dotOf(A, B)).toEqual(product(A, B));
    expect(calls).toBe(1); // for the small product that is made both ways
  });
});

test("the kernels' memory is made a few times, however many products there are; a huge one's is not kept", async () => {
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: { Memory: new (size: object) => object } };
  const made: object[] = [];
  function Memory(size: object): object {
    made.push(size);
    return new wasm.Memory(size);
  }
  vi.stubGlobal("WebAssembly", {
    ...wasm,
    validate: () => true,
    Module: Object(wasm).Module,
    Instance: Object(wasm).Instance,
    Memory,
  });
  vi.resetModules();
  const { Matrix } = await import("../../../src/engine/matrix");
  const square = (n: number) => new Matrix<any, any>(n, n, new Float64Array(n * n).fill(1 / n));
  for (let n = 10; n <= 300; n += 2)
    expect(
      square(n)
        .dot(square(n))
        .at(n - 1, 0),
    ).toBeCloseTo(1 / n, 12);
  for (let n = 300; n > 10; n -= 2) square(n).dot(square(n));
  expect(made.length).toBeLessThan(8);
  const before = made.length;
  const large = new Matrix<any, any>(1500, 1500, new Float64Array(1500 * 1500).fill(1));
  for (let i = 0; i < 2; i++) {
    expect(large.dot(new Matrix<any, any>(1500, 4, new Float64Array(6000).fill(1))).at(1499, 3)).toBe(1500);
    square(300).dot(square(300));
  }
  expect(made.length - before).toBe(2);
});

test("a product that uses each number once is left to the loops: copying would cost more", () => {
  const [row, column] = [seed(9).randn(1, 5000) as Any, seed(10).randn(5000, 1) as Any];
  expect(pays(row, column)).toBe(false);
  expect(pays(column, row)).toBe(false);
  expect(pays(seed(9).randn(70, 70), column)).toBe(false);
  expect(pays(seed(9).randn(4, 250), seed(9).randn(250, 4))).toBe(false); // 4000 multiplications, 2016 numbers
  expect(pays(seed(9).randn(30, 64), seed(9).randn(64, 35))).toBe(true);
});

test("without WebAssembly SIMD the loops make the product, with the same bits", async () => {
  const rng = seed(8);
  const [A, B] = [rng.randn(30, 30) as Any, rng.randn(30, 30) as Any];
  const right = A.dot(B).data;
  vi.stubGlobal("WebAssembly", undefined);
  expect(await dotOf(A, B)).toEqual(right);
});

function fromLastToFirst(a: Parameters<typeof product>[0], b: Parameters<typeof product>[1]): Float64Array {
  return inOrder(a, b, (k) => a.cols - 1 - k);
}

/** Every number with one accumulator from +0, its terms in the order that `place` gives. */
function inOrder(a: Parameters<typeof product>[0], b: typeof a, place: (k: number) => number): Float64Array {
  return Float64Array.from({ length: a.rows * b.cols }, (_, at) => {
    const [i, j] = [Math.floor(at / b.cols), at % b.cols];
    let sum = 0;
    for (let k = 0; k < a.cols; k++) sum += a.data[i * a.cols + place(k)] * b.data[place(k) * b.cols + j];
    return sum;
  });
}
