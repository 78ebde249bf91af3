/** What the compiler knows beside compiling: completions, documentation, whether a cell is finished. */
import type { QuickInfo } from "@tslab/typescript-for-tslab";
import type { ts } from "./typescript";

export type Completeness = { status: "complete" | "invalid" } | { status: "incomplete"; indent: string };

export interface Documentation {
  text: string;
  markdown: string;
}

/** Whether a client that asks line by line should go on asking. */
export function completeness(ts: ts, source: string): Completeness {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, false, ts.ScriptKind.TS);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: { start: number; code: number }[] };
  if (parseDiagnostics.length === 0) return { status: "complete" };
  const end = source.trimEnd().length;
  if (parseDiagnostics.some(({ start }) => start < end)) {
    const onlyOpen = parseDiagnostics.every(({ code }) => OPEN_AT_END.has(code));
    if (!onlyOpen) return { status: "invalid" };
  }
  const lastLine = source.slice(source.lastIndexOf("\n") + 1);
  const indent = /^\s*/.exec(lastLine)?.[0] ?? "";
  return { status: "incomplete", indent: /[{([]\s*$/.test(lastLine) ? `${indent}  ` : indent };
}

/** Unterminated template, comment, string in a template. */
const OPEN_AT_END = new Set([1160, 1010, 1161]);

/** What is known of a name, as text and as Markdown. */
export function documentation({ displayParts, documentation, tags }: QuickInfo): Documentation {
  const join = (parts: { text: string }[] | undefined) => (parts ?? []).map(({ text }) => text).join("");
  const signature = join(displayParts)
    .replace(/^\(alias\) /, "") // what a cell has imported is called an alias, with its import below
    .replace(/\nimport .*$/, "");
  const notes = (tags ?? []).map(({ name, text }) => ({ name, text: join(text) }));
  const about = join(documentation);
  return {
    text: [signature, about, ...notes.map(({ name, text }) => `@${name} ${text}`)].filter(Boolean).join("\n\n"),
    markdown: [`\`\`\`ts\n${signature}\n\`\`\``, about, ...notes.map(({ name, text }) => `*@${name}* ${text}`)]
      .filter(Boolean)
      .join("\n\n"),
  };
}
