/** A network kept in a file, to go on with it another day. Paths start from the repository's root, as in a notebook. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DataError } from "../engine/csv";
import type { Network } from "../engine/network";
import { fromJson, toJson } from "../engine/network-json";

/**
 * Writes the network to a file, in place of one that is there. The text goes to a file beside it first, which then
 * takes its name: whatever happens, the file holds all of the old network or all of the new one.
 *
 * @throws RangeError when the network can't be written as JSON; DataError when the file can't be written.
 */
export function saveNetwork(path: string, network: Network): void {
  const text = toJson(network);
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeWhole(beside, text);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new DataError(`saveNetwork: ${path}: ${reason(error, `there is no folder ${dirname(path)}; make it first`)}`);
  }
}

/** Returns when the text is on the disk: a name must not come to a file whose text is still on its way. */
function writeWhole(path: string, text: string): void {
  const file = openSync(path, "w");
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * The network that `saveNetwork` wrote.
 * @throws DataError when there is no such file, or its text is damaged: then with the place.
 */
export function loadNetwork(path: string): Network {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new DataError(`loadNetwork: ${path}: ${reason(error, `there is no such file in ${process.cwd()}`)}`);
  }
  return fromJson(text, `loadNetwork: ${path}`);
}

function reason(error: unknown, notThere: string): string {
  const { code } = error as { code?: string };
  if (code === "ENOENT") return notThere;
  if (code === "EISDIR" || code === "ENOTDIR") return "this is a folder, or in the place of one; give a file's name";
  return `the file cannot be read or written (${code})`;
}
