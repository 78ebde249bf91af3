import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode, Other } from "../../src/checks/wire";
import { Matrix } from "../../src/engine/matrix";
import { matrix } from "../../src/engine/matrix-constructors";

/** There and back, through the text that the pipe carries. */
const sent = (value: unknown) => decode(JSON.parse(JSON.stringify(encode(value))));

describe("a value comes over as it was", () => {
  const values: Record<string, unknown> = {
    "a number": 0.1 + 0.2,
    "not a number": Number.NaN,
    "infinite numbers": [Infinity, -Infinity],
    "a negative zero": -0,
    "texts that look like numbers": ["NaN", "-0", ""],
    "true, false and null": [true, false, null],
    "objects, also one that looks like an encoded value": { matrix: [1, 1], data: [1], number: "7", other: "x" },
    "a field called __proto__": JSON.parse('{"__proto__": 1, "constructor": 2}'),
    "lists in lists": [[], [[1]], { a: [] }],
  };
  for (const [what, value] of Object.entries(values)) it(what, () => expect(sent(value)).toStrictEqual(value));

  it("a matrix, with every bit", () => {
    const M = matrix([
      [Math.PI, -0, Number.NaN],
      [5e-324, Infinity, 1.7976931348623157e308],
    ]);
    const came = sent(M) as Matrix<2, 3>;
    expect([came.rows, came.cols]).toEqual([2, 3]);
    expect(Array.from(came.data).every((x, i) => Object.is(x, M.data[i]))).toBe(true);
  });

  it("any JSON that is not too deep", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(sent(value)).toEqual(value);
      }),
    );
  });
});

describe("a value of another kind comes over as its kind", () => {
  const cases: [unknown, string][] = [
    [undefined, "undefined"],
    [() => 1, "function"],
    [Promise.resolve(1), "Promise"],
    [new Map(), "Map"],
    [10n, "bigint"],
    [Symbol("x"), "symbol"],
  ];
  for (const [value, kind] of cases) it(kind, () => expect(sent(value)).toEqual(new Other(kind)));

  it("a typed array is a list", () => expect(sent(Float64Array.of(1, 2))).toEqual([1, 2]));
});

describe("a value that cannot come over is refused", () => {
  it("one that holds itself", () => {
    const self: unknown[] = [];
    self.push(self);
    expect(() => encode(self)).toThrow(new RangeError("the value is nested more than 8 deep"));
  });

  it("one with too many numbers", () => {
    const many = new Float64Array(1_000_001);
    expect(() => encode(many)).toThrow(new RangeError("the value holds 1000001 numbers, more than 1000000"));
  });
});

describe("a forged value is something else, and never a matrix or an error", () => {
  const nested = (depth: number) => {
    let value: unknown = 1;
    for (let i = 0; i < depth; i++) value = { array: [value] };
    return value;
  };
  const forged: Record<string, unknown> = {
    "a matrix with too few numbers": { matrix: [2, 2], data: [1, 2, 3] },
    "a matrix of no whole size": { matrix: [1.5, 2], data: [1, 2, 3] },
    "a matrix with texts for numbers": { matrix: [1, 1], data: ["1"] },
    "a matrix in a matrix": { matrix: [1, 1], data: [{ matrix: [1, 1], data: [1] }] },
    "no known key": { rows: 1, cols: 1, data: [1] },
  };
  for (const [what, value] of Object.entries(forged)) it(what, () => expect(decode(value)).toBeInstanceOf(Other));

  it("fields that are none are left out", () => {
    expect(decode({ object: [["a", 1], null, 7, [{ toString: 1 }, 2], ["b"]] })).toEqual({
      a: 1,
      b: new Other("undefined"),
    });
  });

  it("a name of a kind is cut", () => expect(decode({ other: "x".repeat(1e6) })).toEqual(new Other("x".repeat(40))));

  it("a value a hundred thousand deep is not followed", () => {
    const text = JSON.stringify(decode(nested(100_000)));
    expect(text).toContain("nested too deep");
  });

  it("whatever JSON comes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const came = decode(value);
        if (came instanceof Matrix) expect(came.data.length).toBe(came.rows * came.cols);
      }),
    );
  });
});
