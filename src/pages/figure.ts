/**
 * Pictures. An SVG is shown as an image, never as part of the page: so it can neither run a script nor load anything.
 * A figure that Plotly knows can come alive over its picture (live-script.ts); it prints as the picture.
 */
import { escapeHtml } from "./text";

export interface Picture {
  type: string;
  /** The SVG's text; of all others base64. */
  content: string;
}

/** @param words what there is to see, for whoever cannot see it */
export function pictureHtml({ type, content }: Picture, words: string): string {
  const base64 = type === "image/svg+xml" ? Buffer.from(content).toString("base64") : content.replace(/\s/g, "");
  if (!/^[\w+/]*=*$/.test(base64)) return "";
  const { width, height } = type === "image/svg+xml" ? svgSize(content) : { width: undefined, height: undefined };
  const size = width && height ? ` width="${width}" height="${height}"` : "";
  return `<img class="picture" src="data:${type};base64,${base64}" alt="${escapeHtml(words)}"${size}>`;
}

function svgSize(svg: string): { width?: number; height?: number } {
  const root = /<svg\b[^>]*>/.exec(svg)?.[0] ?? "";
  const pixels = (name: string) => Number(new RegExp(`\\s${name}="([\\d.]{1,7})(?:px)?"`).exec(root)?.[1]) || undefined;
  return { width: pixels("width"), height: pixels("height") };
}

/** @param still what is seen until the figure is alive, without JavaScript, and on paper */
export function liveFigure(json: unknown, still: string): string {
  const text = JSON.stringify(json).replace(/</g, "\\u003c"); // nothing in it can end the script element
  return `<div class="figure"><div class="still">${still}</div><div class="live"></div><script type="application/json">${text}</script></div>`;
}
