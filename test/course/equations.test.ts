import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, it } from "vitest";
import { notebooks, root } from "./course";
import { EQUATIONS } from "./equations";

interface Found {
  number: string;
  /** "notebooks/05-deep-networks.ipynb" or "src/engine/layer.ts" */
  file: string;
  line: string;
}

/** Every `\tag{n.k}` of the notebooks. */
const tags: Found[] = notebooks.flatMap(({ file, markdown }) =>
  markdown
    .flatMap((source) => source.split("\n"))
    .flatMap((line) => [...line.matchAll(/\\tag\{([^}]*)\}/g)].map(([, number]) => ({ number, file, line }))),
);

const sources = [
  ...notebooks.map(({ file, code }) => ({ file, text: code.join("\n") })),
  ...globSync("src/**/*.ts", { cwd: root }).map((file) => ({ file, text: readFileSync(join(root, file), "utf8") })),
];

/** Every number that begins the comment at a line's end, as in `// (5.7) (3.28)  dW = …`. */
const comments: Found[] = sources.flatMap(({ file, text }) =>
  text.split("\n").flatMap((line) => numbersOf(line, file)),
);

function numbersOf(line: string, file: string): Found[] {
  const [, list] = line.match(/\/\/ ((?:\(\d+\.\d+\)\s*)+)/) ?? [];
  return [...(list ?? "").matchAll(/\d+\.\d+/g)].map(([number]) => ({ number, file, line }));
}

/** The equations that these do not hold, in words. */
function missing(found: Found[]): string[] {
  const numbers = new Set(found.map(({ number }) => number));
  return Object.entries(EQUATIONS).flatMap(([number, words]) => (numbers.has(number) ? [] : [`(${number}) ${words}`]));
}

const unknown = (found: Found[]) => found.filter(({ number }) => !(number in EQUATIONS));

describe("an equation of the course", () => {
  it("stands in a notebook under its number", () => {
    expect(missing(tags)).toEqual([]);
    expect(unknown(tags)).toEqual([]);
  });

  it("is computed by a line of a cell or of src that ends in its number", () => {
    expect(missing(comments)).toEqual([]);
    expect(unknown(comments)).toEqual([]);
  });

  it("is tagged once", () => {
    const twice = tags.filter(({ number }) => tags.filter((other) => other.number === number).length > 1);
    expect(twice).toEqual([]);
  });

  it("is tagged in the notebook that its number names", () => {
    const astray = tags.filter(({ number, file }) => !file.startsWith(`notebooks/0${number.split(".")[0]}-`));
    expect(astray).toEqual([]);
  });

  it("is numbered beside the code that computes it, not on a line of its own", () => {
    expect(comments.filter(({ line }) => line.trim().startsWith("//"))).toEqual([]);
  });
});

it("a line that serves several equations counts for each; a number in the middle of a comment for none", () => {
  const of = (line: string) => numbersOf(line, "x.ts").map(({ number }) => number);
  expect(of("const dW = dZ.dot(A.T); // (5.7) (3.28)  dW = (1/m) dZ·Aᵀ")).toEqual(["5.7", "3.28"]);
  expect(of("return Z; // as in (5.4)")).toEqual([]);
});
