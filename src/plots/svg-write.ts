/** From a tree of elements to SVG text. */
import { xmlText } from "../display";

export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: (Element | string)[];
}

const referrers = ["fill", "stroke", "clip-path", "mask", "href"];
const definers = new Set(["clipPath", "mask", "pattern", "linearGradient", "radialGradient"]);

/** The first text's font is said once, at the top, and again only by what differs. */
export function hoistFont(root: Element): void {
  const texts = descendants(root).filter(({ attributes }) => attributes["font-family"] !== undefined);
  if (texts.length === 0) return;
  const family = texts[0].attributes["font-family"];
  for (const { attributes } of texts) if (attributes["font-family"] === family) delete attributes["font-family"];
  root.attributes["font-family"] = family;
}

/** Ids that something refers to are numbered after `prefix`; other ids, and definitions nobody uses, go. */
export function keepUsedIds(root: Element, prefix: string): void {
  const names = new Map<string, string>();
  for (const { attributes } of descendants(root)) {
    for (const key of referrers) {
      const id = /^(?:url\(['"]?)?#([^'")]*)/.exec(attributes[key] ?? "")?.[1];
      if (id === undefined || (key !== "href" && !attributes[key].startsWith("url"))) continue;
      if (!names.has(id)) names.set(id, `${prefix}${names.size}`);
      attributes[key] = key === "href" ? `#${names.get(id)}` : `url(#${names.get(id)})`;
    }
  }
  for (const element of descendants(root)) {
    const name = names.get(element.attributes.id);
    if (name === undefined) delete element.attributes.id;
    else element.attributes.id = name;
  }
  removeUnused(root);
}

function removeUnused(element: Element): void {
  element.children = element.children.filter((child) => {
    if (typeof child === "string") return true;
    removeUnused(child);
    if (child.name === "defs" && child.children.length === 0) return false;
    return !(definers.has(child.name) && child.attributes.id === undefined);
  });
}

function descendants(element: Element): Element[] {
  const inner = element.children.flatMap((child) => (typeof child === "string" ? [] : descendants(child)));
  return [element, ...inner];
}

/** A line an element, so that two versions of a picture can be compared; a text stays in one line, as spaces count there. */
export function write({ name, attributes, children }: Element): string {
  const said = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escaped(value).replaceAll('"', "&quot;")}"`,
  );
  const tag = `${name}${said.join("")}`;
  if (children.length === 0) return `<${tag}/>`;
  const gap = name === "text" || name === "tspan" ? "" : "\n";
  const inner = children.map((child) => gap + (typeof child === "string" ? escaped(child) : write(child)));
  return `<${tag}>${inner.join("")}${gap}</${name}>`;
}

function escaped(text: string): string {
  return xmlText(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
