/** What a Markdown text holds: headings, links, images, formulas and plain words. */
import MarkdownIt, { type Token } from "markdown-it";
import type { Text } from "./course";

export interface Parsed {
  file: string;
  headings: { level: number; text: string; anchor: string }[];
  /** Where its links lead. */
  links: string[];
  images: { source: string; alt: string }[];
  formulas: { tex: string; display: boolean }[];
  /** Text around each `$` that opens a formula and finds no end. */
  loose: string[];
  /** Its words, without code, formulas and addresses. */
  prose: string;
}

const markdown = new MarkdownIt({ html: true });

/** `$…$` and `$$…$$`, before anything in them is taken for Markdown. */
const FORMULA = /\$\$([^$]+)\$\$|\$((?:\\.|[^$\\`])+)\$/;

markdown.inline.ruler.before("escape", "formula", (state, silent) => {
  if (state.src[state.pos] !== "$") return false;
  const found = new RegExp(FORMULA, "y");
  found.lastIndex = state.pos;
  const match = found.exec(state.src);
  const [all, display, inline] = match ?? ["$"];
  if (!silent) {
    const token = state.push(match ? "formula" : "loose", "", 0);
    token.content = display ?? inline ?? state.src.slice(Math.max(0, state.pos - 20), state.pos + 20);
    token.meta = { display: display !== undefined };
  }
  state.pos += all.length;
  return true;
});

export function parse({ file, parts }: Text): Parsed {
  const parsed: Parsed = { file, headings: [], links: [], images: [], formulas: [], loose: [], prose: "" };
  for (const part of parts) readBlocks(markdown.parse(part, {}), parsed);
  return parsed;
}

function readBlocks(tokens: Token[], parsed: Parsed): void {
  tokens.forEach((token, i) => {
    if (token.type === "html_block") readHtml(token.content, parsed);
    if (token.type !== "inline") return;
    const opening = tokens[i - 1];
    if (opening.type === "heading_open") parsed.headings.push(heading(token, Number(opening.tag[1]), parsed));
    readInline(token.children ?? [], parsed);
  });
}

function readInline(tokens: Token[], parsed: Parsed): void {
  let inCode = false; // between <code> and </code>
  for (const token of tokens) {
    const attribute = (name: string) => decodeURI(String(token.attrGet(name) ?? ""));
    if (token.type === "text" && !inCode) parsed.prose += token.content;
    else if (token.type === "html_inline") readHtml(token.content, parsed);
    else if (token.type === "formula")
      parsed.formulas.push({ tex: token.content, display: token.meta?.display === true });
    else if (token.type === "loose") parsed.loose.push(token.content);
    else if (token.type === "link_open") parsed.links.push(attribute("href"));
    else if (token.type === "image") parsed.images.push({ source: attribute("src"), alt: token.content });
    if (token.type === "html_inline" && /^<\/?code>$/.test(token.content)) inCode = token.content === "<code>";
    if (/break|code|formula|image/.test(token.type)) parsed.prose += " ";
  }
  parsed.prose += "\n";
}

/** HTML within Markdown: `<details>`, `<code>` and the like. */
function readHtml(html: string, parsed: Parsed): void {
  for (const [, href] of html.matchAll(/<a [^>]*href="([^"]*)"/g)) parsed.links.push(href);
  for (const [tag] of html.matchAll(/<img[^>]*>/g)) {
    const attribute = (name: string) => tag.match(new RegExp(` ${name}="([^"]*)"`))?.[1] ?? "";
    parsed.images.push({ source: attribute("src"), alt: attribute("alt") });
  }
  const text = html.replace(/<(code|pre)>[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>|&\w+;/g, " ");
  for (const [, display, inline] of text.matchAll(new RegExp(FORMULA, "g"))) {
    parsed.formulas.push({ tex: display ?? inline, display: display !== undefined });
  }
  parsed.prose += text.replace(new RegExp(FORMULA, "g"), " ");
}

function heading({ children }: Token, level: number, { file, headings }: Parsed): Parsed["headings"][number] {
  const text = (children ?? []).map(({ content }) => content).join("");
  const anchor = file.endsWith(".ipynb") ? text.replace(/ /g, "-") : onGitHub(text);
  const same = headings.filter((other) => other.anchor === anchor).length; // Jupyter numbers none, and finds the first
  return { level, text, anchor: same > 0 && !file.endsWith(".ipynb") ? `${anchor}-${same}` : anchor };
}

/** GitHub's anchor of a heading in a Markdown file. */
const onGitHub = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replace(/ /g, "-");
