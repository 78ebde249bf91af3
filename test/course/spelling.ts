/** British spelling, by cspell's dictionary and the word list beside this file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { spellCheckDocument } from "cspell-lib";

/** Words of this course that no dictionary has: names, terms, abbreviations. One a line; `#` begins a note. */
export const words = readFileSync(join(__dirname, "words.txt"), "utf8")
  .split("\n")
  .map((line) => line.replace(/#.*/, "").trim())
  .filter((word) => word !== "");

const settings = { language: "en-GB", dictionaries: ["en-gb"], words, minWordLength: 3, noConfigSearch: true };

/** The words that are spelled wrongly, each once. */
export async function misspelled(text: string): Promise<string[]> {
  const plain = text.replace(/\S*[\u1d2c-\u1d6a\u2070-\u209f]\S*/g, " "); // pᵀq and x⁽¹⁾ are formulas
  const document = { uri: "file:///text.txt", text: plain, languageId: "plaintext", locale: "en-GB" };
  const { issues, errors } = await spellCheckDocument(
    document,
    { generateSuggestions: false, noConfigSearch: true },
    settings,
  );
  if (errors?.length) throw errors[0];
  return [...new Set(issues.map((issue) => issue.text))];
}
