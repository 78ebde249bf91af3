import { existsSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import katex from "katex";
import { describe, expect, it } from "vitest";
import { notebooks, root, texts } from "./course";
import { type Parsed, parse } from "./markdown";
import { misspelled, words } from "./spelling";

const parsed = texts.map(parse);

/** What is wrong with a link of this text, if anything. */
function linkMistake({ file }: Parsed, link: string): string | undefined {
  if (/^https?:/.test(link)) return URL.canParse(link) ? undefined : `${link}: no address`;
  const [path, anchor] = link.split("#");
  const target = path === "" ? file : posix.join(posix.dirname(file), path);
  if (target.startsWith("..") || !existsSync(join(root, target))) return `${link}: there is no ${target}`;
  if (path !== "" && file.endsWith(".ipynb") && !path.endsWith(".ipynb") && !path.startsWith("../")) {
    return `${link}: work/ has copies of the notebooks only; write ../${dirname(file)}/${path}`;
  }
  if (anchor === undefined) return undefined;
  const there = parsed.find((other) => other.file === target);
  if (!there) return `${link}: ${target} is no text of the course`;
  return there.headings.some((heading) => heading.anchor === anchor) ? undefined : `${link}: no such heading`;
}

/** What KaTeX, at its strictest, says against a formula. */
function formulaMistake({ tex, display }: Parsed["formulas"][number]): string | undefined {
  try {
    katex.renderToString(tex, { displayMode: display, strict: "error", throwOnError: true });
    return undefined;
  } catch (error) {
    return `${tex}: ${(error as Error).message}`;
  }
}

/** Headings that skip a level, and a first heading that is not the only one of level 1. */
function headingMistakes({ headings }: Parsed): string[] {
  return headings.flatMap(({ level, text }, i) => {
    if (i === 0 && level !== 1) return [`${text}: the first heading is of level ${level}`];
    if (i > 0 && level === 1) return [`${text}: a second heading of level 1`];
    if (i > 0 && level > headings[i - 1].level + 1) return [`${text}: level ${level} under ${headings[i - 1].level}`];
    return [];
  });
}

const found = (mistakes: (string | undefined)[]) => mistakes.filter((mistake) => mistake !== undefined);

describe.each(parsed.map((text) => [text.file, text] as const))("%s", (_, text) => {
  it("has links that lead somewhere", () => {
    expect(found(text.links.map((link) => linkMistake(text, link)))).toEqual([]);
  });

  it("has formulas that KaTeX parses, and no loose $", () => {
    expect(found(text.formulas.map(formulaMistake))).toEqual([]);
    expect(text.loose).toEqual([]);
  });

  it("has headings that nest, each once", () => {
    expect(headingMistakes(text)).toEqual([]);
    const anchors = text.headings.map(({ anchor }) => anchor);
    expect(anchors.filter((anchor, i) => anchors.indexOf(anchor) !== i)).toEqual([]);
  });

  it("says of each image what it shows", () => {
    expect(text.images.filter(({ alt }) => alt.trim() === "")).toEqual([]);
    expect(found(text.images.map(({ source }) => linkMistake(text, source)))).toEqual([]);
  });

  it("is spelled as the British do", async () => {
    expect(await misspelled(text.prose)).toEqual([]);
  });
});

describe("titles and descriptions of pictures", () => {
  it.each(notebooks.map(({ file, code }) => [file, code] as const))(
    "%s: are spelled as the British do",
    async (_, code) => {
      const options = /\b(?:title|description|xLabel|yLabel): ["`]([^"`]*)["`]/g;
      const said = code.flatMap((source) => [...source.matchAll(options)].map(([, text]) => text));
      expect(await misspelled(said.join("\n").replace(/\$\{[^}]*\}/g, " "))).toEqual([]);
    },
  );
});

describe("the checks find", () => {
  const text = (...parts: string[]) => parse({ file: "notebooks/00-start-here.ipynb", parts });
  const linkMistakes = (part: string) => text(part).links.map((link) => linkMistake(text(part), link));

  it("links to nowhere", () => {
    expect(linkMistakes("[a](#Glossary-of-all) [b](09-none.ipynb) [c](../README.md#nothing)")).toEqual([
      "#Glossary-of-all: no such heading",
      "09-none.ipynb: there is no notebooks/09-none.ipynb",
      "../README.md#nothing: no such heading",
    ]);
    expect(linkMistakes('[a](README.md) <a href="x.md">b</a> [c](http://)')).toEqual([
      "README.md: work/ has copies of the notebooks only; write ../notebooks/README.md",
      "x.md: there is no notebooks/x.md",
      "http://: no address",
    ]);
    expect(linkMistakes("[a](05-deep-networks.ipynb#The-3-layer-program) [b](../README.md#what-to-type)")).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("formulas that do not parse, in HTML too, and a $ with no end", () => {
    const { formulas, loose } = text(
      "$a_b_c$ costs\n\n$$\\frac{1}{2} \\tag{1.1}$$\n\n<p>$\\oops$</p>\n\n5 $ and `$`, \\$",
    );
    expect(formulas.map(({ tex }) => tex)).toEqual(["a_b_c", "\\frac{1}{2} \\tag{1.1}", "\\oops"]);
    expect(formulas.map((formula) => formulaMistake(formula)?.split("\n")[0])).toEqual([
      "a_b_c: KaTeX parse error: Double subscript at position 4: a_b_̲c",
      undefined,
      "\\oops: KaTeX parse error: Undefined control sequence: \\oops at position 1: \\̲o̲o̲p̲s̲",
    ]);
    expect(loose).toEqual(["5 $ and `$`, \\$"]);
  });

  it("headings that skip a level or begin anew", () => {
    expect(headingMistakes(text("## a\n\n#### b", "# c"))).toEqual([
      "a: the first heading is of level 2",
      "b: level 4 under 2",
      "c: a second heading of level 1",
    ]);
  });

  it("images without words", () => {
    const { images } = text('![](a.png) ![a net](b.png)\n\n<img src="c.png" alt="a curve"> <img src="d.png">');
    expect(images).toEqual([
      { source: "a.png", alt: "" },
      { source: "b.png", alt: "a net" },
      { source: "c.png", alt: "a curve" },
      { source: "d.png", alt: "" },
    ]);
  });

  it("misspellings and American spellings, but not in code or formulas", async () => {
    const { prose } = text(
      "The color of a nueron, `colr`, $colr$, <code>colr</code>, pᵀcolr, [its colour](colr.md)\n\n```\ncolr\n```",
    );
    expect(await misspelled(prose)).toEqual(["color", "nueron"]);
  });

  it("no word twice in the word list", () => {
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  });
});
