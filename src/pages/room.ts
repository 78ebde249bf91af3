/** How much of a notebook a page shows: one that floods must not make a page that no browser opens. */

/** Characters of one printed text, of one piece of HTML, and of one picture. */
const LONGEST = { text: 100_000, html: 300_000, picture: 10_000_000 };

export type Kind = keyof typeof LONGEST;

/** What is left on one page for each kind. */
export class Room {
  private readonly left = { text: 5_000_000, html: 5_000_000, picture: 50_000_000 };
  /** For what must be sanitized and for formulas, see html-cost.ts: a few seconds' work. */
  private cost = 30_000;

  /** The text as far as there is room for it. */
  text(whole: string): { shown: string; note?: string } {
    const length = Math.min(whole.length, LONGEST.text, this.left.text);
    this.left.text -= length;
    if (length === whole.length) return { shown: whole };
    const note = `… cut here: ${digits(whole.length)} characters in all, of which the page shows ${digits(length)}`;
    return { shown: whole.slice(0, length).replace(/[\ud800-\udbff]$/, ""), note };
  }

  /** Why there is no room for this; undefined when there is, and it is taken. */
  refusal(kind: Kind, { length }: string, cost = 0): string | undefined {
    if (length > LONGEST[kind] || length > this.left[kind] || cost > this.cost) {
      const what = { text: "A text", html: "HTML", picture: "A picture" }[kind];
      return `${what} of ${digits(length)} characters is not shown: that is too much for this page.`;
    }
    this.left[kind] -= length;
    this.cost -= cost;
    return undefined;
  }
}

/** Written the same on every machine. */
const digits = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
