/**
 * What it costs to sanitize a piece of HTML, before anything is parsed: a parser takes quadratic time for what is
 * nested deeply, closed in the wrong order or full of attributes: a megabyte of `<b><p>` would keep it busy for hours.
 */

/** One tag that every parser reads alike: attributes with values in their quotes, and no angle bracket in them. */
const TAG = /<(\/?)([a-z][\w:-]*)(?:\s+[\w:-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=`]+))?)*\s*(\/?)>/gi;
const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
const SHAPE = /^(path|rect|circle|ellipse|line|polyline|polygon|stop)$/;
const FORMAT = /<(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b/gi;
const DEEPEST = 100;
const MOST_ATTRIBUTES = 50;

/** In units of a tag that is closed where it should be. */
export function htmlCost(html: string): number {
  const tags = count(html, /<[a-z]/gi);
  if (tags === 0 || isTidy(html)) return tags;
  const words = count(html, /[\s/"'=]+/g); // there are no more attributes than these
  return tags + tags ** 2 / 200 + (tags * count(html, FORMAT)) / 10 + words ** 2 / 5000;
}

/** Whether each tag is closed, in order, and none lies deeper than a notebook needs. */
function isTidy(html: string): boolean {
  const open: string[] = [];
  let tidy = true;
  const rest = html.replace(TAG, (tag, closing: string, written: string, selfClosing: string) => {
    const name = written.toLowerCase();
    const isEmpty = VOID.test(name) || (selfClosing !== "" && SHAPE.test(name) && open.includes("svg"));
    if (count(tag.replace(/"[^"]*"|'[^']*'/g, ""), /\s/g) > MOST_ATTRIBUTES) tidy = false;
    if (closing) tidy &&= open.pop() === name;
    else if (!isEmpty) tidy &&= open.push(name) <= DEEPEST;
    return "";
  });
  return tidy && !/<[a-z/!?]/i.test(rest);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
