/** The JavaScript of a file that cells import: from the workbook's build, or compiled now when it was edited since. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Script } from "../protocol";
import { lineMap, splitInlineMap, withoutMapComment } from "./line-map";
import type { ts } from "./typescript";

/**
 * @param file the file's path, with forward slashes
 * @param source the same relative to the repository
 * @param built folder with the build of `src/`, if there is one
 */
export function moduleScript(ts: ts, file: string, source: string, built: string | undefined): Script {
  const text = readFileSync(file, "utf8");
  return fromBuild(text, source, built) ?? compileNow(ts, text, source);
}

/** What the build made of this text; its source map holds the text that it was made of. */
function fromBuild(text: string, source: string, built: string | undefined): Script | undefined {
  if (built === undefined || !source.startsWith("src/")) return undefined;
  const output = join(built, source.slice("src/".length).replace(/\.ts$/, ".js"));
  if (!existsSync(output)) return undefined;
  const { code, map } = splitInlineMap(readFileSync(output, "utf8"));
  const isOfThisText = map !== undefined && JSON.parse(map).sourcesContent?.[0] === text;
  return isOfThisText ? { code, map: lineMap(map) } : undefined;
}

function compileNow(ts: ts, text: string, source: string): Script {
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: source,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      isolatedModules: true,
      inlineSourceMap: false,
      sourceMap: true,
    },
  });
  return { code: withoutMapComment(outputText), map: lineMap(sourceMapText as string) };
}
