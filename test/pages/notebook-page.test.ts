import { describe, expect, it } from "vitest";
import { code, type Dom, output, page, pageText, printed, prose, shown } from "./pages";

const texts = (parent: Dom, selector: string) => [...parent.querySelectorAll(selector)].map((one) => one.textContent);

describe("a page", () => {
  it("has the cells in order: prose, code with its number and colours, what it put out", () => {
    const made = page([prose("# T\n\nHello *you*"), code("const a = 1;\na + 1", [printed("1\n2\n")])]);
    expect(made.title).toBe("A title");
    expect(made.documentElement.lang).toBe("en");
    expect([...made.querySelectorAll("section")].map(({ id, className }) => [id, className])).toEqual([
      ["cell-1", "cell prose"],
      ["cell-2", "cell code"],
    ]);
    expect(made.querySelector("em").textContent).toBe("you");
    expect(made.querySelector(".number").textContent).toBe("[1]");
    expect(made.querySelector(".source code").textContent).toBe("const a = 1;\na + 1");
    expect(texts(made, ".source .hljs-keyword")).toEqual(["const"]);
    expect(texts(made, ".outputs pre")).toEqual(["1\n2"]);
  });

  it("has the head above the notebook as it is, and the title as text", () => {
    const made = page([prose("x")], { head: "<table><tr><td>7 of 9</td></tr></table>", title: "<b>" });
    expect(made.querySelector("main").firstElementChild.outerHTML).toBe(
      "<header><table><tbody><tr><td>7 of 9</td></tr></tbody></table></header>",
    );
    expect(made.title).toBe("<b>");
  });

  it("lists its headings down to the third level; each leads to its place", () => {
    const made = page([prose("# Big *one*\n\n## What is $x$?"), prose("### Öl & `code`\n\n#### deep")]);
    expect(texts(made, "nav li")).toEqual(["Big one", "What is x?", "Öl & code"]);
    const targets = [...made.querySelectorAll("nav a")].map(({ hash }) => decodeURIComponent(hash.slice(1)));
    expect(targets).toEqual(["Big-one", "What-is-x?", "Öl-&-code"]);
    for (const target of targets) expect(made.getElementById(target)?.nodeName).toMatch(/^H[123]$/);
    expect(page([prose("# One\n\n## Two")]).querySelector("nav")).toBeNull();
  });

  it("shows of a cell what `hide` leaves, and none of a cell without content", () => {
    const cells = [code("secret", [printed("s")]), code("a", [printed("b")]), code("c", [printed("d")]), code("")];
    const hide = ({ source }: { source: unknown }) =>
      source === "secret" ? "cell" : source === "a" ? "source" : "outputs";
    const made = page(cells, { hide, anchor: ({ source }) => (source === "c" ? "q1" : undefined) });
    expect(texts(made, "pre")).toEqual(["b", "c"]);
    expect([...made.querySelectorAll("section")].map(({ id }) => id)).toEqual(["cell-2", "q1"]);
    expect(made.documentElement.outerHTML).not.toContain("secret");
  });

  it("is the same text each time", () => {
    const cells = [prose("# $a$\n\n$$b \\tag{1.1}$$"), code("1", [shown({ "text/html": "<b>x</b>" })])];
    expect(pageText(cells)).toBe(pageText(cells));
  });

  it("forbids the browser to load, run and send anything; with live plots one script, known by its hash", () => {
    const policy = (made: Dom) => made.querySelector("meta[http-equiv]").content;
    const still = page([prose("x")]);
    expect(policy(still)).toMatch(
      /^default-src 'none'; img-src data: blob:; script-src 'none'; style-src 'unsafe-inline'; style-src-elem 'sha256-[\w+/]{43}='; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'$/,
    );
    expect(still.querySelector("script")).toBeNull();
    const live = page([prose("x")], { plots: { script: "plotly.js" } });
    expect(policy(live)).toMatch(
      /^default-src 'none'; img-src data: blob:; script-src 'sha256-[\w+/]{43}=' 'strict-dynamic'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'$/,
    );
    expect([...live.querySelectorAll("script")].map(({ dataset }) => dataset.plotly)).toEqual(["plotly.js"]);
  });
});

describe("outputs", () => {
  it("are shown in the richest form: HTML, Markdown, a picture, text, JSON", () => {
    const all = { "text/html": "<i>h</i>", "text/markdown": "*m*", "image/png": "aaaa", "text/plain": "t" };
    expect(output(all).querySelector(".html").innerHTML).toBe("<i>h</i>");
    expect(output({ ...all, "text/html": undefined }).querySelector(".html").innerHTML).toBe("<p><em>m</em></p>\n");
    expect(output({ "image/png": "aa\naa", "text/plain": "a b" }).querySelector("img").outerHTML).toBe(
      '<img class="picture" src="data:image/png;base64,aaaa" alt="a b">',
    );
    expect(output({ "text/plain": ["a\n", "b"] }).querySelector("pre.result").textContent).toBe("a\nb");
    expect(output({ "application/json": { a: [1] } }).querySelector("pre.result").textContent).toBe('{"a":[1]}');
  });

  it("that are errors are the traceback without colours; an error without one its name and message", () => {
    const error = {
      output_type: "error",
      ename: "E",
      evalue: "<b>",
      traceback: ["\u001b[31mE\u001b[39m: <b>", "", "  ^"],
    };
    const made = page([code("", [error, { ...error, traceback: [] }])]);
    expect(texts(made, "pre.error")).toEqual(["E: <b>\n\n  ^", "E: <b>"]);
  });

  it("of a program on stderr look otherwise; lines that were overwritten and control characters are gone", () => {
    const made = page([code("", [printed("10 %\r100 %\r\n\u001b[1mdone\u0007\u0000\n"), printed("oh", "stderr")])]);
    expect(texts(made, ".outputs pre")).toEqual(["100 %\ndone", "oh"]);
    expect(made.querySelector(".stderr").textContent).toBe("oh");
  });

  it("of ten megabytes are cut, and the page says so", () => {
    const text = pageText([code("", [printed("x".repeat(10_000_000))])]);
    expect(text.length).toBeLessThan(200_000);
    expect(text).toContain("… cut here: 10,000,000 characters in all, of which the page shows 100,000");
  });

  it("too many of them leave the page readable", () => {
    const flood = Array.from({ length: 1000 }, () => printed("x".repeat(100_000)));
    expect(pageText([code("", flood)]).length).toBeLessThan(6_000_000);
    const big = shown({ "image/png": "a".repeat(20_000_000), "text/plain": "a picture" });
    const made = page([code("", [big])]);
    expect(made.querySelector("img")).toBeNull();
    expect(texts(made, ".outputs > *")).toEqual([
      "a picture",
      "A picture of 20,000,000 characters is not shown: that is too much for this page.",
    ]);
  });

  it("that no notebook has, cost only themselves", () => {
    const broken: any[] = [
      null,
      5,
      { output_type: "error", traceback: 5 },
      { output_type: "display_data", data: null },
    ];
    const made = page([
      code("1", [...broken, printed("after")]),
      prose("![a](attachment:b)", { attachments: { b: null } }),
    ]);
    expect(texts(made, ".outputs pre.stream")).toEqual(["after"]);
    expect(texts(made, ".note")).toContain(
      "This cannot be shown (Cannot read properties of null (reading 'output_type')).",
    );
  });
});

describe("figures", () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="700" height="450"><script>alert(1)</script></svg>';
  const json = { data: [{ y: [1, 2] }], layout: { title: { text: "</script><b>" } } };
  const bundle = { "application/vnd.plotly.v1+json": json, "image/svg+xml": [svg], "text/plain": 'It "falls".' };

  it("are images with their size and their sentence, never a part of the page", () => {
    const image = page([code("", [shown(bundle)])]).querySelector("img");
    expect(image.getAttribute("src")).toBe(`data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`);
    expect([image.alt, image.width, image.height]).toEqual(['It "falls".', 700, 450]);
    expect(pageText([code("", [shown(bundle)])])).not.toContain("<script");
  });

  it("come alive where that is wanted: the picture first, the figure as data that ends no script", () => {
    const made = page([code("", [shown(bundle)])], { plots: { script: 'a"b.js' } });
    const [data, script] = made.querySelectorAll("script");
    expect(data.type).toBe("application/json");
    expect(JSON.parse(data.textContent)).toEqual(json);
    expect(made.querySelector(".figure > .still > img").alt).toBe('It "falls".');
    expect(script.dataset.plotly).toBe('a"b.js');
  });

  it("that were not drawn are their sentence", () => {
    const { "image/svg+xml": _, ...undrawn } = bundle;
    expect(texts(page([code("", [shown(undrawn)])]), ".outputs pre")).toEqual(['It "falls".']);
    const live = page([code("", [shown(undrawn)])], { plots: { script: "p.js" } });
    expect(texts(live, ".figure .still pre")).toEqual(['It "falls".']);
  });
});
