/** A Markdown text as HTML: formulas drawn, code coloured, headings with the anchors that Jupyter gives them, sanitized. */
import MarkdownIt, { type Token } from "markdown-it";
import { drawFormulas, type Formula, type Markdown, withFormulas } from "./formulas";
import { highlight } from "./highlight";
import { htmlCost } from "./html-cost";
import { type Links, sanitize } from "./sanitize";
import { remembering } from "./text";

export interface Heading {
  level: number;
  text: string;
  anchor: string;
}

export interface Rendered {
  headings: Heading[];
  /** What `html()` will cost, as html-cost.ts counts. */
  cost: number;
  html(): string;
}

const FORMULA_COST = 8;
/** A megabyte of Markdown is nobody's prose. */
const LONGEST = 300_000;

/** Pictures that a cell carries with it: by name, each by MIME type. */
export type Attachments = Record<string, Record<string, unknown>>;

interface Env {
  headings: Heading[];
  formulas: Formula[];
  attachments?: Attachments;
}

/** As Jupyter reads it. */
function reader(): Markdown {
  const markdown = withFormulas(new MarkdownIt({ html: true, linkify: true, highlight }));
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false }); // network.ts is no site
  markdown.core.ruler.push("headings", ({ tokens, env }) => readHeadings(tokens, env as unknown as Env));
  const { image } = markdown.renderer.rules;
  markdown.renderer.rules.image = (tokens, i, options, env, self) => {
    attach(tokens[i], (env as unknown as Env).attachments);
    return image ? image(tokens, i, options, env, self) : "";
  };
  return markdown;
}

const markdown = reader();
const remembered: Record<Links, (source: string) => Rendered> = {
  notebooks: remembering((source) => render(source, "notebooks")),
  pages: remembering((source) => render(source, "pages")),
};

export function renderMarkdown(source: string, links: Links, attachments?: Attachments): Rendered {
  if (source.length > LONGEST) return { headings: [], cost: Number.POSITIVE_INFINITY, html: () => "" };
  return attachments ? render(source, links, attachments) : remembered[links](source);
}

function render(source: string, links: Links, attachments?: Attachments): Rendered {
  const env: Env = { headings: [], formulas: [], attachments };
  const draft = markdown.render(source, env as unknown as Record<string, unknown>);
  let html: string | undefined;
  return {
    headings: env.headings,
    cost: htmlCost(draft) + FORMULA_COST * env.formulas.length,
    html() {
      html ??= drawFormulas(sanitize(draft, links), env.formulas);
      return html;
    },
  };
}

function readHeadings(tokens: Token[], env: Env): void {
  tokens.forEach((token, i) => {
    if (token.type !== "heading_open") return;
    const text = (tokens[i + 1].children ?? [])
      .map(({ content, meta }) => content || (meta as { tex?: string } | null)?.tex || "")
      .join("");
    const anchor = text.replace(/ /g, "-");
    token.attrSet("id", anchor);
    env.headings.push({ level: Number(token.tag[1]), text, anchor });
  });
}

function attach(token: Token, attachments: Attachments | undefined): void {
  const source = token.attrGet("src") ?? "";
  const name = Object.keys(attachments ?? {}).find((key) => source === `attachment:${encodeURI(key)}`);
  if (name === undefined) return;
  const [type, content] = Object.entries(attachments?.[name] ?? {})[0] ?? [];
  if (type && typeof content === "string") token.attrSet("src", `data:${type};base64,${content.replace(/\s/g, "")}`);
}
