/**
 * Plotly's exported SVG without what cannot be seen: the same picture in a fraction of the bytes, that stands by itself.
 * Ids carry the figure's own prefix, so that several pictures can stand in one page.
 */
import type { DomNode } from "./dom";
import { asMark, type Mark, markText, rounded, straightened } from "./svg-path";
import { handDown, hasFill, hasStroke, initialStyle, isStyle, needed, readStyle, type Style } from "./svg-style";
import { type Element, hoistFont, keepUsedIds, write } from "./svg-write";

type Part = Drawn | string;

/** A path that may be joined with its neighbours is also a mark. */
interface Drawn extends Element {
  children: Part[];
  mark?: Mark;
  filled?: boolean;
}

const shapes = new Set(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"]);
const containers = new Set(["g", "defs", "clipPath", "mask", "pattern"]);
const unsafe = new Set(["script", "foreignObject", "style"]);
const unseen = /^(class|style|pointer-events|unselectable|cursor|xmlns.*|data-.*|on.*|notspeciallegend)$/;

/** The picture as text; `label` is read aloud for it, `prefix` begins each id. */
export function compactSvg(svg: DomNode, { label, prefix }: { label: string; prefix: string }): string {
  const root = convert(svg, initialStyle)[0] as Element;
  hoistFont(root);
  keepUsedIds(root, prefix);
  const { width, height, viewBox, ...rest } = root.attributes;
  root.attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: viewBox ?? `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": label,
    ...rest,
  };
  return write(root);
}

/** Nothing for what cannot be seen; the children alone for a group that says nothing. */
function convert(node: DomNode, inherited: Style, inDefinition = false): Part[] {
  if (node.nodeType === 3) return node.textContent ? [node.textContent] : [];
  const name = node.nodeName;
  if (node.nodeType !== 1 || unsafe.has(name)) return [];
  const raw: Style = {};
  for (const { name: key, value } of Array.from(node.attributes ?? [])) raw[key] = value;
  const style = readStyle(raw);
  const all = handDown(inherited, style);
  const defines = inDefinition || name === "clipPath";
  if (!defines && isInvisible(name, raw, style, all)) return [];
  const children = Array.from(node.childNodes).flatMap((child) => convert(child, all, defines));
  const styles = defines ? {} : needed(inherited, style, shapes.has(name));
  const attributes = { ...geometry(name, raw), ...styles };
  if (isText(name) && !/^\s|\s\s|\s$/.test(node.textContent ?? "")) delete attributes["white-space"];
  if (name === "a" || (name === "g" && Object.keys(attributes).length === 0)) return children;
  if (containers.has(name) && children.length === 0) return [];
  const element: Drawn = { name, attributes, children: isText(name) ? children : merged(children) };
  return [name === "path" && !defines ? withMark(element, all) : element];
}

function isInvisible(name: string, raw: Style, style: Style, all: Style): boolean {
  if (style.display === "none" || Number(style.opacity) === 0) return true;
  if (name === "path" && !raw.d) return true;
  if (name === "rect" && Number(raw.width) === 0 && Number(raw.height) === 0) return true;
  if (name === "image") return !/^data:image\//.test(raw["xlink:href"] ?? raw.href ?? "");
  return shapes.has(name) && (all.visibility === "hidden" || !(hasFill(all) || hasStroke(all)));
}

function isText(name: string): boolean {
  return name === "text" || name === "tspan";
}

/** Places and sizes, rounded, without those that change nothing. */
function geometry(name: string, raw: Style): Style {
  const result: Style = {};
  for (const [key, value] of Object.entries(raw)) {
    if (unseen.test(key) || isStyle(key)) continue;
    const short = key === "xlink:href" ? "href" : key;
    if (key === "transform" && /^(translate\(0,\s*0\))?$/.test(value)) continue;
    if (/^(x|y|dx|dy)$/.test(key) && Number.parseFloat(value) === 0 && name !== "tspan") continue; // there 0 is a place
    if (key === "d") result.d = straightened(rounded(value, 2));
    else result[short] = /^(id|href|viewBox|xml:.*)$/.test(short) ? value : rounded(value, 3);
  }
  return result;
}

/** A path that may be joined with its neighbours: opaque, and either filled or stroked. */
function withMark(element: Drawn, all: Style): Drawn {
  const { d, transform = "", opacity, "clip-path": clip, "fill-rule": rule } = element.attributes;
  const move = /^(?:translate\(([-\d.]+)(?:[ ,]+([-\d.]+))?\))?$/.exec(transform);
  const opaque = opacity === undefined && all["fill-opacity"] === "1" && all["stroke-opacity"] === "1";
  if (!move || !opaque || clip || rule) return element;
  const mark = asMark(d, Number(move[1] ?? 0), Number(move[2] ?? 0));
  if (!mark) return element;
  const filled = hasFill(all) && !/^[hvl][^a-z]*$/.test(mark.rest); // a single line has no inside
  if (filled === hasStroke(all)) return element;
  const attributes: Style = { ...element.attributes, d: markText(mark) };
  delete attributes.transform;
  return { ...element, attributes, mark, filled };
}

/** Neighbouring marks of one look become one path. */
function merged(children: Part[]): Part[] {
  const result: Part[] = [];
  for (const child of children) {
    const last = result[result.length - 1];
    if (typeof child === "string") {
      if (child.trim()) result.push(child);
    } else if (typeof last === "object" && last.mark && child.mark && sameLook(last, child)) {
      last.attributes.d += child.attributes.d;
    } else {
      result.push(child);
    }
  }
  return result;
}

/** Filled marks are joined only if congruent: then all turn the same way round, and where two overlap no hole opens. */
function sameLook(a: Drawn, b: Drawn): boolean {
  const { d: _a, ...lookA } = a.attributes;
  const { d: _b, ...lookB } = b.attributes;
  return JSON.stringify(lookA) === JSON.stringify(lookB) && (!a.filled || a.mark?.rest === b.mark?.rest);
}
