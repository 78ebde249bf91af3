/** Programs that behave as a Python does when an environment is made, filled and used: a few milliseconds each. */
import fs from "node:fs";
import path from "node:path";

export interface Fake {
  version?: string;
  /** Modules that it lacks. */
  missing?: string[];
  /** What its pip prints before it fails; without it, pip works. */
  pipFails?: string;
  /** What its venv prints before it fails. */
  venvFails?: string;
}

/** Puts a Python called `name` into `bin`; what is asked of it is appended, a line each, to `bin`/log. */
export function fakePython(bin: string, name: string, fake: Fake = {}): string {
  fs.mkdirSync(bin, { recursive: true });
  const file = path.join(bin, name);
  const log = path.join(bin, "log");
  fs.writeFileSync(
    file,
    `#!${process.execPath}
const fs = require("node:fs"), path = require("node:path");
const { version = "3.11.7", missing = [], pipFails, venvFails } = ${JSON.stringify(fake)};
const args = process.argv.slice(2);
const say = (line) => fs.appendFileSync(${JSON.stringify(log)}, line + "\\n");
const fail = (text) => { console.error(text); process.exit(1); };
const tool = args[args.indexOf("-m") + 1];
if (args.includes("-c")) {
  console.log([version, ...missing.map((name) => "no " + name)].join("\\n"));
} else if (tool === "venv") {
  say("venv");
  if (venvFails) fail(venvFails);
  const folder = args.at(-1);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, "bin"), { recursive: true });
  fs.writeFileSync(path.join(folder, "pyvenv.cfg"), "");
  fs.copyFileSync(__filename, path.join(folder, "bin", "python"));
} else if (tool === "pip") {
  say("pip " + args.filter((arg) => arg.endsWith(".txt")).map((file) => path.basename(file)).join(" "));
  if (pipFails) fail(pipFails);
} else if (tool === "jupyterlab") {
  console.log(JSON.stringify({ args: args.slice(2), cwd: process.cwd(), env: process.env }));
}
`,
    { mode: 0o755 },
  );
  return file;
}

/** What the Pythons in `bin` were asked to do so far; forgets it. */
export function asked(bin: string): string[] {
  const log = path.join(bin, "log");
  const lines = fs.existsSync(log) ? fs.readFileSync(log, "utf8").trimEnd().split("\n") : [];
  fs.rmSync(log, { force: true });
  return lines;
}
