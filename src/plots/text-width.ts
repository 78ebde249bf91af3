/**
 * How wide a text is in Arial, without a screen: the advance widths of Helvetica's published metrics (which Arial and
 * Liberation Sans share), in thousandths of the font size.
 */
const byWidth: [width: number, characters: string][] = [
  [191, "'"],
  [222, "ijl"],
  [260, "|"],
  [278, " !,./:;I[\\]ft·"],
  [333, "()-`r₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁻"],
  [334, "{}"],
  [355, '"'],
  [389, "*"],
  [469, "^"],
  [500, "Jckvxyzsŷ"],
  [556, "#$0123456789?L_abdeghnopqu"],
  [584, "+<=>~−×≤≥"],
  [611, "FTZ"],
  [667, "&ABEKPSVXY"],
  [722, "CDHNRUw"],
  [778, "GOQ"],
  [833, "Mm"],
  [889, "%"],
  [944, "W"],
  [1000, "…—"],
  [1015, "@"],
];
const widths = new Map<string, number>();
for (const [width, characters] of byWidth) for (const character of characters) widths.set(character, width / 1000);

/** The width in units of the font size: multiply by pixels. */
export function textWidth(text: string): number {
  let sum = 0;
  for (const character of text) sum += widths.get(character) ?? unlisted(character.codePointAt(0) as number);
  return sum;
}

function unlisted(code: number): number {
  if ((code >= 0x300 && code < 0x370) || (code >= 0x200b && code <= 0x200f)) return 0; // accents, zero-width marks
  return code >= 0x2e80 ? 1 : 0.6; // Chinese, Japanese, Korean and pictures are square; else a guess on the wide side
}
