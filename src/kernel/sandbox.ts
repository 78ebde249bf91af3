/**
 * The process in which a sandboxed realm runs: Node's permission model, an environment without the parent's variables,
 * and around it what the system allows without being root.
 *
 *     Linux, namespaces allowed   processes, network and users of its own: no signal and no connection leaves it
 *     other Linux                 the system ends it when its parent is gone
 *     macOS                       the system ends it when it has used a quarter of an hour of a core
 *     Windows                     nothing more
 *
 * Everywhere the realm takes away what would reach out before the first cell runs (realm/locked.ts).
 */
import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { PACKAGES } from "./available-modules";

/** Asks for a sandbox. */
export interface Sandbox {
  /** A folder of its own, the only one that the cells may write to. */
  folder: string;
}

export interface SandboxCommand {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Whether the realm is not the process that is started, but its child. */
  isChild: boolean;
}

/** Largest file that a cell may write; and no memory images. */
const LIMITS = ["prlimit", `--fsize=${64 * 2 ** 20}`, "--core=0"];
const DIES_WITH_PARENT = ["setpriv", "--pdeathsig", "KILL"];
/** The user is nobody in there. A killed `unshare` takes the realm with it. */
const NAMESPACES = "unshare --user --map-user=65534 --pid --net --ipc --uts --fork --kill-child".split(" ");
const CPU_SECONDS = 900;
const LIMITED_TIME = ["/bin/sh", "-c", `ulimit -t ${CPU_SECONDS}; ulimit -c 0; exec "$@"`, "sh"];

/** Ways to start a program, the best first. */
const WRAPPERS = [
  { words: [...DIES_WITH_PARENT, ...LIMITS, ...NAMESPACES], isChild: true },
  { words: [...DIES_WITH_PARENT, ...LIMITS], isChild: false },
  { words: LIMITED_TIME, isChild: false },
];
const BARE: (typeof WRAPPERS)[number] = { words: [], isChild: false };

let found: typeof BARE | undefined;

/**
 * How to start a realm in a sandbox.
 *
 * @param node the program and its flags: `[process.execPath, …]`
 * @param main the realm's own file in the compiled kernel
 */
export function sandboxCommand(
  { folder }: Sandbox,
  { node, main, root }: { node: [string, ...string[]]; main: string; root: string },
): SandboxCommand {
  found ??= WRAPPERS.find(works) ?? BARE;
  const [program, ...flags] = node;
  const [command, ...args] = [...found.words, program, ...flags, ...permissions(folder, main, root), main];
  return { command, args, env: environment(folder), isChild: found.isChild };
}

/** Tried once in a process: the system may lack the programs, or forbid what they do. */
function works({ words, isChild }: typeof BARE): boolean {
  if (process.platform === "win32") return false;
  if (isChild && !existsSync(`/proc/self/task/${process.pid}/children`)) return false; // its memory could not be told
  const [command, ...args] = [...words, "true"];
  return spawnSync(command, args, { stdio: "ignore", timeout: 5000, env: {} }).status === 0;
}

/** (Overlapping entries crashed one Node 20.) */
function permissions(folder: string, main: string, root: string): string[] {
  const kernel = join(main, "..", "..");
  const own = ["frames.js", "protocol.js", "available-modules.js"].map((file) => join(kernel, file));
  const packages = PACKAGES.map((name) => join(root, "node_modules", name));
  const readable = [
    join(main, "..", "*"),
    ...own,
    join(kernel, "..", "package.json"),
    join(root, "datasets", "*"),
    ...new Set(packages.flatMap((path) => [path, real(path)]).map((path) => join(path, "*"))),
    join(folder, "*"),
  ];
  const [major] = process.versions.node.split(".");
  return [
    Number(major) < 22 ? "--experimental-permission" : "--permission",
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--allow-fs-write=${join(folder, "*")}`,
  ];
}

function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

function environment(folder: string): NodeJS.ProcessEnv {
  const { TZ, SystemRoot } = process.env;
  const places = { TMPDIR: folder, TEMP: folder, TMP: folder, HOME: folder, USERPROFILE: folder };
  return { LANG: "C.UTF-8", ...places, ...(TZ && { TZ }), ...(SystemRoot && { SystemRoot }) };
}
