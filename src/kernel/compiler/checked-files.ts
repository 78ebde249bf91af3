/**
 * Imported files that were found free of type errors before. Checking all of `src/` takes a second, and what has not
 * changed since, with all that it imports, needs no second look.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../whole-file";

/** A file as the compiler knows it. */
interface File {
  fileName: string;
  text: string;
}

export class CheckedFiles {
  private readonly path: string | undefined;
  /** Hash of the text, by the file's name. */
  private readonly known: Map<string, string>;

  /** @param folder where it is kept from one kernel to the next; nowhere if not given */
  constructor(folder: string | undefined) {
    this.path = folder && join(folder, "checked.json");
    this.known = new Map(Object.entries(this.path ? read(this.path) : {}));
  }

  /** Whether none of the files has changed since they were found right. They must hold all that they import. */
  cover(files: readonly File[]): boolean {
    return files.every(({ fileName, text }) => this.known.get(fileName) === hash(text));
  }

  /** Takes note that these files, which hold all that they import, are right. */
  add(files: readonly File[]): void {
    for (const { fileName, text } of files) this.known.set(fileName, hash(text));
    if (this.path) write(this.path, Object.fromEntries(this.known));
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

/** A damaged file is as good as none. */
function read(path: string): Record<string, string> {
  try {
    return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  } catch {
    return {};
  }
}

function write(path: string, known: Record<string, string>): void {
  try {
    writeWhole(path, JSON.stringify(known));
  } catch {
    // A folder that cannot be written: the next kernel checks once more.
  }
}
