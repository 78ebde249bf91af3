import { describe, expect, it } from "vitest";
import { hasTag, isCode, joined } from "../../src/kernel/execute/notebook";
import { notebooks } from "./course";

const NAMES = [
  "00-start-here",
  "01-logistic-regression",
  "02-vectorization",
  "03-one-hidden-layer",
  "04-back-propagation",
  "05-deep-networks",
  "06-handwritten-digits",
  "07-house-prices",
  "08-errata",
].map((name) => `${name}.ipynb`);

describe("the lectures", () => {
  it("are notebooks 00 to 08", () => {
    expect(notebooks.map(({ name }) => name)).toEqual(NAMES);
  });

  it("stay under 12 MB together, outputs included", () => {
    expect(notebooks.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(12e6);
  });
});

describe.each(notebooks.map((notebook) => [notebook.name, notebook] as const))("%s", (name, { content, markdown }) => {
  it("opens with what it needs, what it gives, how long it takes, and where the symbols are", () => {
    expect(markdown[0]).toMatch(new RegExp(`^# ${name.slice(0, 2)} · `));
    for (const words of ["**You need**", "**You get**", "**It takes**"]) expect(markdown[0]).toContain(words);
    expect(markdown[0]).toMatch(/minutes|hours?/);
    expect(markdown[0]).toMatch(name === NAMES[0] ? /\(#Glossary\)/ : /\(00-start-here\.ipynb#Glossary\)/);
  });

  it("ends with the next step", () => {
    const next = NAMES[NAMES.indexOf(name) + 1] ?? NAMES[0];
    expect(markdown.slice(-2).join("\n")).toContain(`](${next}`);
  });

  it("is for the workbook's kernel, and saved with its outputs", () => {
    expect(content.metadata.kernelspec).toEqual({
      display_name: "TypeScript (workbook)",
      language: "typescript",
      name: "workbook",
    });
    const cells = content.cells.filter((cell) => isCode(cell) && joined(cell.source).trim() !== "");
    const notRun = cells.filter((cell) => !hasTag(cell, "skip-execution") && cell.execution_count === null);
    expect(notRun.map(({ id }) => id)).toEqual([]);
  });

  it("has cells with names of their own", () => {
    const ids = content.cells.map(({ id }) => id);
    expect(ids.filter((id, i) => typeof id !== "string" || ids.indexOf(id) !== i)).toEqual([]);
  });
});
