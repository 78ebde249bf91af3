/** A notebook as one HTML page, to be read without Jupyter: on a screen of any size, on paper, with or without plots that move. */
import type { ICell, ICodeCell, INotebookContent } from "../kernel/execute/notebook";
import { contentsHtml } from "./contents";
import { highlight } from "./highlight";
import { liveScript, liveScriptHash } from "./live-script";
import { type Attachments, type Heading, renderMarkdown } from "./markdown";
import { noteHtml, outputHtml } from "./outputs";
import { Room } from "./room";
import type { Links } from "./sanitize";
import { style, styleHash } from "./style";
import { escapeHtml, plain, textOf } from "./text";

export interface PageOptions {
  title: string;
  /** HTML above the notebook, such as a table of scores. It is not sanitized. */
  head?: string;
  /** "svg": figures are pictures, and the page holds no script. Or where plotly.js is, as seen from the page. */
  plots: "svg" | { script: string };
  /** "pages": links to notebooks lead to the pages beside this one, from x.ipynb#Anchor to x.html#Anchor. */
  links?: Links;
  /** What of a cell is not shown; nothing, unless this says otherwise. */
  hide?(cell: ICell): "cell" | "source" | "outputs" | undefined;
  /** The id under which the head can link to a cell; unless this says otherwise, the n-th cell is "cell-n". */
  anchor?(cell: ICell): string | undefined;
}

interface Making extends PageOptions {
  links: Links;
  room: Room;
  headings: Heading[];
}

/**
 * The whole page. Nothing in the notebook is trusted: its HTML is sanitized, its SVG shown as images, what is too long
 * is cut with a note, and a Content-Security-Policy forbids the page to load or send anything.
 */
export function notebookPage(notebook: INotebookContent, options: PageOptions): string {
  const { title, head = "", plots } = options;
  const making: Making = { ...options, links: options.links ?? "notebooks", room: new Room(), headings: [] };
  const cells = notebook.cells.map((cell, c) => cellHtml(cell, c + 1, making)).filter((html) => html !== "");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(plots !== "svg")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${contentsHtml(making.headings)}
<main>
${head ? `<header>${head}</header>\n` : ""}${cells.join("\n")}
</main>
${plots === "svg" ? "" : liveScript(escapeHtml(plots.script))}
</body>
</html>
`;
}

/** plotly.js is loaded by our script, which gives it its trust; it writes styles of its own. */
function policy(live: boolean): string {
  const scripts = live
    ? `script-src ${liveScriptHash} 'strict-dynamic'; style-src 'unsafe-inline'`
    : "script-src 'none'";
  const styles = live ? "" : `; style-src 'unsafe-inline'; style-src-elem ${styleHash}; style-src-attr 'unsafe-inline'`;
  return `default-src 'none'; img-src data: blob:; ${scripts}${styles}; base-uri 'none'; form-action 'none'`;
}

function cellHtml(cell: ICell, number: number, making: Making): string {
  const hidden = making.hide?.(cell);
  if (hidden === "cell") return "";
  const id = escapeHtml(making.anchor?.(cell) ?? `cell-${number}`);
  const isCode = cell.cell_type === "code";
  const source = hidden === "source" ? "" : safely(() => (isCode ? sourceHtml : proseHtml)(cell, making));
  const outputs = isCode && hidden !== "outputs" ? outputsHtml(cell as ICodeCell, making) : "";
  const content = [source, outputs].filter((part) => part !== "").join("\n");
  return content === "" ? "" : `<section class="cell ${isCode ? "code" : "prose"}" id="${id}">\n${content}\n</section>`;
}

/** What nests a hundred thousand levels deep, or is no notebook's output, must not cost the whole page. */
function safely(make: () => string): string {
  try {
    return make();
  } catch (error) {
    return noteHtml(`This cannot be shown (${(error as Error).message}).`);
  }
}

function sourceHtml(cell: ICell, { room }: Making): string {
  const { shown, note } = room.text(textOf(cell.source));
  if (shown.trim() === "") return "";
  const number =
    typeof cell.execution_count === "number" ? `<span class="number">[${cell.execution_count}]</span>` : "";
  return `<div class="source">${number}<pre><code class="hljs">${highlight(shown)}</code></pre>${noteHtml(note)}</div>`;
}

function proseHtml(cell: ICell, { room, links, headings }: Making): string {
  const source = textOf(cell.source);
  if (cell.cell_type !== "markdown") return rawHtml(source, room);
  const rendered = renderMarkdown(source, links, cell.attachments as Attachments | undefined);
  if (room.refusal("html", source, rendered.cost) !== undefined) return rawHtml(source, room);
  headings.push(...rendered.headings);
  return rendered.html();
}

/** As it was written. */
function rawHtml(source: string, room: Room): string {
  const { shown, note } = room.text(plain(source));
  return `<pre class="raw">${escapeHtml(shown)}</pre>${noteHtml(note)}`;
}

function outputsHtml(cell: ICodeCell, { plots, links, room }: Making): string {
  const options = { live: plots !== "svg", links, room };
  const all = Array.isArray(cell.outputs) ? cell.outputs : [];
  const outputs = all.map((output) => safely(() => outputHtml(output, options)));
  const shown = outputs.filter((html) => html !== "");
  return shown.length === 0 ? "" : `<div class="outputs">\n${shown.join("\n")}\n</div>`;
}
