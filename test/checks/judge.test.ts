import { describe, expect, it } from "vitest";
import type { Exercise } from "../../src/checks/exercise";
import { type Asked, checker } from "../../src/checks/judge";
import type { OutsideName } from "../../src/checks/source-rules";
import { encode } from "../../src/checks/wire";

/** y = 2x + 1 of two numbers; "with a sum" and "twice" are known mistakes. */
const line: Exercise = {
  call: "line(x, options)",
  inputs: (rng) => [
    [3, { k: 1 }],
    [rng.randint(5, 50), { k: 1 }],
  ],
  solve: (x: number) => ({ y: 2 * x + 1, z: x }),
  mistakes: [
    { name: "without 1", hint: "Something is added.", solve: async (x: number) => ({ y: 2 * x }) },
    {
      name: "that never fits",
      hint: "No.",
      solve: () => {
        throw new Error("no answer");
      },
    },
    { name: "as if all were right", hint: "No.", solve: (x: number) => ({ y: 2 * x + 1, z: x }) },
    { name: "<b>with a sum</b>", hint: 'x & "x"', solve: (x: number) => ({ y: 2 + x + 1, z: 9 }) },
  ],
  tolerance: 1e-12,
  refused: ["train"],
};

const judge = checker({ hw: { q1: line, q2: { ...line, allowed: ["exp"] } } });
const request = (options = {}, exercise = "q1") => ({ assignment: "hw", exercise, options });

/** A program that answers with f's value and leaves its inputs alone. */
const program = (f: (x: number) => unknown): Asked => ({
  ask: async ({ inputs }) => ({ value: encode(f(inputs[0] as number)), inputs }),
  outsideNames: () => [],
});
const shown = async (asked: Asked, options = {}) => (await judge(request(options), asked)).bundle["text/plain"];

describe("a verdict", () => {
  it("says ✓ for the right answer", async () => {
    const verdict = await judge(
      request(),
      program((x) => ({ z: x, y: 2 * x + 1, more: 0 })),
    );
    expect(verdict).toMatchObject({ passed: true, message: "right" });
    expect(verdict.bundle["text/plain"]).toBe("✓ q1: line(x, options) is right");
  });

  it("names the mistake whose numbers came, with a hint, and what was expected and what came", async () => {
    expect(await shown(program((x) => ({ y: 2 * x, z: x })))).toBe(
      "✗ q1: y is what comes out without 1.\n  Something is added.\n  y: expected 7, came 6",
    );
  });

  it("names a mistake by the part that is wrong, whatever its other parts", async () => {
    expect(await shown(program((x) => ({ y: x + 3, z: x })))).toContain("y is what comes out <b>with a sum</b>.");
  });

  it("names no mistake that fits one input only", async () => {
    expect(await shown(program((x) => ({ y: x === 3 ? 6 : 2 * x + 2, z: x })))).toBe(
      "✗ q1: y is not right.\n  y: expected 7, came 6",
    );
  });

  it("tells of hidden inputs the mistake only", async () => {
    const hidden = { seed: 99 };
    expect(
      await shown(
        program((x) => ({ y: 2 * x, z: x })),
        hidden,
      ),
    ).toBe("✗ q1: y is what comes out without 1.\n  Something is added.");
    expect(
      await shown(
        program(() => ({ y: 0, z: 0 })),
        hidden,
      ),
    ).toBe("✗ q1: y is not right.");
    expect(
      await shown(
        program(() => ({ y: Number.NaN })),
        hidden,
      ),
    ).toBe("✗ q1: y is NaN.\n  Something was divided by 0, or grew beyond all numbers.");
  });

  it("draws other inputs for another seed, and the same for the same", async () => {
    const inputs = async (options: object) => {
      const asked: unknown[] = [];
      const ask: Asked["ask"] = async ({ inputs }) => {
        asked.push(inputs);
        return { value: 0, inputs };
      };
      await judge(request(options), { ask, outsideNames: () => [] });
      return JSON.stringify(asked);
    };
    expect(await inputs({ seed: 5 })).toBe(await inputs({ seed: 5 }));
    expect(await inputs({ seed: 5 })).not.toBe(await inputs({}));
    expect(await inputs({ seed: "5" })).toBe(await inputs({}));
  });

  it("is HTML, too: escaped, with the same words", async () => {
    const { bundle } = await judge(
      request(),
      program((x) => ({ y: x + 3, z: x })),
    );
    const html = bundle["text/html"] as string;
    expect(html).toContain(
      "y is what comes out &lt;b&gt;with a sum&lt;/b&gt;.<br>x &amp; &quot;x&quot;<br>y: expected 7, came 6",
    );
    expect(html).toContain(">✗ q1</strong>");
    expect(html).toContain("var(--jp-error-color1, #d9443f)");
  });
});

describe("a function that misbehaves is told so", () => {
  const message = async (answer: object, asked = program(() => 0)) =>
    (await judge(request(), { ...asked, ask: async () => answer })).message;

  it("one that throws, in one line of bounded length", async () => {
    expect(await message({ threw: "Error: a\n  b" })).toBe("line(x, options) failed: Error: a b");
    expect((await message({ threw: "x".repeat(1e6) })).length).toBeLessThan(600);
  });

  it("one that changes an argument: which", async () => {
    const value = encode({ y: 7, z: 3 });
    expect(await message({ value, inputs: [3, encode({ k: 2 })] })).toBe("the argument options was changed by line.");
    expect(await message({ value, inputs: [4, encode({ k: 1 })] })).toBe("the argument x was changed by line.");
  });

  it("an answer that is forged counts for nothing", async () => {
    expect(await message({})).toBe("the argument x was changed by line.");
    const saying = async (value: unknown) =>
      (await judge(request(), { ...program(() => 0), ask: async ({ inputs }) => ({ value, inputs }) })).message;
    expect(await saying(undefined)).toBe("it returns nothing; expected is an object with y, z.");
    expect(await saying({ object: 7 })).toBe("it returns a something else; expected is an object with y, z.");
  });
});

describe("the source is judged, too", () => {
  const right = (x: number) => ({ y: 2 * x + 1, z: x });
  const use = (name: string, what: OutsideName["what"]): OutsideName => ({
    name,
    what,
    cell: 2,
    line: 4,
    module: "./src",
  });
  const message = async (f: typeof right, names: OutsideName[] | undefined, exercise = "q1") =>
    (await judge(request({}, exercise), { ...program(f), outsideNames: () => names })).message;

  it("a global variable", async () => {
    expect(await message(right, [use("k", "variable")])).toBe("it uses the global variable k (cell [2], line 4).");
    expect(await message(right, [use("globalThis", "escape")])).toBe(
      "it uses the global variable globalThis (cell [2], line 4).",
    );
  });

  it("a global variable is told before numbers that nobody knows, and after a known mistake", async () => {
    const names = [use("k", "variable")];
    expect(await message(() => ({ y: 1, z: 1 }), names)).toBe("it uses the global variable k (cell [2], line 4).");
    expect(await message((x) => ({ y: 2 * x, z: x }), names)).toBe("y is what comes out without 1.");
  });

  it("imports: those that are refused, or not allowed", async () => {
    expect(await message(right, [use("exp", "import"), use("zeros", "import")])).toBe("right");
    expect(await message(right, [use("train", "import")])).toBe("it uses train of ./src (cell [2], line 4).");
    expect(await message(right, [use("exp", "import")], "q2")).toBe("right");
    expect(await message(right, [use("zeros", "import")], "q2")).toBe("it uses zeros of ./src (cell [2], line 4).");
    expect(await message(right, [{ ...use("train", "import"), module: "./src/engine/train" }])).toBe(
      "it uses train of ./src/engine/train (cell [2], line 4).",
    );
  });

  it("a function that no cell declares", async () => {
    expect(await message(right, undefined)).toBe("its source is not in this notebook.");
  });
});

it("a check that does not exist fails, and says which there are", async () => {
  const message = async (assignment: string, exercise: string) =>
    (
      await judge(
        { assignment, exercise, options: {} },
        program(() => 0),
      )
    ).message;
  expect(await message("hw", "q7")).toBe('there is no exercise "q7"; there are q1, q2');
  expect(await message("toString", "q1")).toBe('there is no homework "toString"; there are hw');
});
