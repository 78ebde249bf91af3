/**
 * Finds a Python that can make an environment, and says what to type when there is none.
 */
import { run } from "./child.mjs";

/** JupyterLab 4.6 asks for this; package versions in requirements/ are chosen for it. */
export const JUPYTERLAB_NEEDS = { what: "JupyterLab", version: [3, 10] };
export const NBGRADER_NEEDS = { what: "nbgrader", version: [3, 11] };

/** @typedef {{ what: string, version: number[] }} Need */
/** @typedef {{ command: string[], version: number[], missing: string[] }} Python  `missing`: modules it lacks */

/** Understood by every Python, 2 too. Debian keeps venv's ensurepip in a package of its own. */
const PROBE = `
import sys
print("%d.%d.%d" % sys.version_info[:3])
for name in "venv", "ensurepip":
    try: __import__(name)
    except ImportError: print("no " + name)
`;

/**
 * The commands that may be a Python, likeliest first. Where python3 is an old one, a newer may be there by its number.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[][]}
 */
export function candidates(env) {
  if (env.PYTHON) return [[env.PYTHON]];
  const numbered = [14, 13, 12, 11, 10].map((minor) => [`python3.${minor}`]);
  return [["python3"], ["python"], ["py", "-3"], ...numbered];
}

/**
 * @param {Need} need
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ python?: Python, problem: string }>}
 */
export async function findPython(need, env = process.env) {
  /** @type {Python[]} */
  const found = [];
  for (const command of candidates(env)) {
    const python = await look(command, env);
    if (!python) continue;
    found.push(python);
    if (isUsable(python, need)) return { python, problem: "" };
  }
  return { problem: pythonProblem(found, need, env) };
}

/**
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Python | undefined>} undefined when it is no Python, such as the Windows stub that opens a shop
 */
export async function look([file, ...args], env) {
  const { code, output } = await run(file, [...args, "-c", PROBE], { env: pythonEnv(env) });
  return code === 0 ? readProbe([file, ...args], output) : undefined;
}

/**
 * @param {string[]} command
 * @param {string} output what PROBE printed
 * @returns {Python | undefined}
 */
export function readProbe(command, output) {
  const version = /^(\d+)\.(\d+)\.(\d+)\s*$/m.exec(output)?.slice(1).map(Number);
  if (!version) return undefined;
  return { command, version, missing: [...output.matchAll(/^no (\w+)/gm)].map(([, name]) => name) };
}

/**
 * @param {number[]} version
 * @param {number[]} wanted
 */
export function isNewEnough([major, minor], [wantedMajor, wantedMinor]) {
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/**
 * @param {Python} python
 * @param {Need} need
 */
const isUsable = (python, need) => isNewEnough(python.version, need.version) && python.missing.length === 0;

/**
 * Why none of them will do, of the one that comes nearest, and what to type.
 * @param {Python[]} found
 * @param {Need} need
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string} one line
 */
export function pythonProblem(found, need, env, platform = process.platform) {
  const needs = `${need.what} needs Python ${need.version.join(".")} or newer`;
  const bare = found.find(({ version }) => isNewEnough(version, need.version));
  if (bare) {
    const [major, minor] = bare.version;
    const mend =
      platform === "linux"
        ? `Install it (Debian, Ubuntu: sudo apt install python${major}.${minor}-venv)`
        : "Install Python from https://www.python.org/downloads/";
    const modules = bare.missing.length > 1 ? "modules" : "module";
    const are = bare.missing.length > 1 ? "are" : "is";
    return `${named(bare)} cannot make an environment: its ${modules} ${bare.missing.join(" and ")} ${are} missing. ${mend}, then type this command again.`;
  }
  if (found.length > 0) {
    const newest = found.reduce((a, b) => (isNewEnough(a.version, b.version) ? a : b));
    return `${named(newest)} is too old: ${needs}. Install one beside it from https://www.python.org/downloads/, or set the variable PYTHON to the path of one that is there, then type this command again.`;
  }
  if (env.PYTHON) {
    return `The variable PYTHON is ${JSON.stringify(env.PYTHON)}, and that is no Python that runs: ${needs}. Set it to the path of one, or unset it, then type this command again.`;
  }
  return `No Python was found: ${needs}. ${INSTALL[platform] ?? INSTALL.default}, then type this command again.`;
}

/** @type {Record<string, string>} */
const INSTALL = {
  linux: "Install it (Debian, Ubuntu: sudo apt install python3 python3-venv; Fedora: sudo dnf install python3)",
  darwin: "Install it from https://www.python.org/downloads/ (or type: brew install python)",
  win32: "Install it from https://www.python.org/downloads/ (or type: winget install Python.Python.3.13)",
  default: "Install it from https://www.python.org/downloads/",
};

/** @param {Python} python */
const named = ({ version, command }) => `Python ${version.join(".")} (${command.join(" ")})`;

/**
 * The environment for Python and pip: without what would lead them to another installation. Proxies, certificates and
 * package indexes stay as they are set.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function pythonEnv(env = process.env) {
  const strays = ["PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX"];
  const kept = Object.entries(env).filter(([name]) => !strays.includes(name.toUpperCase()));
  return { ...Object.fromEntries(kept), PIP_USER: "0" };
}
