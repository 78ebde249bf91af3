/** Text of a notebook as a page shows it. */
import { stripVTControlCharacters } from "node:util";
import MarkdownIt from "markdown-it";

/** Text for HTML, also within an attribute's double quotes. */
export const { escapeHtml } = new MarkdownIt().utils;

/** nbformat keeps a text whole or in lines; anything else in its place comes from a broken file. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (Array.isArray(content)) return content.filter((line) => typeof line === "string").join("");
  return content === undefined ? "" : JSON.stringify(content);
}

/** What a terminal would show in the end: without colours, and each line as it was last written. */
export function plain(text: string): string {
  return stripVTControlCharacters(text.replaceAll("\u0007", "")) // it would take a word before a bell with it
    .split("\n")
    .map((line) => line.slice(line.replace(/\r$/, "").lastIndexOf("\r") + 1).replace(/(?!\t)\p{Cc}/gu, ""))
    .join("\n");
}

/** Remembers what was made of the texts asked for last: a class's notebooks share most of their cells. */
export function remembering<T>(make: (text: string) => T, { most = 1000, longest = 10_000 } = {}): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    if (text.length > longest) return make(text);
    const result = made.has(text) ? (made.get(text) as T) : make(text);
    made.delete(text);
    made.set(text, result);
    if (made.size > most) made.delete(made.keys().next().value as string);
    return result;
  };
}
