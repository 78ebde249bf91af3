/** The table of contents: the headings of the notebook below its title. */
import type { Heading } from "./markdown";
import { escapeHtml } from "./text";

const DEEPEST = 3;

/** "" where there is nothing to choose from. */
export function contentsHtml(headings: Heading[]): string {
  const shown = headings.filter(({ level }) => level <= DEEPEST);
  if (shown.length < 3) return "";
  const items = shown.map(({ level, text, anchor }) => {
    return `<li class="level-${level}"><a href="#${escapeHtml(encodeURIComponent(anchor))}">${escapeHtml(text)}</a></li>`;
  });
  return `<nav aria-label="Contents"><details class="contents"><summary>Contents</summary>
<ol>
${items.join("\n")}
</ol>
</details></nav>`;
}
