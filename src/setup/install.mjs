/**
 * Installs the npm packages when they are missing or are not those of package-lock.json.
 *
 * A stamp in node_modules says for which package-lock.json it was filled, so that the next command only reads two
 * files. Packages that somebody installed with npm itself are recognized by npm's own record and kept.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { withLock } from "./lock.mjs";
import { explainNpmFailure, runNpm } from "./npm.mjs";

/**
 * Without install scripts: no package here needs one (zeromq brings its binaries along). npm's own pauses between
 * tries add up to two minutes before it says that there is no network; these are a few seconds.
 */
const NPM_CI = [
  ...["ci", "--ignore-scripts", "--include=dev", "--include=optional", "--no-audit", "--no-fund"],
  ...["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"],
];

/**
 * @param {string} root
 * @param {(line: string) => void} say
 * @returns {Promise<string>} what went wrong, in words for the user; "" when all is there
 */
export async function install(root, say = (line) => console.error(line)) {
  if (isInstalled(root)) return "";
  const waiting = () => say("Waiting for another command, which is installing the npm packages …");
  try {
    return await withLock(path.join(root, "dist", ".installing"), waiting, () => installLocked(root, say));
  } catch (error) {
    return explainNpmFailure(String(error));
  }
}

/**
 * @param {string} root
 * @param {(line: string) => void} say
 */
async function installLocked(root, say) {
  if (isInstalled(root)) return "";
  say("Installing the npm packages (once, about a minute) …");
  // From here on, nothing may take a half-filled folder for a whole one.
  for (const record of [stampFile(root), recordFile(root)]) fs.rmSync(record, { force: true });
  const { code, output } = await runNpm(NPM_CI, { cwd: root });
  if (code !== 0) return explainNpmFailure(output);
  fs.writeFileSync(stampFile(root), wantedStamp(root));
  return "";
}

/** @param {string} root */
const stampFile = (root) => path.join(root, "node_modules", ".workbook-install");

/**
 * npm's own record of what it put into node_modules.
 * @param {string} root
 */
const recordFile = (root) => path.join(root, "node_modules", ".package-lock.json");

/**
 * Packages hold binaries, so a folder copied from another kind of machine is filled anew.
 * @param {string} root
 */
function wantedStamp(root) {
  const lock = createHash("sha256")
    .update(fs.readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  return `${lock} ${process.platform} ${process.arch}\n`;
}

/**
 * @param {string} root
 * @returns {boolean}
 */
export function isInstalled(root) {
  const wanted = wantedStamp(root);
  if (read(stampFile(root)) === wanted) return true;
  if (!isInstalledByNpm(root)) return false;
  try {
    fs.writeFileSync(stampFile(root), wanted);
  } catch {
    // A root that cannot be written: npm's record is read again next time.
  }
  return true;
}

/**
 * Compares npm's record, package by package, with package-lock.json.
 * @param {string} root
 */
function isInstalledByNpm(root) {
  const record = read(recordFile(root));
  if (!record) return false;
  const have = JSON.parse(record).packages;
  const want = JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(want).every(([folder, wanted]) => {
    if (folder === "" || !isNeededHere(wanted)) return true;
    const found = have[folder];
    return (
      found?.version === wanted.version &&
      found.integrity === wanted.integrity &&
      fs.existsSync(path.join(root, folder))
    );
  });
}

/**
 * An optional package is one of several, each with the binary for one kind of machine. Which C library this one has is
 * not looked at, and neither are the packages that only an optional package needs.
 * @param {{ optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} entry
 */
function isNeededHere({ optional, os, cpu, libc }) {
  if (!optional) return true;
  return !libc && os?.includes(process.platform) && cpu?.includes(process.arch);
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
