/** A cell's outputs as HTML, each in the richest form that a page can show. */
import type { IMimeBundle, IOutput } from "@jupyterlab/nbformat";
import { liveFigure, pictureHtml } from "./figure";
import { htmlCost } from "./html-cost";
import { renderMarkdown } from "./markdown";
import type { Room } from "./room";
import { type Links, sanitize } from "./sanitize";
import { escapeHtml, plain, textOf } from "./text";

export interface OutputOptions {
  /** Whether figures come alive in a browser. */
  live: boolean;
  links: Links;
  room: Room;
}

const PLOTLY = "application/vnd.plotly.v1+json";
const SVG = "image/svg+xml";
const PICTURES = [SVG, "image/png", "image/jpeg", "image/gif", "image/webp"];

export function outputHtml(output: IOutput, options: OutputOptions): string {
  if (output.output_type === "stream") {
    return printed(textOf(output.text), output.name === "stderr" ? "stream stderr" : "stream", options);
  }
  if (output.output_type === "error") {
    const traceback = Array.isArray(output.traceback) ? output.traceback.map(textOf).join("\n") : "";
    return printed(traceback || `${textOf(output.ename)}: ${textOf(output.evalue)}`, "error", options);
  }
  return bundleHtml((output.data ?? {}) as IMimeBundle, options);
}

function bundleHtml(data: IMimeBundle, options: OutputOptions): string {
  const html =
    figureOf(data, options) ?? htmlOf(data, options) ?? markdownOf(data, options) ?? pictureOf(data, options);
  if (html !== undefined) return html;
  const [, other] = Object.entries(data).find(([type]) => type.endsWith("json") && type !== PLOTLY) ?? [];
  const text = data["text/plain"] ?? other;
  return text === undefined ? "" : printed(textOf(text), "result", options);
}

/** A figure of Plotly; without its picture it is shown alive or as its sentence. */
function figureOf(data: IMimeBundle, options: OutputOptions): string | undefined {
  const figure = data[PLOTLY];
  if (figure === undefined || !options.live) return undefined;
  const still = pictureOf(data, options) ?? printed(textOf(data["text/plain"]), "result", options);
  if (options.room.refusal("picture", JSON.stringify(figure)) !== undefined) return still;
  return liveFigure(figure, still);
}

function htmlOf(data: IMimeBundle, options: OutputOptions): string | undefined {
  if (data["text/html"] === undefined) return undefined;
  const html = textOf(data["text/html"]);
  const refusal = options.room.refusal("html", html, htmlCost(html));
  if (refusal !== undefined) return withPlain(data, refusal, options);
  return `<div class="html">${sanitize(html, options.links)}</div>`;
}

function markdownOf(data: IMimeBundle, options: OutputOptions): string | undefined {
  const content = data["text/markdown"] ?? data["text/latex"];
  if (content === undefined) return undefined;
  const rendered = renderMarkdown(textOf(content), options.links);
  const refusal = options.room.refusal("html", textOf(content), rendered.cost);
  if (refusal !== undefined) return withPlain(data, refusal, options);
  return `<div class="html">${rendered.html()}</div>`;
}

function pictureOf(data: IMimeBundle, options: OutputOptions): string | undefined {
  const type = PICTURES.find((known) => data[known] !== undefined);
  if (type === undefined) return undefined;
  const content = textOf(data[type]);
  const refusal = options.room.refusal("picture", content);
  if (refusal !== undefined) return withPlain(data, refusal, options);
  return pictureHtml({ type, content }, textOf(data["text/plain"]) || "a picture");
}

function withPlain(data: IMimeBundle, note: string, options: OutputOptions): string {
  return `${printed(textOf(data["text/plain"]), "result", options)}${noteHtml(note)}`;
}

function printed(text: string, kind: string, { room }: OutputOptions): string {
  const { shown, note } = room.text(plain(text).replace(/\n$/, ""));
  if (shown === "" && note === undefined) return "";
  return `<pre class="${kind}">${escapeHtml(shown)}</pre>${noteHtml(note)}`;
}

export function noteHtml(note: string | undefined): string {
  return note === undefined ? "" : `<p class="note">${escapeHtml(note)}</p>`;
}
