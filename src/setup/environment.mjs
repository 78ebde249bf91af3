/**
 * A Python environment of the workbook's own: made when it is missing, filled from the locks in requirements/.
 *
 * A stamp inside says which locks it was filled from, so that the next start only reads a few files and asks the
 * environment's Python for its version. Without a stamp, an environment was not finished and is made anew.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { run } from "./child.mjs";
import { withLock } from "./lock.mjs";
import { findPython, isNewEnough, look, pythonEnv } from "./python.mjs";

/**
 * What an environment is to have.
 * @typedef {object} Wanted
 * @property {string} root
 * @property {string} folder such as ".venv"
 * @property {keyof typeof LOCKS} lock
 * @property {import("./python.mjs").Need} need
 */

/** @typedef {{ python: string, locks: Record<string, string> }} Stamp  Python's "3.11"; a lock's file name and hash */

const PIP_INSTALL = [
  ...["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"],
  ...["--retries", "3"],
];

/**
 * @param {Wanted} wanted
 * @param {(line: string) => void} [say]
 * @returns {Promise<string>} what went wrong, in words for the user; "" when all is there
 */
export async function prepareEnvironment(wanted, say = (line) => console.error(line)) {
  if (await isReady(wanted)) return "";
  const waiting = () => say(`Waiting for another command, which is making the Python environment ${wanted.folder} …`);
  return withLock(path.join(wanted.root, "dist", `.installing${wanted.folder}`), waiting, async () =>
    (await isReady(wanted)) ? "" : install(wanted, say),
  );
}

/**
 * The environment's own Python: Windows keeps it in Scripts, and MSYS there in bin.
 * @param {string} environment the folder's full path
 * @param {NodeJS.Platform} platform
 */
export function pythonOf(environment, platform = process.platform) {
  const windows = path.join(environment, "Scripts", "python.exe");
  if (platform !== "win32") return path.join(environment, "bin", "python");
  const msys = path.join(environment, "bin", "python.exe");
  return !fs.existsSync(windows) && fs.existsSync(msys) ? msys : windows;
}

/** @param {Wanted} wanted */
async function isReady(wanted) {
  const stamp = readStamp(wanted);
  if (!stamp || !(await hasItsPython(wanted, stamp))) return false;
  const locks = locksOf(wanted.root, `${wanted.lock}.txt`);
  return Object.entries(locks).every(([file, hash]) => stamp.locks[file] === hash);
}

/**
 * Whether the Python that the environment was made with is still there. After an upgrade of the system's Python, the
 * environment's own is the new one, which does not see the packages.
 * @param {Wanted} wanted
 * @param {Stamp} stamp
 */
async function hasItsPython(wanted, stamp) {
  const python = await look([pythonOf(folderOf(wanted))], process.env);
  return python !== undefined && isNewEnough(python.version, wanted.need.version) && stamp.python === short(python);
}

/**
 * @param {Wanted} wanted
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 */
async function install(wanted, say) {
  const earlier = readStamp(wanted);
  const keep = earlier && (await hasItsPython(wanted, earlier)) ? earlier : undefined;
  const problem = keep ? "" : await make(wanted, say);
  if (problem) return problem;
  const folder = folderOf(wanted);
  const python = await look([pythonOf(folder)], process.env);
  if (!python) return `The Python of the environment ${wanted.folder} does not run. ${startOver(wanted)}`;
  // What an earlier `--grader` added follows its lock too.
  const files = [`${wanted.lock}.txt`, ...Object.keys(keep?.locks ?? {})].filter((file) => hasLock(wanted.root, file));
  const locks = Object.assign({}, ...files.map((file) => locksOf(wanted.root, file)));
  // From here on, nothing may take a half-filled environment for a whole one.
  fs.rmSync(stampFile(wanted), { force: true });
  say(`Installing ${LOCKS[wanted.lock]} into ${wanted.folder} (once, about a minute) …`);
  const args = Object.keys(locks).flatMap((file) => ["-r", lockFile(wanted.root, file)]);
  const { code, output } = await run(pythonOf(folder), [...PIP_INSTALL, ...args], { env: pythonEnv() });
  if (code === 0) writeStamp(wanted, { python: short(python), locks });
  // pip has all packages on the disk before it touches the first: what was there is still whole.
  else if (keep && OFFLINE.test(output)) writeStamp(wanted, keep);
  return code === 0 ? "" : explainPipFailure(output, wanted);
}

const LOCKS = {
  jupyterlab: "JupyterLab",
  grader: "JupyterLab and nbgrader",
  test: "JupyterLab and its test clients",
  bench: "NumPy",
  peers: "NumPy, PyTorch and scikit-learn",
};

/**
 * @param {Wanted} wanted
 * @param {(line: string) => void} say
 * @returns {Promise<string>}
 */
async function make(wanted, say) {
  const { python, problem } = await findPython(wanted.need);
  if (!python) return problem;
  const folder = folderOf(wanted);
  if (fs.existsSync(folder) && !fs.existsSync(path.join(folder, "pyvenv.cfg")) && fs.readdirSync(folder).length > 0) {
    return `The folder ${wanted.folder} is there and is no Python environment. Move it away, then type this command again.`;
  }
  fs.rmSync(stampFile(wanted), { force: true });
  say(`Making a Python environment in ${wanted.folder}, with Python ${python.version.join(".")} …`);
  const [file, ...args] = python.command;
  const { code, output } = await run(file, [...args, "-m", "venv", "--clear", folder], { env: pythonEnv() });
  return code === 0 ? "" : explainPipFailure(output, wanted);
}

/**
 * What to tell the user when pip or venv has failed, with their own words only where they help.
 * @param {string} output
 * @param {{ folder: string }} wanted
 * @returns {string}
 */
export function explainPipFailure(output, wanted) {
  if (/No space left on device|Errno 28|WinError 112/.test(output)) {
    return "The Python packages could not be installed: the disk is full (they take about 400 MB). Free some space, then type this command again.";
  }
  if (/Permission denied|Errno 13|Read-only file system|Errno 30|WinError 5\b/.test(output)) return CANNOT_WRITE;
  if (OFFLINE.test(output)) {
    return "The Python packages could not be downloaded: no network. Connect to the internet (behind a proxy: set the variable HTTPS_PROXY to http://HOST:PORT), then type this command again.";
  }
  return `${lastLines(output)}\nThe Python packages could not be installed; pip's words are above. ${startOver(wanted)}`;
}

export const CANNOT_WRITE =
  "The workbook's folder cannot be written. Copy the workbook to a folder of your own, then type this command there.";

const OFFLINE =
  /NewConnectionError|NameResolutionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|name resolution|Failed to resolve|getaddrinfo failed|nodename nor servname|Network is unreachable|Connection refused/;

/** @param {{ folder: string }} wanted */
const startOver = ({ folder }) => `To start over, remove the folder ${folder}, then type this command again.`;

/** @param {string} output */
const lastLines = (output) => output.trimEnd().split("\n").slice(-20).join("\n");

/** @param {import("./python.mjs").Python} python */
const short = ({ version }) => version.slice(0, 2).join(".");

/** @param {Wanted} wanted */
const folderOf = ({ root, folder }) => path.join(root, folder);

/** @param {Wanted} wanted */
const stampFile = (wanted) => path.join(folderOf(wanted), ".workbook-install.json");

/**
 * @param {Wanted} wanted
 * @returns {Stamp | undefined}
 */
function readStamp(wanted) {
  try {
    return JSON.parse(fs.readFileSync(stampFile(wanted), "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {Wanted} wanted
 * @param {Stamp} stamp
 */
const writeStamp = (wanted, stamp) => fs.writeFileSync(stampFile(wanted), `${JSON.stringify(stamp, null, 1)}\n`);

/**
 * @param {string} root
 * @param {string} file
 */
const lockFile = (root, file) => path.join(root, "src", "setup", "requirements", file);

/**
 * @param {string} root
 * @param {string} file
 */
const hasLock = (root, file) => fs.existsSync(lockFile(root, file));

/**
 * A lock and those it builds on (its lines `-r FILE`), each with its hash.
 * @param {string} root
 * @param {string} file
 * @returns {Record<string, string>}
 */
export function locksOf(root, file) {
  const text = fs.readFileSync(lockFile(root, file), "utf8").replaceAll("\r\n", "\n");
  const below = [...text.matchAll(/^-r (\S+)$/gm)].map(([, name]) => locksOf(root, name));
  return Object.assign({}, ...below, { [file]: createHash("sha256").update(text).digest("hex").slice(0, 20) });
}
