import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { applyEdits, composeMaps, type Edit, lineMap, splitInlineMap } from "../../src/kernel/compiler/line-map";
import type { ts as Ts } from "../../src/kernel/compiler/typescript";
import { originalPosition } from "../../src/kernel/realm/stack";

const ts = createRequire(import.meta.url)("@tslab/typescript-for-tslab") as Ts;
const { ES2022, CommonJS } = ts.ModuleKind;

function transpile(text: string, module: typeof ES2022 | typeof CommonJS, inlineSourceMap: boolean) {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module, inlineSourceMap, sourceMap: !inlineSourceMap };
  return ts.transpileModule(text, { compilerOptions });
}

/** Line and column (from 0) of a word that stands once in a text. */
function placeOf(word: string, text: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(word)).split("\n");
  return { line: before.length - 1, column: before[before.length - 1].length };
}

describe("edits", () => {
  it("insert, replace and remove, at the ends and side by side", () => {
    const edits: Edit[] = [
      { start: 0, end: 0, text: "<" },
      { start: 0, end: 1, text: "A" },
      { start: 1, end: 3, text: "" },
      { start: 4, end: 4, text: "|" },
      { start: 6, end: 6, text: ">" },
    ];
    expect(applyEdits("abcdef", edits)).toBe("<Ad|ef>");
    expect(applyEdits("abc", [])).toBe("abc");
  });
});

describe("a map at the end of a text", () => {
  it("is separated from it", () => {
    const map = '{"version":3,"mappings":"é"}';
    const code = "let a;\n";
    const comment = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString("base64")}`;
    expect(splitInlineMap(`${code}\n${comment}\n`)).toEqual({ code, map });
    expect(splitInlineMap(code)).toEqual({ code });
    expect(splitInlineMap(`${comment}\nlet b;`)).toEqual({ code: `${comment}\nlet b;` });
  });
});

describe("a position in the script", () => {
  const SOURCE = [
    "// a line of the converter's own",
    "interface Gone {\n  a: number;\n}",
    "const one: number = 1, two = 2;",
    "type AlsoGone = Gone; three(one,",
    "    four<Gone>(two));",
    "function five(): void {",
    "  six();",
    "}",
  ].join("\n");
  const { code, map = "" } = splitInlineMap(transpile(SOURCE, ES2022, true).outputText);

  /** The map of the whole way, and the script it is for. */
  function compile(edits: Edit[], linesBefore = 0) {
    const { outputText, sourceMapText = "" } = transpile(applyEdits(code, edits), CommonJS, false);
    return { script: outputText, lines: composeMaps(map, code, edits, sourceMapText, linesBefore) };
  }
  const insertAt = (word: string, text: string) => ({ start: code.indexOf(word), end: code.indexOf(word), text });

  it.each([
    ["without edits", []],
    [
      "after words put in before it, on its line and on others",
      [insertAt("const", "export "), insertAt("four", "/* 12345 */ ")],
    ],
    ["after words taken out", [{ start: code.indexOf("const"), end: code.indexOf("two"), text: "" }]],
    ["after lines made one", [{ start: code.indexOf("const"), end: code.indexOf("three"), text: "let one, two; " }]],
  ] as [string, Edit[]][])("is the one in the source %s", (_, edits) => {
    const { script, lines } = compile(edits);
    for (const word of ["three", "four", "function five", "six"]) {
      const { line, column } = placeOf(word, script);
      expect([word, originalPosition(lines, line, column)]).toEqual([word, placeOf(word, SOURCE)]);
    }
  });

  it("counts from the cell's first line, and what stands before it is nowhere", () => {
    const { script, lines } = compile([], 4);
    const six = placeOf("six", script);
    expect(originalPosition(lines, six.line, six.column)).toEqual({ line: placeOf("six", SOURCE).line - 4, column: 2 });
    const { lines: later } = compile([], 5);
    const one = placeOf("one = 1", script);
    expect(originalPosition(lines, one.line, one.column)).toEqual({ line: 0, column: 6 });
    expect(originalPosition(later, one.line, one.column)).toBeUndefined();
  });

  it("in a file that cells import has its line", () => {
    const { outputText, sourceMapText = "" } = transpile(SOURCE, CommonJS, false);
    const lines = lineMap(sourceMapText);
    for (const word of ["three", "four", "six"]) {
      const { line, column } = placeOf(word, outputText);
      expect([word, originalPosition(lines, line, column)?.line]).toEqual([word, placeOf(word, SOURCE).line]);
    }
    for (const segments of lines) {
      const sourceLines = segments.filter((_, s) => s % 3 === 1);
      expect(new Set(sourceLines).size).toBe(sourceLines.length);
    }
  });
});
