/** Colours for code. */
import highlighter from "highlight.js/lib/core";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeHtml, remembering } from "./text";

highlighter.registerLanguage("typescript", typescript);

const LONGEST = 50_000;
const LANGUAGES = /^(ts|tsx|typescript|js|javascript)$/i;

/** Code as HTML; a language other than TypeScript stays in one colour. */
export function highlight(code: string, language = "typescript"): string {
  return LANGUAGES.test(language) && code.length <= LONGEST ? coloured(code) : escapeHtml(code);
}

const coloured = remembering((code) => {
  return highlighter.highlight(code, { language: "typescript", ignoreIllegals: true }).value;
});
