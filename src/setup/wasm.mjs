/**
 * Compiles the engine's AssemblyScript kernels to WebAssembly and embeds them, as text, in a git-ignored TypeScript file,
 * so that the engine reads no file: it also runs in a browser, and in a kernel whose modules come through a pipe.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { hash } from "./build-places.mjs";

const COMPILER = "assemblyscript";

/** SIMD without the relaxed instructions, whose bits differ from machine to machine; no allocator, no assertions. */
const OPTIONS = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--enable", "simd"];

/**
 * Makes src/engine/simd/binary.ts if the kernels have changed since, or were never made. About a second then.
 * @param {string} root the workbook's folder
 */
export function buildWasm(root) {
  const folder = path.join(root, "src", "engine", "simd", "assembly");
  if (!fs.existsSync(folder)) return;
  const file = path.join(root, "src", "engine", "simd", "binary.ts");
  const firstLine = `// Made from assembly/ (${recipe(root, folder)}); not to be edited.\n`;
  if (read(file).startsWith(firstLine)) return;
  const base64 = compile(root, path.join(folder, "index.ts")).toString("base64");
  try {
    const made = `${file}.${randomBytes(4).toString("hex")}`;
    fs.writeFileSync(made, `${firstLine}export const binary =\n  "${base64}";\n`);
    fs.renameSync(made, file);
  } catch (error) {
    const fix = "run `npm run build` once as somebody who may write there";
    throw new Error(`${file} can't be written: ${error instanceof Error ? error.message : error}; ${fix}.`);
  }
}

/**
 * Changes when the same kernels would be compiled differently, or others.
 * @param {string} root
 * @param {string} folder
 */
function recipe(root, folder) {
  const { version } = JSON.parse(read(path.join(root, "node_modules", COMPILER, "package.json")) || "{}");
  const sources = fs.readdirSync(folder).sort();
  const texts = sources.map((name) => `${name}\n${read(path.join(folder, name))}`);
  return hash([version, ...OPTIONS, ...texts].join("\n"));
}

/**
 * @param {string} root
 * @param {string} entry
 * @returns {Buffer} the WebAssembly module
 */
function compile(root, entry) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "workbook-wasm-"));
  const output = path.join(folder, "kernels.wasm");
  try {
    const asc = path.join(root, "node_modules", COMPILER, "bin", "asc.js");
    const { status, stderr } = spawnSync(process.execPath, [asc, entry, ...OPTIONS, "--outFile", output], {
      cwd: root,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`The kernels in src/engine/simd/assembly can't be compiled:\n${stderr}`);
    return fs.readFileSync(output);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}
