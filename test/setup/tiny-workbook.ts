/** A workbook of four small files in a temporary folder, with this one's set-up scripts. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const repository = path.resolve(import.meta.dirname, "../..");

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

export class TinyWorkbook {
  readonly root: string;
  private readonly folder: string;

  /** The folder's name has spaces, and letters that a URL writes otherwise. */
  constructor() {
    this.folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "tiny workbook ü#%20 ")));
    this.root = path.join(this.folder, "my course");
    fs.cpSync(path.join(repository, "src/setup"), path.join(this.root, "src/setup"), { recursive: true });
    for (const file of ["package.json", "package-lock.json"]) {
      fs.copyFileSync(path.join(repository, file), path.join(this.root, file));
    }
    this.write("src/engine/double.ts", "export const double = (x: number): number => 2 * x;\n");
    this.write("src/greeting.ts", 'export const greeting: string = "hello";\n');
    this.write("src/commands/hello-parts.ts", "export const part = 1;\n");
    this.write(
      "src/commands/hello.ts",
      `import { double } from "../engine/double";
import { greeting } from "../greeting";
export async function main(args: string[], context: { root: string }): Promise<number> {
  console.log(JSON.stringify({ greeting, args, context, cwd: process.cwd() }));
  if (args[0] === "fail") throw new Error("it failed");
  return double(3);
}
`,
    );
  }

  write(file: string, text: string): void {
    const full = path.join(this.root, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
  }

  /** Gives the workbook this repository's packages, without installing them again. */
  linkPackages(): this {
    fs.mkdirSync(path.join(this.root, "node_modules"));
    for (const name of fs.readdirSync(path.join(repository, "node_modules"))) {
      const [from, to] = [repository, this.root].map((root) => path.join(root, "node_modules", name)) as [
        string,
        string,
      ];
      if (!name.startsWith(".")) fs.symlinkSync(from, to, "junction");
      else if (fs.statSync(from).isFile()) fs.copyFileSync(from, to);
    }
    return this;
  }

  /** An npm that runs `script` instead; `log` is a file that it may append to. */
  fakeNpm(script: string): { npm_execpath: string; FAKE_NPM_LOG: string } {
    const npm = path.join(this.folder, "npm-cli.js");
    fs.writeFileSync(npm, script);
    return { npm_execpath: npm, FAKE_NPM_LOG: path.join(this.folder, "npm.log") };
  }

  run(args: string[], options: { cwd?: string; env?: Record<string, string> } = {}): Promise<Run> {
    return runNode([path.join(this.root, "src/setup/run.mjs"), ...args], options);
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

export function runNode(
  args: string[],
  { cwd = os.tmpdir(), env = {}, uid }: { cwd?: string; env?: Record<string, string>; uid?: number } = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, uid, env: { ...process.env, ...env } });
    const run: Run = { code: null, stdout: "", stderr: "" };
    child.stdout.on("data", (text) => {
      run.stdout += text;
    });
    child.stderr.on("data", (text) => {
      run.stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...run, code }));
  });
}
