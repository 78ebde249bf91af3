/**
 * Compiled cells, for the next notebook that begins alike: a class's copies of one homework share most of their cells.
 */
import { createHash } from "node:crypto";

/** Characters of cells and declarations that are kept; the oldest go first. */
const MAX_SIZE = 4_000_000;

export class CellCache<Compiled> {
  private readonly entries = new Map<string, { compiled: Compiled; size: number }>();
  private size = 0;

  /** The value made for the same parts before, or a new one; `make` may return nothing that is worth keeping. */
  get(parts: string[], make: () => Compiled, isWorthKeeping: (compiled: Compiled) => boolean): Compiled {
    const hash = createHash("sha256");
    for (const part of parts) hash.update(`${part.length} `).update(part);
    const key = hash.digest("base64");
    const known = this.entries.get(key);
    if (known) return known.compiled;
    const compiled = make();
    if (isWorthKeeping(compiled)) this.keep(key, compiled, 2 * parts.reduce((sum, part) => sum + part.length, 0));
    return compiled;
  }

  private keep(key: string, compiled: Compiled, size: number): void {
    this.entries.set(key, { compiled, size });
    this.size += size;
    for (const [oldest, entry] of this.entries) {
      if (this.size <= MAX_SIZE) break;
      this.entries.delete(oldest);
      this.size -= entry.size;
    }
  }
}
