import { describe, expect, test } from "vitest";
import { type Random, seed } from "../../src/engine/random";
import { fixture, fromBits, toBits } from "./bits";
import { sha256 } from "./sha256";

const reference = fixture("random");

describe.each(Object.keys(reference.seeds))("with seed %s, the same as NumPy", (text) => {
  const numpy = reference.seeds[text];
  const bits = (draw: (rng: Random) => { data: Float64Array }) => Array.from(draw(seed(Number(text))).data, toBits);

  test("uniform and normal numbers, bit for bit", () => {
    expect(bits((rng) => rng.random(5, 6))).toEqual(numpy.random);
    expect(bits((rng) => rng.uniform(-3, 7, 5, 6))).toEqual(numpy["uniform -3 7"]);
    expect(bits((rng) => rng.randn(5, 6))).toEqual(numpy.randn);
  });

  test("whole numbers, permutations and shuffles, one after the other", () => {
    const rng = seed(Number(text));
    expect(rng.randint(0, 10, 40)).toEqual(numpy["randint 0 10"]);
    expect(rng.randint(-5, 1000000, 20)).toEqual(numpy["randint -5 1000000 after it"]);
    expect(rng.randint(0, 4294967296, 5)).toEqual(numpy["randint 0 4294967296 after it"]);
    expect(rng.permutation(20)).toEqual(numpy["permutation 20 after it"]);
    expect(rng.shuffle([..."abcdefghij"]).join("")).toBe(numpy["shuffle a-j after it"]);
    expect([toBits(rng.randn())]).toEqual(numpy["randn after it"]);
  });
});

test("single draws of different kinds follow each other as in NumPy: the second normal of a pair waits", () => {
  const rng = seed(7);
  const draws = [rng.randn(), rng.random(), rng.randn(), rng.randint(0, 100), rng.randn()];
  expect(draws.map(toBits)).toEqual(reference["mixed seed 7"]);
});

describe("in long mixed sequences of calls, the same as NumPy, bit for bit", () => {
  const { sequences } = fixture("random-sequences");
  const numbers = (drawn: { data: Float64Array } | number[] | number) => {
    if (typeof drawn === "number") return [drawn];
    return Array.from("data" in drawn ? drawn.data : drawn);
  };
  const calls: Record<string, (rng: Random, ...args: number[]) => { data: Float64Array } | number[] | number> = {
    random: (rng, n, p) => rng.random(n, p),
    randn: (rng, n, p) => rng.randn(n, p),
    uniform: (rng, low, high, n, p) => rng.uniform(low, high, n, p),
    normal: (rng, mean, deviation, n, p) => rng.normal(mean, deviation, n, p),
    randint: (rng, low, high, n) => rng.randint(low, high, n),
    permutation: (rng, n) => rng.permutation(n),
    shuffle: (rng, n) => rng.shuffle(Array.from({ length: n }, (_, i) => i)),
    choice: (rng, n, size) => rng.choice(n, size),
    "choice without replacement": (rng, n, size) => rng.choice(n, size, { replace: false }),
    "one random": (rng) => rng.random(),
    "one randn": (rng) => rng.randn(),
    "one normal": (rng, mean, deviation) => rng.normal(mean, deviation),
    "one randint": (rng, low, high) => rng.randint(low, high),
    "one choice": (rng, n) => rng.choice(n),
  };

  test.each(Object.keys(sequences))("with seed %s", (text) => {
    const rng = seed(Number(text));
    const ours = sequences[text].map(([name, args]: [string, number[]]) => {
      const drawn = numbers(calls[name](rng, ...args));
      return [name, args, drawn.map(toBits).join(" ")];
    });
    expect(ours).toEqual(sequences[text]);
    expect(new Set(ours.map(([name]: [string]) => name)).size).toBe(Object.keys(calls).length);
  });
});

test("a million normals of any mean and deviation, and a hundred thousand choices, are NumPy's", () => {
  const expected = fixture("random-sequences")["seed 2024"];
  const hash = (numbers: number[]) => sha256(Float64Array.from(numbers));
  expect(sha256(seed(2024).normal(-3, 2.5, 1000, 1000).data)).toBe(expected["a million of normal(-3, 2.5)"]);
  expect(hash(seed(2024).choice(1000, 100_000))).toBe(expected["choice(1000, 100000)"]);
  expect(hash(seed(2024).choice(100_000, 50_000, { replace: false }))).toBe(
    expected["choice(100000, 50000) without replacement"],
  );
});

test("choice takes elements of an array as it takes numbers, and leaves the array as it is", () => {
  const letters = Object.freeze([..."abcdefgh"]);
  expect(seed(3).choice(letters, 20)).toEqual(
    seed(3)
      .choice(8, 20)
      .map((i) => letters[i]),
  );
  expect(seed(3).choice(letters)).toBe(letters[seed(3).choice(8)]);
  const taken = seed(3).choice(letters, 8, { replace: false });
  expect(taken).not.toEqual([...letters]);
  expect([...taken].sort()).toEqual([...letters]);
});

test("a million normals are NumPy's, every bit (V8's log would change 3 % of them)", () => {
  const { first, last, sha256: expected } = reference["million seed 2024"].randn;
  const { data } = seed(2024).randn(1000, 1000);
  expect(Array.from(data.subarray(0, 5), toBits)).toEqual(first);
  expect(Array.from(data.subarray(-5), toBits)).toEqual(last);
  expect(sha256(data)).toBe(expected);
});

test("a million uniforms, and a permutation of a million, are NumPy's", () => {
  expect(sha256(seed(2024).random(1000, 1000).data)).toBe(reference["million seed 2024"].random_sample.sha256);
  expect(sha256(Float64Array.from(seed(2024).permutation(1_000_000)))).toBe(
    reference["million seed 2024"].permutation.sha256,
  );
});

test("the first draws after seed(1) are those that the lecture program starts from", () => {
  const W = seed(1).randn(3, 2);
  expect(W.at(0, 0)).toBe(fromBits(reference.seeds["1"].randn[0]));
  expect(W.toString()).toBe("[[ 1.62434536 -0.61175641]\n [-0.52817175 -1.07296862]\n [ 0.86540763 -2.3015387 ]]");
});

test("two generators do not disturb each other", () => {
  const a = seed(1);
  const b = seed(1);
  a.randn(10, 10);
  expect(b.randn(5, 6).data.map((x) => x)).toEqual(
    Float64Array.from(reference.seeds["1"].randn, (x: any) => fromBits(x)),
  );
});

test("a seed, a size or a range that makes no sense is refused in one line", () => {
  const error = (text: string) => new RangeError(text);
  expect(() => seed(-1)).toThrow(error("seed: -1 is not a whole number from 0 to 4294967295, for example seed(1)"));
  expect(() => seed(1.5)).toThrow(error("seed: 1.5 is not a whole number from 0 to 4294967295, for example seed(1)"));
  expect(() => seed(1).randint(5, 5)).toThrow(
    error("randint: no whole number from 5 up to but not including 5; low must be below high, both whole"),
  );
  expect(() => seed(1).permutation(-2)).toThrow(error("permutation: -2 is not a whole number from 0 up"));
  expect(() => seed(1).choice(0, 3)).toThrow(
    error("choice: there is nothing to choose from; at least one element is needed"),
  );
  expect(() => seed(1).choice([], 0)).toThrow(
    error("choice: there is nothing to choose from; at least one element is needed"),
  );
  expect(() => seed(1).choice(5, 6, { replace: false })).toThrow(
    error("choice: 6 of 5 without replacement; ask for 5 at most, or use replace: true"),
  );
  expect(() => seed(1).choice(5, -1)).toThrow(error("choice: -1 is not a whole number from 0 up"));
  expect(() => seed(1).normal(0, -1)).toThrow(
    error("normal: mean 0, deviation -1; both must be finite, the deviation not below 0"),
  );
  expect(() => seed(1).normal(NaN, 1)).toThrow(
    error("normal: mean NaN, deviation 1; both must be finite, the deviation not below 0"),
  );
  expect(() => seed(1).uniform(0, Infinity)).toThrow(
    error("uniform: from 0 to Infinity is no range of finite numbers, for example uniform(-1, 1)"),
  );
  expect(() => seed(1).randn(0, 2)).toThrow("randn: 0×2 is no size; rows and columns must be whole numbers from 1 up");
  // @ts-expect-error The typical mistake: one argument, as in NumPy's randn(3).
  expect(() => seed(1).randn(3)).toThrow(
    "randn: 3×undefined is no size; rows and columns must be whole numbers from 1 up",
  );
});

test("a call that is refused has drawn nothing", () => {
  const rng = seed(7);
  expect(() => rng.normal(0, 1, 0, 2)).toThrow(
    "normal: 0×2 is no size; rows and columns must be whole numbers from 1 up",
  );
  expect(() => rng.choice(5, 6, { replace: false })).toThrow(RangeError);
  expect(() => rng.randint(0, 9, -1)).toThrow(RangeError);
  expect(rng.randn()).toBe(fromBits(reference["mixed seed 7"][0]));
});
