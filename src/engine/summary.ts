/** A network at a glance: each layer's shapes and how many numbers it learns. */
import { asBundle, type Bundle, type Displayable } from "../display";
import { type Network, parameterCount, sizes } from "./network";
import { plural, shapeText } from "./shape-error";

/** Shows itself as a table, and is text elsewhere. */
export interface Summary extends Displayable {
  toString(): string;
}

const HEADER = ["layer", "activation", "W[l]", "b[l]", "Z[l], A[l]", "parameters"];

/** The network's layers with their shapes, for a cell's last line: `summary(network)`. */
export function summary(network: Network): Summary {
  const title = `${sizes(network).join("-")}: ${plural(parameterCount(network), "parameter")}`;
  const rows = network.layers.map(({ W, b, activation }, index) => {
    const learned = W.data.length + b.data.length;
    return [`${index + 1}`, activation.name, shapeText(W), shapeText(b), `${W.rows}×m`, `${learned}`];
  });
  const text = asText(title, [HEADER, ...rows]);
  return {
    toString: () => text,
    [asBundle]: (): Bundle => ({ "text/html": asHtml(title, rows), "text/plain": text }),
  };
}

function asText(title: string, rows: string[][]): string {
  const widths = HEADER.map((_, j) => rows.reduce((widest, row) => Math.max(widest, row[j].length), 0));
  const lines = rows.map((row) =>
    row
      .map((text, j) => text.padEnd(widths[j]))
      .join("  ")
      .trimEnd(),
  );
  return [title, ...lines].join("\n");
}

function asHtml(title: string, rows: string[][]): string {
  const line = (tag: string, row: string[]) => `<tr>${row.map((text) => `<${tag}>${text}</${tag}>`).join("")}</tr>`;
  const body = rows.map((row) => line("td", row)).join("");
  return `<table><caption style="text-align: left">${title}</caption><thead>${line("th", HEADER)}</thead><tbody>${body}</tbody></table>`;
}
