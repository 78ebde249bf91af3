/**
 * Where builds lie: in dist/, or, when the workbook's folder cannot be written, in the folder for temporary files.
 */
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * @param {string} root
 * @returns {[string, string]} the folder to prefer, and the one to fall back on
 */
export function placesFor(root) {
  return [path.join(root, "dist"), placeForReadOnlyRoot(root)];
}

/**
 * A root that nobody may write to (a shared installation, a mounted image) is built in the folder for temporary files.
 * @param {string} root
 */
function placeForReadOnlyRoot(root) {
  const user = process.getuid?.() ?? os.userInfo().username;
  return path.join(os.tmpdir(), `workbook-${user}-${hash(root)}`);
}

/**
 * Whether code may be run from `place`: in a folder for everybody's temporary files, only from what we made ourselves.
 * @param {string} place
 */
export function isOurs(place) {
  if (!process.getuid || path.basename(place) === "dist") return true;
  const found = fs.lstatSync(place, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid();
}

/**
 * An empty folder to build in, in the first of `places` that can be written.
 * @param {string} root
 * @param {string[]} places
 * @returns {string}
 */
export function makeStaging(root, places) {
  /** @type {unknown} */
  let problem;
  for (const place of places) {
    try {
      fs.mkdirSync(place, { recursive: true, mode: place === places[0] ? 0o777 : 0o700 });
      if (!isOurs(place)) throw new Error(`${place} belongs to somebody else`);
      if (place !== places[0]) linkPackages(root, place);
      const staging = path.join(place, `.building-${process.pid}-${randomBytes(4).toString("hex")}`);
      fs.mkdirSync(staging);
      return staging;
    } catch (error) {
      problem = error;
    }
  }
  throw new Error(
    `The workbook can be built neither in ${places.join(" nor in ")}: ${problem instanceof Error ? problem.message : problem}. Make one of them writable.`,
  );
}

/**
 * `require` looks for packages in the folders above a file; from the temporary place they are found by this link.
 * @param {string} root
 * @param {string} place
 */
function linkPackages(root, place) {
  const link = path.join(place, "node_modules");
  if (!fs.existsSync(link)) {
    fs.rmSync(link, { force: true });
    try {
      fs.symlinkSync(path.join(root, "node_modules"), link, "junction");
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
  }
}

/** @param {string | Buffer} data */
export function hash(data) {
  return createHash("sha256").update(data).digest("hex").slice(0, 20);
}
