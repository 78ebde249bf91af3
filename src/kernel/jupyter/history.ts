/** The inputs of this session, for clients that ask for them (`history_request`). */

export interface HistoryRequest {
  hist_access_type?: string;
  n?: number;
  start?: number;
  stop?: number;
  pattern?: string;
  unique?: boolean;
}

/** Session, number of the cell, source. */
type Entry = [session: number, cell: number, source: string];

export class InputHistory {
  private readonly entries: Entry[] = [];

  add(cell: number, source: string): void {
    this.entries.push([1, cell, source]);
  }

  find({ hist_access_type: type, n, start = 0, stop, pattern = "*", unique }: HistoryRequest): Entry[] {
    const count = n ?? this.entries.length;
    if (type === "range") {
      return this.entries.filter(([, cell]) => cell >= start && cell < (stop ?? Number.POSITIVE_INFINITY));
    }
    if (type === "search") return lastOf(this.search(pattern, unique ?? false), count);
    return lastOf(this.entries, count);
  }

  /** Entries that match a pattern with * and ? as a whole. */
  private search(pattern: string, unique: boolean): Entry[] {
    const escaped = pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".");
    const found = this.entries.filter(([, , source]) => new RegExp(`^${escaped}$`, "s").test(source));
    return unique ? found.filter((entry, e) => found.findIndex((other) => other[2] === entry[2]) === e) : found;
  }
}

function lastOf(entries: Entry[], count: number): Entry[] {
  return count > 0 ? entries.slice(-count) : [];
}
