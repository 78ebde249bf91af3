/** What a hostile notebook may try: each as an output, and as HTML in Markdown. */
import { describe, expect, it } from "vitest";
import { htmlCost } from "../../src/pages/html-cost";
import { sanitize } from "../../src/pages/sanitize";
import { code, output, page, pageText, prose, shown } from "./pages";

describe("hostile HTML", () => {
  it.each([
    ["<script>alert(1)</script>a", "a"],
    ["<img src=x onerror=alert(1)>", "<img>"],
    ["<img src='https://example.org/spy.png' alt='b'>", '<img alt="b">'],
    ["<img srcset='https://example.org/spy.png 2x'>", "<img>"],
    ["<img src='data:text/html,<script>1</script>'>", "<img>"],
    ["<img src='//example.org/a.png'><img src='\\\\host\\share'>", "<img><img>"],
    ["<a href='javascript:alert(1)'>a</a>", "<a>a</a>"],
    ["<a href=' java\nscript:alert(1)'>a</a>", "<a>a</a>"],
    [
      "<a href='data:text/html,a'>a</a><a href='vbscript:a'>b</a><a href='file:///etc'>c</a>",
      "<a>a</a><a>b</a><a>c</a>",
    ],
    ["<a href='//example.org'>a</a><a href='\\\\host\\share'>b</a>", "<a>a</a><a>b</a>"],
    [
      "<a href='https://example.org' onclick='alert(1)' target='_top' ping='https://x'>a</a>",
      '<a href="https://example.org">a</a>',
    ],
    ["<meta http-equiv=refresh content='0;url=https://example.org'>a", "a"],
    ["<base href='https://example.org'><link rel=stylesheet href='https://example.org'>a", "a"],
    ["<iframe src='https://example.org' srcdoc='<b>'></iframe>a", "a"],
    ["<object data='x'></object><embed src='x'><video src='x' poster='y'></video><audio src='x'></audio>a", "a"],
    ["<form action='https://example.org'><input name=a><button formaction=b>Send</button></form>", "Send"],
    ["<style>@import 'https://example.org'; main { display: none }</style>a", "a"],
    ["<p style='background: url(https://example.org/spy)'>a</p>", "<p>a</p>"],
    ["<p style='color: red; position: fixed; top: 0'>a</p>", '<p style="color: red">a</p>'],
    ["<p style='background: u\\72l(https://example.org)'>a</p>", "<p>a</p>"],
    ["<p style='margin-top: -900px; width: expression(1)'>a</p>", "<p>a</p>"],
    ["<p class='note' id='score' name='x' data-plotly='y'>a</p>", '<p id="score">a</p>'],
    [
      "<svg onload=alert(1)><script>1</script><path d='M0,0' onclick=a fill='url(https://x)'></path></svg>",
      '<svg><path d="M0,0"></path></svg>',
    ],
    [
      "<svg><use href='https://x#a'></use><image href='https://x'></image><a href='javascript:1'><text>t</text></a></svg>",
      "<svg><a><text>t</text></a></svg>",
    ],
    [
      "<svg><animate attributeName=href to='javascript:1'></animate><foreignObject><b>a</b></foreignObject></svg>",
      "<svg></svg>",
    ],
    ["<svg><style>*{}</style></svg><math><mtext><img src=x onerror=1></mtext></math>", /^<svg><\/svg>(<img>)?$/],
    [
      "<template><script>1</script></template><noscript><p title='</noscript><img src=x onerror=1>'></noscript>",
      /^[^<]*(<p[^>]*><\/p>|<img>)?[^<]*$/,
    ],
    ["<div><table><td><b>a", "<div><table><tbody><tr><td><b>a</b></td></tr></tbody></table></div>"],
  ])("%s", (html, expected) => {
    if (expected instanceof RegExp) expect(sanitize(html)).toMatch(expected);
    else expect(sanitize(html)).toBe(expected);
    for (const made of [page([code("", [shown({ "text/html": html })])]), page([prose(html)])]) {
      expect(made.querySelector("main").querySelector("script, style, iframe, form, input, meta, link")).toBeNull();
      for (const element of made.querySelectorAll("main *")) {
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^(on|srcset|action|formaction|ping|poster)/);
          expect(value).not.toMatch(/^\s*(javascript|vbscript|data:text)/i);
        }
      }
    }
  });

  it("keeps what a notebook of ours puts out", () => {
    const html =
      '<table style="border-left: 1px solid; border-right: 1px solid"><caption style="text-align: left">2×3</caption><tbody><tr><td>1.</td></tr></tbody></table>' +
      '<progress value="40" max="100" aria-label="progress" style="width: 16em; margin: 0 0.5em; vertical-align: middle"></progress> 40 %';
    expect(sanitize(html)).toBe(html);
  });

  it("leaves no way out of a code cell, a print, an error or a raw cell either", () => {
    const attack = "</code></pre><script>alert(1)</script><img src=x onerror=alert(1)>";
    const error = { output_type: "error", ename: attack, evalue: attack, traceback: [attack] };
    const stream = { output_type: "stream", name: "stdout", text: attack };
    const cells = [code(attack, [stream, error]), { cell_type: "raw", metadata: {}, source: attack }];
    const made = page(cells, { title: attack, anchor: () => `"><script>alert(1)</script>` });
    expect(made.querySelector("script, img")).toBeNull();
    expect(pageText(cells).match(/&lt;script&gt;/g)).toHaveLength(4);
  });
});

describe("HTML that would keep a parser busy", () => {
  it("costs its tags when they are tidy, and far more when they are not", () => {
    const table = `<table>${"<tr><td>1</td></tr>".repeat(1000)}</table>`;
    expect(htmlCost(table)).toBe(2001);
    expect(htmlCost('<p>a<br>b<img src="x" alt="y"></p>')).toBe(3);
    expect(htmlCost("no tags, 1 < 2")).toBe(0);
    for (const [html, least] of [
      ["<div>".repeat(3000), 30_000],
      ["<b><p>".repeat(1000), 100_000],
      ["<b id=1></i>".repeat(1000), 100_000],
      [`<p ${"a ".repeat(40_000)}>`, 300_000],
      [`<!--> ${"<div>".repeat(3000)} -->`, 30_000],
      [`<div a"> ${"<div>".repeat(3000)}"`, 30_000],
      [`<svg><desc>${"<div/>".repeat(3000)}</desc></svg>`, 30_000],
    ] as const) {
      expect(htmlCost(html), html.slice(0, 20)).toBeGreaterThan(least);
    }
  });

  it("is not shown, but what stands beside it is", () => {
    const made = output({ "text/html": "<div>".repeat(19_000), "text/plain": "deep" });
    expect([...made.children].map((one) => one.textContent)).toEqual([
      "deep",
      "HTML of 95,000 characters is not shown: that is too much for this page.",
    ]);
    const text = page([prose("<b><p>".repeat(1500))]).querySelector("section");
    expect(text.querySelector("pre.raw").textContent).toBe("<b><p>".repeat(1500));
  });
});
