/** What the kernel's tests share: sessions on the workbook itself or on a small repository of their own. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Compiler } from "../../src/kernel/compiler/compiler";
import type { Output } from "../../src/kernel/outputs";
import { type Outcome, Session, type SessionOptions } from "../../src/kernel/session";
import { build } from "../../src/setup/build.mjs";

export const root = resolve(__dirname, "../..");

/** Folder with the compiled kernel, which realm processes run from. */
export const code = join(build(root), "kernel");

export interface Ran {
  outputs: Output[];
  outcome: Outcome;
  /** All that was printed, in one text. */
  printed: string;
  /** Text of the last expression's value. */
  result: unknown;
  /** "Name: message" of the error, if any. */
  error: string | undefined;
}

/** A session that returns what each cell put out. */
export class TestSession extends Session {
  constructor(compiler: Compiler, options: Partial<SessionOptions> = {}) {
    super({ compiler, code, ...options });
  }

  async run(source: string, limits?: { timeoutMs?: number }): Promise<Ran> {
    const outputs: Output[] = [];
    const outcome = await this.execute(source, (output) => outputs.push(output), limits);
    const printed = outputs.map((output) => (output.type === "stream" ? output.text : "")).join("");
    const result = outputs.flatMap((output) => (output.type === "result" ? [output.data["text/plain"]] : []))[0];
    const error = outcome.error && `${outcome.error.name}: ${outcome.error.message}`;
    return { outputs, outcome, printed, result, error };
  }

  /** Runs cells one after the other; the last one's result. */
  async results(...sources: string[]): Promise<unknown[]> {
    const results: unknown[] = [];
    for (const source of sources) {
      const { result, error } = await this.run(source);
      results.push(error ?? result);
    }
    return results;
  }
}

/** A traceback as plain text. */
export function plainTraceback({ outcome }: Ran): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with this character
  return (outcome.error?.traceback.join("\n") ?? "").replace(/\u001b\[[\d;]+m/g, "");
}

/** A repository of its own, with these files and the workbook's packages. */
export function smallRepository(files: Record<string, string>): {
  root: string;
  write(file: string, text: string): void;
} {
  const folder = mkdtempSync(join(tmpdir(), "workbook kernel "));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  write("package.json", "{}");
  for (const [file, text] of Object.entries(files)) write(file, text);
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  return { root: folder, write };
}

export const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Whether a process runs; one that has ended and only waits for its parent to look does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/^\d+ \(.*\) Z/.test(readFileSync(stat, "utf8"));
}
