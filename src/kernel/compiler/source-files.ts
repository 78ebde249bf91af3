/** The files that the compiler has read, looked at before each cell instead of being watched. */
import { statSync } from "node:fs";

type OnChange = (path: string, kind: number) => void;

/** TypeScript's FileWatcherEventKind. */
const CHANGED = 1;
const DELETED = 2;

export class SourceFiles {
  private readonly files = new Map<string, { stamp: string; onChange: OnChange }>();

  /** @param isSource which files a person may edit; all others are taken to stay as they are */
  constructor(private readonly isSource: (path: string) => boolean) {}

  /** Stands in for `ts.sys.watchFile`. */
  readonly watchFile = (path: string, onChange: OnChange): { close(): void } => {
    if (!this.isSource(path)) return { close() {} };
    const file = { stamp: stamp(path), onChange };
    this.files.set(path, file);
    return { close: () => void (this.files.get(path) === file && this.files.delete(path)) };
  };

  /** Tells the compiler of every file that has changed; returns their paths. */
  refresh(): string[] {
    const changed: string[] = [];
    for (const [path, file] of this.files) {
      const now = stamp(path);
      if (now === file.stamp) continue;
      file.stamp = now;
      file.onChange(path, now === "" ? DELETED : CHANGED);
      changed.push(path);
    }
    return changed;
  }
}

/** Changes whenever the file does; "" when there is none. */
function stamp(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats ? `${stats.mtimeNs} ${stats.size} ${stats.ino}` : "";
}
