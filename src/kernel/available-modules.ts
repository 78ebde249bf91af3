/** What the cells of a sandboxed session may import. */
import { posix } from "node:path";

/** Parts of Node that reach neither other processes, nor the network, nor the loader's own machinery. */
const OF_NODE = new Set(
  `assert assert/strict buffer console constants crypto events fs fs/promises os path path/posix path/win32 perf_hooks
  process punycode querystring readline readline/promises stream stream/consumers stream/promises stream/web
  string_decoder timers timers/promises url util util/types zlib`.split(/\s+/),
);

/** Packages that `src` needs at run time. */
export const PACKAGES = ["papaparse"];

/** Files and folders of the repository that are for notebooks; the others hold what a grader knows. */
const FOR_CELLS = /^src(\/(index|display|(engine|node|plots)(\/.+)?))?$/;
/** What `src` itself needs of the rest. */
const FOR_SRC = /^src\/checks\/(check|wire)$/;

/** The name of a part of Node without `node:`, if it may be imported. */
export function ofNode(id: string): string | undefined {
  const name = id.replace(/^node:/, "");
  return OF_NODE.has(name) ? name : undefined;
}

/** @param id as a cell at the repository's root writes it */
export function isForCells(id: string): boolean {
  if (!id.startsWith("./")) return ofNode(id) !== undefined || PACKAGES.includes(id);
  return FOR_CELLS.test(withoutEnding(posix.normalize(id)));
}

/** @param source a compiled file, relative to the repository */
export function isForRealms(source: string): boolean {
  const name = withoutEnding(source);
  return FOR_CELLS.test(name) || FOR_SRC.test(name);
}

function withoutEnding(path: string): string {
  return path.replace(/\/$/, "").replace(/\.[jt]s$/, "");
}
