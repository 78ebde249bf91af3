/** tslab's TypeScript and converter, loaded with the few of its functions replaced that this kernel changes. */
import { createRequire } from "node:module";
import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { Converter } from "tslab/dist/converter";

export type ts = typeof TypeScript;
export type { Converter };

export interface Tslab {
  ts: ts;
  createConverter(): Converter;
}

/**
 * Loads tslab's converter on a copy of TypeScript in which `replace` has put its own functions. (The module's exports
 * cannot be assigned to, so the copy takes its place in the module cache.)
 *
 * @param root repository root: where node_modules is
 */
export function loadTslab(root: string, replace: (original: ts) => Partial<ts>): Tslab {
  const require = createRequire(`${root}/package.json`);
  const path = require.resolve("@tslab/typescript-for-tslab");
  const original = require(path) as ts;
  const copy = { ...original, ...replace(original) };
  const cached = require.cache[path] as NodeJS.Module;
  const converterPath = require.resolve("tslab/dist/converter");
  const before = require.cache[converterPath];
  cached.exports = copy;
  delete require.cache[converterPath];
  try {
    const { createConverter } = require(converterPath) as { createConverter(): Converter };
    return { ts: original, createConverter };
  } finally {
    cached.exports = original;
    delete require.cache[converterPath];
    if (before) require.cache[converterPath] = before;
  }
}
