import { describe, expect, it } from "vitest";
import { page, prose } from "./pages";

const rendered = (source: string, options = {}, more: object = {}) =>
  page([prose(source, more)], options).querySelector("section");

describe("formulas", () => {
  it("are MathML, in the text and on lines of their own", () => {
    const cell = rendered("With $x_1 < 2$:\n\n$$\na = b\n$$\n\nand $$c$$");
    const math = [...cell.querySelectorAll("math")];
    expect(math.map((one) => one.getAttribute("display"))).toEqual([null, "block", "block"]);
    expect(math.map((one) => one.querySelector("annotation").textContent)).toEqual(["x_1 < 2", "\na = b\n", "c"]);
  });

  it("have their number beside them", () => {
    const cell = rendered("$$z = Wx + b \\tag{3.1}$$");
    expect(cell.querySelector(".equation math annotation").textContent).toBe("z = Wx + b ");
    expect(cell.querySelector(".equation > .tag").textContent).toBe("(3.1)");
  });

  it("keep what Markdown would take for its own", () => {
    const cell = rendered("$a_1 * b_1 * c$ and $\\{x\\}$\n\n$$\n- 1\n= x\n$$\n\n\\begin{align}\na &= b\n\\end{align}");
    expect([...cell.querySelectorAll("annotation")].map((one) => one.textContent)).toEqual([
      "a_1 * b_1 * c",
      "\\{x\\}",
      "\n- 1\n= x\n",
      "\\begin{align}\na &= b\n\\end{align}",
    ]);
    expect(cell.querySelector("em, ul, h1")).toBeNull();
  });

  it("stand in HTML too, but not in code", () => {
    const cell = rendered("<details><summary>Why $m$?</summary><code>$n$</code></details>\n\n`$k$` \\$5");
    expect([...cell.querySelectorAll("annotation")].map((one) => one.textContent)).toEqual(["m"]);
    expect([...cell.querySelectorAll("code")].map((one) => one.textContent)).toEqual(["$n$", "$k$"]);
    expect(cell.textContent).toContain("$5");
  });

  it("that are wrong, or would grow without end, are shown as they were written", () => {
    expect(rendered("$\\frac{1}$").querySelector("code").textContent).toBe("$\\frac{1}$");
    const bomb = "$\\def\\a{\\b\\b}\\def\\b{\\a\\a}\\a$";
    expect(rendered(bomb).querySelector("code").textContent).toBe(bomb);
  });

  it("carry no HTML of theirs into the page", () => {
    const cell = rendered("$\\href{javascript:alert(1)}{x}$ $\\htmlId{a}{x}$ $\\text{<img src=x onerror=alert(1)>}$");
    expect(cell.querySelector("a, img, #a")).toBeNull();
  });

  it("cannot be brought into an attribute by their places", () => {
    const cell = rendered(`$x$ <i title='<span title="formula 0"></span>'>a</i>`);
    expect(cell.querySelectorAll("math")).toHaveLength(1);
    expect(cell.querySelector("i").title).toBe('<span title="formula 0"></span>');
  });
});

describe("Markdown", () => {
  it("has tables, details, coloured TypeScript and addresses as links", () => {
    const cell = rendered(
      "|a|b|\n|-|-:|\n|1|2|\n\n<details>\n<summary>Answer</summary>\n\n*yes*\n\n</details>\n\n```ts\nconst a = 1;\n```\n\n```\nconst\n```\n\nhttps://example.org/a and network.ts",
    );
    expect(cell.querySelector("td:last-child").getAttribute("style")).toBe("text-align:right");
    expect(cell.querySelector("details em").textContent).toBe("yes");
    expect([...cell.querySelectorAll(".hljs-keyword")].map((one) => one.textContent)).toEqual(["const"]);
    expect([...cell.querySelectorAll("a")].map((one) => one.getAttribute("href"))).toEqual(["https://example.org/a"]);
  });

  it("leads to notebooks, or to the pages made of them", () => {
    const source = "[a](00-start.ipynb#The-End) [b](05.ipynb) [c](https://example.org/x.ipynb) [d](#Here)";
    const hrefs = (options = {}) =>
      [...rendered(source, options).querySelectorAll("a")].map((one) => one.getAttribute("href"));
    expect(hrefs()).toEqual(["00-start.ipynb#The-End", "05.ipynb", "https://example.org/x.ipynb", "#Here"]);
    expect(hrefs({ links: "pages" })).toEqual([
      "00-start.html#The-End",
      "05.html",
      "https://example.org/x.ipynb",
      "#Here",
    ]);
  });

  it("shows the pictures that its cell carries, and of others the words", () => {
    const attachments = { "a b.png": { "image/png": "aa\naa" } };
    const cell = rendered(
      "![one](<attachment:a b.png>) ![two](attachment:no.png) ![three](pictures/x.png)",
      {},
      { attachments },
    );
    const images = [...cell.querySelectorAll("img")];
    expect(images.map((one) => [one.alt, one.getAttribute("src")])).toEqual([
      ["one", "data:image/png;base64,aaaa"],
      ["two", null],
      ["three", null],
    ]);
  });
});
