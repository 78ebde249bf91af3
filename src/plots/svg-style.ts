/** Which of the many styles that Plotly writes on an SVG element can be seen. */

/** A style's value where nobody has said otherwise; all of these pass to an element's children. */
const initial: Record<string, string> = {
  fill: "#000000",
  "fill-opacity": "1",
  "fill-rule": "nonzero",
  stroke: "none",
  "stroke-opacity": "1",
  "stroke-width": "1",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "stroke-miterlimit": "4",
  "font-family": "",
  "font-size": "16",
  "font-weight": "normal",
  "font-style": "normal",
  "font-variant": "normal",
  "text-anchor": "start",
  "shape-rendering": "auto",
  visibility: "visible",
  "white-space": "normal",
};
/** These act on the element alone. */
const own: Record<string, string> = {
  opacity: "1",
  "clip-path": "none",
  display: "inline",
  "mix-blend-mode": "normal",
};
/** More that paints: in gradients and over filled text outlines. */
const kept = new Set(["stop-color", "stop-opacity", "paint-order", "stroke-dashoffset", "dominant-baseline"]);

export type Style = Record<string, string>;

export const initialStyle: Style = { ...initial };

/** The visible styles among an element's style text and attributes; `inherited` is what its parent hands down. */
export function readStyle(attributes: Style): Style {
  const style: Style = {};
  for (const [name, value] of Object.entries(attributes)) if (isStyle(name)) style[name] = normal(name, value);
  for (const declaration of (attributes.style ?? "").split(";")) {
    const colon = declaration.indexOf(":");
    const [name, value] = [declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()];
    if (colon > 0 && isStyle(name) && value) style[name] = normal(name, value);
  }
  if (/(^| )crisp( |$)/.test(attributes.class ?? "")) style["shape-rendering"] = "crispEdges"; // Plotly's style sheet
  return style;
}

export function isStyle(name: string): boolean {
  return name in initial || name in own || kept.has(name);
}

/** What the children of an element with this style start from. */
export function handDown(inherited: Style, style: Style): Style {
  const down = { ...inherited };
  for (const name of Object.keys(style)) if (name in initial) down[name] = style[name];
  return down;
}

/** The styles that make a difference; of a shape (`leaf`), a stroke or fill that is not drawn needs none. */
export function needed(inherited: Style, style: Style, leaf: boolean): Style {
  const all = handDown(inherited, style);
  const result: Style = {};
  for (const [name, value] of Object.entries(style)) {
    if (value === (name in initial ? inherited[name] : own[name])) continue;
    if (leaf && name.startsWith("stroke") && name !== "stroke" && !hasStroke(all)) continue;
    if (leaf && name.startsWith("fill-") && !hasFill(all)) continue;
    result[name] = value;
  }
  if (leaf && !hasFill(all)) result.fill = "none";
  if (leaf && !hasStroke(all)) {
    if (inherited.stroke === "none") delete result.stroke;
    else result.stroke = "none";
  }
  return result;
}

export function hasStroke(all: Style): boolean {
  return all.stroke !== "none" && Number(all["stroke-width"]) !== 0 && Number(all["stroke-opacity"]) !== 0;
}

export function hasFill(all: Style): boolean {
  return all.fill !== "none" && Number(all["fill-opacity"]) !== 0;
}

function normal(name: string, value: string): string {
  if (name === "fill" || name === "stroke" || name === "stop-color") return color(value);
  if (name === "font-weight" && value === "400") return "normal";
  return value.replace(/^(-?[\d.]+)px$/, "$1").replaceAll('"', "'");
}

function color(value: string): string {
  const rgb = /^rgb\((\d+), *(\d+), *(\d+)\)$/.exec(value);
  if (!rgb) return value;
  return `#${rgb
    .slice(1)
    .map((part) => Number(part).toString(16).padStart(2, "0"))
    .join("")}`;
}
