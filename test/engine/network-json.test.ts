import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activation } from "../../src/engine/activations";
import { DataError } from "../../src/engine/csv";
import { asInLecture } from "../../src/engine/initializers";
import { fromFlat, matrix } from "../../src/engine/matrix-constructors";
import { createNetwork, type Network } from "../../src/engine/network";
import { fromJson, toJson } from "../../src/engine/network-json";
import { seed } from "../../src/engine/random";
import { toBits } from "./bits";

const bitsOf = ({ layers }: Network) =>
  layers.map(({ W, b, activation: { name } }) => ({
    name,
    W: [W.rows, W.cols, ...Array.from(W.data, toBits)],
    b: [b.rows, b.cols, ...Array.from(b.data, toBits)],
  }));

/** W[1] is 2×2, W[2] 1×2. */
const small: Network = {
  layers: [
    { W: matrix([[1, -0.5], [-0, 5e-324]]), b: matrix([[0.1], [1e300]]), activation: activation("tanh") }, // biome-ignore format: short
    { W: matrix([[1 / 3, -2]]), b: matrix([[0]]), activation: activation("sigmoid") },
  ],
};

const TEXT = `{ "format": "network", "version": 1, "sizes": [2, 2, 1],
  "layers": [
    { "activation": "tanh",
      "W": [
        [1, -0.5],
        [-0, 5e-324]
      ],
      "b": [0.1, 1e+300] },
    { "activation": "sigmoid",
      "W": [
        [0.3333333333333333, -2]
      ],
      "b": [0] }
  ] }
`;

describe("a network", () => {
  test("is written so that a person can read it", () => {
    expect(toJson(small)).toBe(TEXT);
  });

  test("comes back with every bit, −0 and subnormal numbers too", () => {
    const back = fromJson(TEXT);
    expect(bitsOf(back)).toEqual(bitsOf(small));
    expect(Object.is(back.layers[0].W.at(1, 0), -0)).toBe(true);
    expect(back.layers[0].W.at(1, 1)).toBe(5e-324);
    expect(back.layers.map((layer) => layer.activation)).toEqual(small.layers.map((layer) => layer.activation));
  });

  test("of any sizes and numbers comes back with every bit", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 5 });
    const numbers = fc.infiniteStream(fc.double({ noNaN: true, noDefaultInfinity: true }));
    const names = fc.infiniteStream(fc.constantFrom("sigmoid", "tanh", "relu", "leakyRelu", "linear"));
    fc.assert(
      fc.property(sizes, numbers, names, (n, xs, gs) => {
        const take = (rows: number, cols: number) =>
          fromFlat(
            rows,
            cols,
            Array.from({ length: rows * cols }, () => xs.next().value),
          );
        const layers = n.slice(1).map((rows, index) => {
          return { W: take(rows, n[index]), b: take(rows, 1), activation: activation(gs.next().value) };
        });
        expect(bitsOf(fromJson(toJson({ layers })))).toEqual(bitsOf({ layers }));
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  test("that was just made comes back and is written as the same text", () => {
    const made = createNetwork({
      sizes: [2, 3, 4, 1],
      activations: ["tanh", "tanh", "sigmoid"],
      rng: seed(1),
      initializer: asInLecture,
    });
    expect(toJson(fromJson(toJson(made)))).toBe(toJson(made));
  });

  test("with a parameter that is not finite is refused, with its place", () => {
    const [first, second] = small.layers;
    const withNaN = { layers: [{ ...first, W: matrix([[1, 2], [NaN, 3]]) }, second] }; // biome-ignore format: short
    expect(() => toJson(withNaN)).toThrow(
      new RangeError("toJson: W[1] is NaN in row 1, column 0 (counted from 0); only finite numbers can be kept"),
    );
    expect(() => toJson({ layers: [first, { ...second, b: matrix([[-Infinity]]) }] })).toThrow(
      new RangeError("toJson: b[2] is -Infinity in row 0, column 0 (counted from 0); only finite numbers can be kept"),
    );
  });

  test("with an activation of one's own is refused: it could not be read back", () => {
    const [first, second] = small.layers;
    const own = { ...activation("tanh"), name: "swish" };
    expect(() => toJson({ layers: [first, { ...second, activation: own }] })).toThrow(
      /^toJson: layer 2 could not be read back: activation "swish" is not known; use one of sigmoid, tanh, /,
    );
  });
});

describe("a damaged text is refused in one line that says what is wrong, and where:", () => {
  const changed = (from: string, to: string) => {
    expect(TEXT).toContain(from);
    return TEXT.replace(from, to);
  };
  const said = (text: string) => {
    try {
      fromJson(text, "net.json");
    } catch (error) {
      expect((error as Error).name).toBe(new DataError("").name);
      return (error as Error).message;
    }
    return "nothing";
  };

  test.each([
    ["", "net.json: this is not JSON: it is empty"],
    ["hello", 'net.json: this is not JSON: "hello" is not expected in line 1, column 1'],
    [TEXT.slice(0, 150), "net.json: this is not JSON: it ends too early; was the file cut off?"],
    [`${TEXT}}`, 'net.json: this is not JSON: "}" is not expected in line 15, column 1'],
    [changed("[1, -0.5],", "[1, -0.5"), 'net.json: this is not JSON: "[" is not expected in line 6, column 9'],
    [changed("-0.5", "NaN"), 'net.json: this is not JSON: "NaN" is not expected in line 5, column 13'],
    [changed("-0.5", "-.5"), 'net.json: this is not JSON: "-.5" is not expected in line 5, column 13'],
    [changed('"b": [0.1', "b: [0.1"), 'net.json: this is not JSON: "b" is not expected in line 8, column 7'],
    [changed('"W": [', '"W" ['), 'net.json: this is not JSON: "[" is not expected in line 4, column 11'],
    ["[".repeat(1e6), "net.json: this is not JSON: it is nested too deeply"],
    ["[1, 2]", 'net.json: this is no saved network: "format": "network" is missing'],
    [changed('"network"', '"picture"'), 'net.json: this is no saved network: "format": "network" is missing'],
    [
      changed('"version": 1', '"version": 2'),
      "net.json: version 2 came; this workbook reads version 1: save the network again",
    ],
    [
      changed('"version": 1, ', ""),
      "net.json: version missing came; this workbook reads version 1: save the network again",
    ],
    [
      changed("[2, 2, 1]", "[2, 0, 1]"),
      "net.json: sizes is [2,0,1]; it must be whole numbers from 1 up, for example [2, 3, 1]",
    ],
    [changed("[2, 2, 1]", "[2, 2, 3, 1]"), "net.json: 2 layers came; sizes [2, 2, 3, 1] need 3"],
    [TEXT.replace(/"layers"[\s\S]*/, '"layers": 3 }'), "net.json: layers is 3; it must be a list"],
    [
      TEXT.replace(/"layers"[\s\S]*/, '"layers": [1, 2] }'),
      'net.json: layer 1: 1 came; it must be { "activation", "W", "b" }',
    ],
    [changed("[0.3333333333333333, -2]", "[0.3333333333333333]"), "net.json: layer 2: W is 1×1; sizes say 1×2"],
    [changed("[1, -0.5]", "[1]"), "net.json: layer 1: W, row 1 has 2 numbers, row 0 has 1"],
    [changed("-0.5", '"abc"'), 'net.json: layer 1: W, row 0, place 1 (from 0) is "abc"; it must be a finite number'],
    [changed("-0.5", "1e999"), "net.json: layer 1: W, row 0, place 1 (from 0) is Infinity; it must be a finite number"],
    [changed("-0.5", "null"), "net.json: layer 1: W, row 0, place 1 (from 0) is null; it must be a finite number"],
    [changed("[0.1, 1e+300]", "[0.1]"), "net.json: layer 1: b has 1 number; sizes say 2"],
    [changed("[0.1, 1e+300]", "0.1"), "net.json: layer 1: b is 0.1; it must be a list of numbers"],
    [changed(',\n      "b": [0]', ""), "net.json: layer 2: b is missing"],
    [changed('"tanh"', "7"), "net.json: layer 1: activation is 7; it must be a name"],
  ])("case %#", (text, message) => {
    expect(said(text)).toBe(message);
  });

  test("an unknown activation, with those that there are", () => {
    expect(said(changed('"sigmoid"', '"sigmod"'))).toMatch(
      /^net\.json: layer 2: activation "sigmod" is not known; use one of sigmoid, tanh, relu, leakyRelu, linear/,
    );
  });

  test("whatever single character is taken away, it is refused in one line or is the same kind of network", () => {
    for (let i = 0; i < TEXT.length; i++) {
      const message = said(TEXT.slice(0, i) + TEXT.slice(i + 1));
      expect(message === "nothing" || /^net\.json: \S.*$/.test(message), message).toBe(true);
      expect(message).not.toContain("undefined");
    }
  });
});
