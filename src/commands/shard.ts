/** Shares files out among several machines that run at once. */
import { statSync } from "node:fs";

/** The i-th of n parts, i from 0. */
export interface Shard {
  i: number;
  n: number;
}

/** @returns undefined when the text is no `i/n` */
export function parseShard(text: string): Shard | undefined {
  const [, i, n] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  return i !== undefined && Number(i) < Number(n) ? { i: Number(i), n: Number(n) } : undefined;
}

/**
 * The files of one part, in the order given. All are dealt out by size, the largest first and those of one size by
 * name, each to the part that has the fewest bytes so far (of such parts to the first). So every machine that sees the
 * same files makes the same parts, every file is in one of them, and no part is much larger than another: a
 * notebook's size, with its plots, tells well how long it runs.
 */
export function takeShard<T extends { name: string; path: string }>(files: T[], { i, n }: Shard): T[] {
  const bytes = new Map(files.map((file) => [file, statSync(file.path, { throwIfNoEntry: false })?.size ?? 0]));
  const size = (file: T) => bytes.get(file) as number;
  const inOrder = [...files].sort((a, b) => size(b) - size(a) || (asPath(a) < asPath(b) ? -1 : 1));
  const filled = new Array<number>(n).fill(0);
  const mine = new Set<T>();
  for (const file of inOrder) {
    const part = filled.indexOf(Math.min(...filled));
    filled[part] += Math.max(1, size(file));
    if (part === i) mine.add(file);
  }
  return files.filter((file) => mine.has(file));
}

const asPath = ({ name }: { name: string }) => name.replace(/\\/g, "/");
