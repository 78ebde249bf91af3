/**
 * Type-checks src/ with the TypeScript inside tslab, as a notebook's cells see it: version 5.0.4, not strict.
 *
 * A process of its own: `node kernel-types.mjs ROOT` prints the errors and exits with 1 when there are any.
 */
import fs from "node:fs";
import path from "node:path";
import { loadCompiler } from "./transpile.mjs";

/**
 * @param {string} root
 * @returns {string} the errors, "" when there are none
 */
export function kernelTypeErrors(root) {
  const ts = loadCompiler(root);
  const src = path.join(root, "src");
  const kernels = path.join("engine", "simd", "assembly") + path.sep; // AssemblyScript, which its own compiler checks
  const files = fs
    .readdirSync(src, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.startsWith(kernels))
    .map((file) => path.join(src, file));
  // tslab's own options (dist/converter.js), without its emit.
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    esModuleInterop: true,
    experimentalDecorators: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
    typeRoots: [path.join(root, "node_modules", "@types")],
  });
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), {
    getCurrentDirectory: () => root,
    getCanonicalFileName: (name) => name,
    getNewLine: () => "\n",
  });
}

if (process.argv[2]) {
  const errors = kernelTypeErrors(path.resolve(process.argv[2]));
  process.stdout.write(errors);
  process.exitCode = errors ? 1 : 0;
}
