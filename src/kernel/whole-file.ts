/** Files that are written whole or not at all: whoever reads one while it is written gets the old one. */
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Writes a text, and the folders that it needs. */
export function writeWhole(path: string, text: string): void {
  beside(path, (draft) => writeFileSync(draft, text));
}

/** The same for the copy of a file. */
export function copyWhole(from: string, path: string): void {
  beside(path, (draft) => copyFileSync(from, draft));
}

function beside(path: string, write: (draft: string) => void): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = join(dirname(path), `.${basename(path).slice(0, 80)}.${randomBytes(6).toString("hex")}`);
  try {
    write(draft);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}
