/** Runs the programs of the Python environment, in a folder outside the repository. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll } from "vitest";
import { environment, python } from "./environment";

export interface Ran {
  code: number | null;
  /** stdout and stderr, without colours. */
  output: string;
}

/** Of `jupyter execute` the module is `jupyter`: a script breaks when its environment moves. */
export function runModule(module: string, args: string[], folder: string): Promise<Ran> {
  return run(python, ["-m", module, ...args], folder);
}

export function run(program: string, args: string[], folder: string): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const env = { ...environment, PYTHONDONTWRITEBYTECODE: "1" };
    const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: stripVTControlCharacters(output) }));
  });
}

/** A folder outside the repository, removed after the tests of this file. */
export function temporaryFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "workbook-clients-")));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}
