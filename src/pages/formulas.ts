/** Formulas: `$…$` and `$$…$$` in Markdown, drawn by the browser itself from the MathML that KaTeX makes of them. */
import katex from "katex";
import type MarkdownIt from "markdown-it";
import { escapeHtml, remembering } from "./text";

/** What Markdown is read with. */
export type Markdown = InstanceType<typeof MarkdownIt>;

export interface Formula {
  tex: string;
  /** On lines of its own. */
  display: boolean;
}

const FORMULA = /\$\$([^$]+)\$\$|\$((?:\\.|[^$\\`])+)\$/;
/** A formula that is a paragraph, or an environment that MathJax knows without dollars; no blank line in it. */
const BLOCK =
  /\$\$((?:(?!\n[ \t]*\n)[^$])+)\$\$[ \t]*(?=\n|$)|(\\begin\{(\w+\*?)\}(?:(?!\n[ \t]*\n)[\s\S])+?\\end\{\3\})[ \t]*(?=\n|$)/y;
const LONGEST = 5000;

/** Where a text's n-th formula comes in once the HTML around it is sanitized. Written in a text, it does no harm. */
const place = (n: number) => `<span title="formula ${n}"></span>`;
const PLACE = /<span title="formula (\d+)"><\/span>/g;

/** Teaches Markdown to leave places for formulas, before anything in them is taken for Markdown. */
export function withFormulas(markdown: Markdown): Markdown {
  const { rules } = markdown.renderer;
  markdown.inline.ruler.before("escape", "formula", (state, silent) => {
    const match = state.src[state.pos] === "$" ? at(FORMULA, state.src, state.pos) : null;
    if (!match) return false;
    if (!silent) state.push("formula", "", 0).meta = { tex: match[1] ?? match[2], display: match[1] !== undefined };
    state.pos += match[0].length;
    return true;
  });
  markdown.block.ruler.before(
    "fence",
    "formula",
    (state, startLine, _endLine, silent) => {
      const start = state.bMarks[startLine] + state.tShift[startLine];
      const match = state.parentType === "blockquote" ? null : at(BLOCK, state.src, start);
      if (!match) return false;
      if (silent) return true;
      state.push("formula", "", 0).meta = { tex: match[1] ?? match[2], display: true };
      state.line = startLine + match[0].split("\n").length;
      return true;
    },
    { alt: ["paragraph", "list"] },
  );
  rules.formula = (tokens, i, _options, env) => keep(env, tokens[i].meta as unknown as Formula);
  rules.html_block = (tokens, i, _options, env) => inHtml(tokens[i].content, env);
  return markdown;
}

function at(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  const sticky = new RegExp(pattern, "y");
  sticky.lastIndex = position;
  return sticky.exec(text);
}

function keep(env: unknown, formula: Formula): string {
  const { formulas } = env as { formulas: Formula[] };
  return place(formulas.push(formula) - 1);
}

/** `<summary>Why $m$?</summary>`: MathJax finds formulas in HTML too, but not in code. */
function inHtml(html: string, env: unknown): string {
  return html.replace(
    /<(code|pre)\b[\s\S]*?<\/\1>|<[^>]*>|\$\$([^$<]+)\$\$|\$([^$<]+)\$/g,
    (all, _tag, display, inline) => {
      const tex = display ?? inline;
      if (tex === undefined) return all;
      const characters = tex.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
      return keep(env, { tex: characters, display: display !== undefined });
    },
  );
}

/** Puts the formulas into the sanitized HTML. */
export function drawFormulas(html: string, formulas: Formula[]): string {
  return html.replace(PLACE, (all, n) => {
    const formula = formulas[Number(n)];
    return formula ? (formula.display ? display(formula.tex) : inline(formula.tex)) : all;
  });
}

const inline = remembering((tex) => draw(tex, false));
const display = remembering((tex) => draw(tex, true));

/** A number that stands alone, `\tag{3.1}`, is set by the page: browsers differ in where KaTeX's goes. */
const TAG = /\\tag\{([^{}$\\]*)\}/;

function draw(tex: string, displayMode: boolean): string {
  const source = `<code>${escapeHtml(displayMode ? `$$${tex}$$` : `$${tex}$`)}</code>`;
  if (tex.length > LONGEST) return source;
  const tag = displayMode ? TAG.exec(tex)?.[1] : undefined;
  try {
    const math = mathml(tag === undefined ? tex : tex.replace(TAG, ""), displayMode);
    if (tag === undefined) return math;
    return `<span class="equation">${math}<span class="tag">(${escapeHtml(tag)})</span></span>`;
  } catch {
    return source; // as it was written: that can be mended
  }
}

function mathml(tex: string, displayMode: boolean): string {
  return katex.renderToString(tex, { output: "mathml", displayMode, strict: false, maxExpand: 300, maxSize: 30 });
}
