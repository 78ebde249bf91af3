/**
 * Makes HTML that nobody vouches for harmless: a student's outputs and Markdown are shown to teachers.
 *
 * What is not listed here goes. No scripts, no handlers, no forms, no frames, nothing that is loaded from elsewhere, no
 * style that could leave its place on the page. The page's Content-Security-Policy is the second line.
 */
import createSanitizer from "dompurify";
import { JSDOM } from "jsdom";
import { remembering } from "./text";

/** Where links to notebooks lead: to the notebook, or to the page made of it. */
export type Links = "notebooks" | "pages";

const TAGS =
  "a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption " +
  "figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark meter ol p pre progress q rp rt ruby s samp small span " +
  "strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr " +
  "svg g path rect circle ellipse line polyline polygon text tspan title desc defs clipPath marker linearGradient stop";
const ATTRIBUTES =
  "href src alt title id class style lang dir width height align valign colspan rowspan scope span start reversed type " +
  "value max min open datetime cite color border cellpadding cellspacing role " +
  "viewBox preserveAspectRatio x y x1 x2 y1 y2 cx cy r rx ry dx dy d points transform fill fill-opacity fill-rule " +
  "stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin stroke-miterlimit opacity " +
  "clip-path font-family font-size font-weight font-style text-anchor dominant-baseline shape-rendering paint-order " +
  "marker-start marker-mid marker-end markerWidth markerHeight refX refY orient offset stop-color stop-opacity";

const SETTINGS = {
  ALLOWED_TAGS: TAGS.split(" "),
  ALLOWED_ATTR: ATTRIBUTES.split(" "),
  ALLOW_DATA_ATTR: false,
  // No `name` is allowed, so no id can stand for a property of the document; and headings may be called "title".
  SANITIZE_DOM: false,
};

/** Properties that change nothing outside their element. */
const STYLES =
  /^(color|background(-color)?|width|(max|min)-width|height|(padding|border)(-[a-z]+)*|margin(-[a-z]+)?|font(-[a-z]+)*|text-(align|decoration|transform)|vertical-align|white-space|line-height|list-style-type)$/;
/** No quotes, no escapes, no address; of the functions those that name a colour. */
const STYLE_VALUE = /^(?:rgba?\([\d\s.,%]+\)|hsla?\([\w\s.,%]+\)|[\w\s.,%#-])+$/;
const NEGATIVE = /(^|\s)-/;
/** Classes of highlighted code; any other could borrow the look of the page's own parts. */
const CLASS = /^(hljs(-[\w-]+)?|[a-z]+_|language-[\w+-]+)$/;
const LONGEST_STYLE = 1000;
const PICTURE = /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i;

const pure: Partial<Record<Links, (html: string) => string>> = {};

/** The harmless part of this HTML. */
export function sanitize(html: string, links: Links = "notebooks"): string {
  const clean = pure[links] ?? remembering(sanitizer(links));
  pure[links] = clean;
  return clean(html);
}

/** jsdom keeps what carries an id for as long as its window lives: a window serves for so many texts. */
const TEXTS = 300;

function sanitizer(links: Links): (html: string) => string {
  let purify = freshSanitizer(links);
  let done = 0;
  return (html) => {
    if (++done % TEXTS === 0) purify = freshSanitizer(links);
    return purify.sanitize(html, SETTINGS);
  };
}

function freshSanitizer(links: Links): ReturnType<typeof createSanitizer> {
  const purify = createSanitizer(new JSDOM("<!doctype html>").window);
  purify.addHook("uponSanitizeAttribute", ({ nodeName }, attribute) => {
    const value = harmless(nodeName.toLowerCase(), attribute.attrName, attribute.attrValue, links);
    attribute.keepAttr = value !== undefined;
    if (value !== undefined) attribute.attrValue = value;
  });
  return purify;
}

/** What an attribute may say; undefined when nothing of it. */
function harmless(tag: string, name: string, value: string, links: Links): string | undefined {
  if (name === "href") return tag === "a" ? address(value, links) : undefined;
  if (name === "src") return tag === "img" && PICTURE.test(value) ? value : undefined;
  if (name === "style") return style(value);
  if (name === "class") return value.split(/\s+/).every((part) => CLASS.test(part)) ? value : undefined;
  return /url\s*\((?!#)|\\/i.test(value) && name !== "alt" && name !== "title" ? undefined : value;
}

/** A link to the web, into the page, or to a file beside it. */
function address(value: string, links: Links): string | undefined {
  const href = value.replace(/[\p{Cc}\s]/gu, "");
  if (/^(https?:\/\/|mailto:|#)/i.test(href)) return href;
  if (/^[a-z][a-z\d+.-]*:/i.test(href) || /^[\\/]/.test(href) || href.includes("\\")) return undefined;
  return links === "pages" ? href.replace(/\.ipynb(?=$|#)/i, ".html") : href;
}

function style(text: string): string | undefined {
  if (text.length > LONGEST_STYLE) return undefined;
  const kept = text.split(";").filter((declaration) => {
    const [property = "", value = "", ...more] = declaration.split(":").map((part) => part.trim());
    if (more.length > 0 || !STYLES.test(property.toLowerCase()) || !STYLE_VALUE.test(value)) return false;
    return !(property.startsWith("margin") && NEGATIVE.test(value));
  });
  return kept.length > 0 ? kept.map((declaration) => declaration.trim()).join("; ") : undefined;
}
