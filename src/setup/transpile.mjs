/**
 * One TypeScript file into one CommonJS file, by the compiler that the kernel uses too. No types are looked at.
 */
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { hash } from "./build-places.mjs";

const COMPILER = "@tslab/typescript-for-tslab";

/** @typedef {typeof import("@tslab/typescript-for-tslab")} Compiler */

/**
 * @param {string} root
 * @returns {Compiler}
 */
export function loadCompiler(root) {
  return createRequire(path.join(root, "package.json"))(COMPILER);
}

/**
 * @param {Compiler} ts
 * @param {string} text
 * @param {string} source the file the text is from; the source map leads there, wherever the workbook is copied to
 * @param {string} output
 */
export function transpile(ts, text, source, output) {
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: source,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      isolatedModules: true,
      sourceMap: true,
      inlineSources: true,
    },
  });
  const map = JSON.parse(sourceMapText ?? "{}");
  map.sources = [path.relative(path.dirname(output), source).split(path.sep).join("/")];
  const inline = Buffer.from(JSON.stringify(map)).toString("base64");
  return outputText.replace(
    /\/\/# sourceMappingURL=.*\s*$/,
    () => `//# sourceMappingURL=data:application/json;base64,${inline}\n`,
  );
}

/**
 * Changes when the same text would be transpiled differently: with this script and with the compiler.
 * @param {string} root
 */
export function compilerKey(root) {
  const { version } = JSON.parse(fs.readFileSync(path.join(root, "node_modules", COMPILER, "package.json"), "utf8"));
  return hash(fs.readFileSync(fileURLToPath(import.meta.url), "utf8") + version);
}
