/** The look of a page: light or dark as the reader's system is, for any width, and for paper. */
import { createHash } from "node:crypto";

const LIGHT = `--page: #ffffff; --ink: #1f2328; --faint: #59636e; --line: #d1d9e0; --code: #f6f8fa; --link: #0757b8;
  --error: #fff1f0; --error-edge: #c62828; --stderr: #fff8e5; --stderr-edge: #9a6700; --mark: #fff3bf;
  --keyword: #a0111f; --string: #0a3069; --number: #0550ae; --comment: #59636e; --name: #6639ba; --type: #7d3c00;`;
const DARK = `--page: #16191d; --ink: #e3e6ea; --faint: #9aa4af; --line: #3a424b; --code: #1f242a; --link: #7cb7ff;
  --error: #35191b; --error-edge: #ff7b72; --stderr: #332a14; --stderr-edge: #d8a93a; --mark: #5a4a00;
  --keyword: #ff8f87; --string: #a8d4ff; --number: #7cc0ff; --comment: #9aa4af; --name: #d6b3ff; --type: #ffb066;`;

export const style = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; padding: 0 1rem 4rem; max-width: 54rem; background: var(--page); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif; }
a { color: var(--link); }
h1, h2, h3, h4 { line-height: 1.25; margin: 2em 0 0.6em; text-wrap: balance; }
h1 { font-size: 2rem; margin-top: 1rem; }
h2 { font-size: 1.5rem; padding-bottom: 0.25em; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.2rem; }
p, ul, ol, table, blockquote { margin: 0 0 1em; }
blockquote { padding-left: 1em; border-left: 4px solid var(--line); }
img { max-width: 100%; height: auto; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: 0.85em; }
pre { margin: 0; line-height: 1.45; overflow-x: auto; tab-size: 4; }
pre code { font-size: inherit; }
:not(pre) > code { padding: 0.1em 0.3em; border-radius: 4px; background: var(--code); overflow-wrap: break-word; }
/* Nothing in a cell reaches beyond it. */
.cell { margin: 0 0 1.1rem; contain: paint; overflow-wrap: break-word; }
header, .prose { max-width: 50rem; }
.prose { overflow-x: auto; overflow-y: hidden; padding: 0 2px 2px; }
h1:first-child, h2:first-child, h3:first-child { margin-top: 0.9rem; }
.prose > :last-child, blockquote > :last-child { margin-bottom: 0; }
.prose pre { margin: 0 0 1em; padding: 0.7em 0.9em; border-radius: 6px; background: var(--code); }
.prose details { margin: 0 0 1em; padding: 0.5em 0.9em; border: 1px solid var(--line); border-radius: 6px; }
.prose details > :last-child { margin-bottom: 0.3em; }
.prose details + :not(details) { margin-top: 1em; }
.prose summary { cursor: pointer; font-weight: 600; }
table { display: block; max-width: 100%; overflow-x: auto; border-collapse: collapse; }
th, td { padding: 0.3em 0.8em; }
.prose th, .prose td, header th, header td { border: 1px solid var(--line); }
.html table { display: table; font-size: 0.9em; font-variant-numeric: tabular-nums; }
.html td, .html th { padding: 0.1em 0.7em; text-align: right; }
.html caption { font-size: 0.9em; color: var(--faint); }
.source { position: relative; border: 1px solid var(--line); border-radius: 6px; background: var(--code); }
.source pre { padding: 0.7em 0.9em; font-size: 0.82em; }
.number { position: absolute; right: 0.6em; top: 0.35em; padding-left: 0.5em; background: var(--code); color: var(--faint);
  font: 0.75rem ui-monospace, monospace; user-select: none; }
.outputs { padding: 0.55em 0 0.2em; overflow-x: auto; overflow-y: hidden; }
.outputs > * { margin: 0 0 0.5em; }
.outputs pre { padding: 0.15em 0.9em; white-space: pre; }
.outputs .stderr { padding: 0.5em 0.9em; border-left: 4px solid var(--stderr-edge); background: var(--stderr); }
.outputs .error { padding: 0.6em 0.9em; border-left: 4px solid var(--error-edge); background: var(--error); }
.note { color: var(--faint); font-size: 0.875rem; font-style: italic; }
.picture { display: block; border-radius: 6px; background: #ffffff; min-width: min(75%, 33rem); }
.figure .still, .figure .live { width: max-content; max-width: 100%; }
.live { transform-origin: 0 0; color: #222222; }
.figure:not(.is-live) .live, .figure.is-live .still { display: none; }
math { font-size: 1.08em; }
math[display="block"] { display: block math; max-width: 100%; margin: 0.7em 0; overflow-x: auto; overflow-y: hidden; padding: 0.2em 0; }
.equation { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, auto) minmax(max-content, 1fr); align-items: center; }
.equation::before { content: ""; }
.equation .tag { justify-self: end; padding-left: 1em; }
progress { accent-color: var(--link); }
mark { background: var(--mark); color: inherit; }
.hljs-comment, .hljs-quote { color: var(--comment); font-style: italic; }
.hljs-keyword, .hljs-literal, .hljs-meta { color: var(--keyword); }
.hljs-string, .hljs-regexp, .hljs-subst .hljs-string { color: var(--string); }
.hljs-number, .hljs-symbol { color: var(--number); }
.hljs-title, .hljs-attr { color: var(--name); }
.hljs-built_in, .hljs-type, .hljs-title.class_ { color: var(--type); }
nav { margin: 1rem 0; font-size: 0.9rem; line-height: 1.4; }
nav summary { cursor: pointer; font-weight: 600; padding: 0.3em 0; }
nav ol { margin: 0; padding: 0; list-style: none; }
nav li { padding: 0.22em 0; }
nav .level-1 { font-weight: 600; }
nav .level-2 { padding-left: 0.6em; }
nav .level-3 { padding-left: 1.6em; }
nav a { color: inherit; text-decoration: none; }
nav a:hover { color: var(--link); text-decoration: underline; }
@media (min-width: 76rem) {
  body { max-width: 84rem; display: grid; grid-template-columns: 16rem minmax(0, 62rem); gap: 2.5rem; justify-content: center; }
  body > main { grid-column: 2; }
  nav { position: sticky; top: 0; max-height: 100vh; margin: 0; padding: 1.5rem 0; overflow-y: auto; }
  nav .contents::details-content { display: block; content-visibility: visible; height: auto; }
  @supports selector(::details-content) { nav summary { list-style: none; pointer-events: none; } }
}
@media (max-width: 40rem) {
  .number { position: static; display: block; padding: 0.35em 0.9em 0; background: none; }
  .source .number + pre { padding-top: 0.1em; }
}
@media print {
  :root { color-scheme: light; ${LIGHT} }
  body { display: block; max-width: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; }
  .cell, .prose, .outputs, pre, math[display="block"] { contain: none; overflow: visible; }
  pre, .outputs pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .source, .picture, tr, math[display="block"] { break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; }
  .figure.is-live .live { display: none; }
  .figure.is-live .still { display: block; }
  a { color: inherit; }
}
`;

/** As a Content-Security-Policy names the style sheet. */
export const styleHash = `'sha256-${createHash("sha256").update(style).digest("base64")}'`;
