/** Files of the grader: names that are safe on every system, fingerprints, and one order. */
import { createHash } from "node:crypto";

const LONGEST_NAME = 100;

/** A file or folder name for what a student may be called; different names stay different. */
export function safeName(name: string): string {
  const plain = name.normalize("NFC").replace(/[^\p{L}\p{N} ._@+-]|^[. ]|[. ]$/gu, (character) => {
    return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
  });
  if (plain.length <= LONGEST_NAME && plain !== "") return plain;
  return `${plain.slice(0, LONGEST_NAME - 20)}%${hashOf(name).slice(0, 16)}`;
}

/** A short fingerprint of texts and bytes. */
export function hashOf(...parts: (string | Buffer)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length} `).update(part);
  return hash.digest("hex").slice(0, 32);
}

/** For sorting: the order of the characters' numbers, the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
