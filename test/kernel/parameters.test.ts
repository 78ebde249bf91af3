import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import type { ts } from "../../src/kernel/compiler/typescript";
import { joined } from "../../src/kernel/execute/notebook";
import { setParameters } from "../../src/kernel/execute/parameters";
import { notebookOf } from "./tiny-notebooks";

const typescript = createRequire(import.meta.url)("@tslab/typescript-for-tslab") as ts;
const SOURCE = [
  "// alpha = 5 in a comment\r\n",
  'let alpha = 0.1, name: string = "planar35"; // step\n',
  "const sizes: number[] = [\n  2,\n  3,\n];\n",
  "const verbose = false;\nlet none: number;\nconst [a] = [1];\nfunction f(x = 1) {}",
].join("");
const notebook = notebookOf(["alpha", { source: SOURCE, tags: ["other", "parameters"] }, "1"]);

function set(values: Record<string, string>): string {
  const changed = setParameters({ typescript }, notebook, new Map(Object.entries(values)), "n.ipynb");
  return joined(changed.cells[1].source);
}

describe("--set", () => {
  it("puts a value in the place of the initial one, and leaves all else as it is", () => {
    expect(set({ alpha: "0.5" })).toBe(SOURCE.replace("0.1", "0.5"));
    expect(set({ sizes: "[2, 10, 1]" })).toBe(SOURCE.replace("[\n  2,\n  3,\n]", "[2, 10, 1]"));
  });

  it("takes several, in any order and of other lengths", () => {
    expect(set({ verbose: "true", alpha: "1e-10", name: "moons" })).toBe(
      SOURCE.replace("0.1", "1e-10").replace("planar35", "moons").replace("false", "true"),
    );
  });

  it.each([
    ["-3", "-3"],
    [" 7 ", "7"],
    ["1e3", "1e3"],
    ["0x10", "0x10"],
    ["true", "true"],
    ["null", "null"],
    ['"5"', '"5"'],
    ['{"a": [1]}', '{"a": [1]}'],
    ["moons", '"moons"'],
    ["two words", '"two words"'],
    ["", '""'],
    ["007", '"007"'],
    ["NaN", '"NaN"'],
    ["[1, 2", '"[1, 2"'],
    ['it\'s "$&"\n', '"it\'s \\"$&\\"\\n"'],
    ["process.exit()", '"process.exit()"'],
  ])("writes %j as %s", (value, literal) => {
    expect(set({ alpha: value })).toBe(SOURCE.replace("0.1", () => literal));
  });

  it("does not change the notebook it is given, and without values gives it back", () => {
    set({ alpha: "9" });
    expect(joined(notebook.cells[1].source)).toBe(SOURCE);
    expect(setParameters({ typescript }, notebook, new Map(), "n.ipynb")).toBe(notebook);
  });

  it("refuses a name that has no initial value in that cell, and says which have", () => {
    for (const name of ["beta", "none", "a", "f", "x"]) {
      expect(() => set({ [name]: "1" })).toThrow(
        `n.ipynb: --set ${name}: no such parameter; its parameters are: alpha, name, sizes, verbose`,
      );
    }
    const empty = notebookOf([{ source: "// none yet", tags: ["parameters"] }]);
    expect(() => setParameters({ typescript }, empty, new Map([["a", "1"]]), "n.ipynb")).toThrow(
      "n.ipynb: --set a: no such parameter; its parameters are: none",
    );
  });

  it("refuses a notebook without a tagged cell", () => {
    const untagged = notebookOf(["let a = 1;"]);
    expect(() => setParameters({ typescript }, untagged, new Map([["a", "1"]]), "n.ipynb")).toThrow(
      'n.ipynb: --set needs a cell tagged "parameters", and it has none',
    );
  });
});
