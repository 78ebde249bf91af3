/**
 * A lock between commands: a folder, because making one either succeeds or fails, on every file system.
 *
 * Its owner renews it every second. A lock whose owner is gone (killed, or the machine was switched off) is taken over.
 */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const RENEW = 1000;
const STALE = 30 * RENEW;

/**
 * Does `work` while holding the lock; waits for another command that holds it, and says so once through `waiting`.
 * @template T
 * @param {string} folder
 * @param {() => void} waiting
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, waiting, work) {
  const owner = JSON.stringify({ pid: process.pid, host: os.hostname(), id: randomBytes(8).toString("hex") });
  for (let told = false; !acquire(folder, owner); await sleep(100)) {
    if (removeIfStale(folder)) continue;
    if (!told) waiting();
    told = true;
  }
  const renewal = setInterval(() => touch(folder), RENEW);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    if (readOwner(folder) === owner) fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The folder gets its owner's name before its own, so that nobody sees a lock without an owner.
 * @param {string} folder
 * @param {string} owner
 */
function acquire(folder, owner) {
  if (fs.existsSync(folder)) return false;
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const made = `${folder}-${randomBytes(6).toString("hex")}`;
  fs.mkdirSync(made);
  fs.writeFileSync(path.join(made, "owner"), owner);
  try {
    fs.renameSync(made, folder);
    return true;
  } catch {
    fs.rmSync(made, { recursive: true, force: true });
    return false;
  }
}

/** @param {string} folder */
function removeIfStale(folder) {
  const owner = readOwner(folder);
  if (owner === undefined || !isStale(folder, owner)) return false;
  const aside = `${folder}-stale-${randomBytes(6).toString("hex")}`;
  try {
    fs.renameSync(folder, aside);
    // Between our look and the rename another command may have taken the lock over: then it is given back.
    if (readOwner(aside) !== owner) fs.renameSync(aside, folder);
    else fs.rmSync(aside, { recursive: true, force: true });
  } catch {
    return false;
  }
  return true;
}

/**
 * @param {string} folder
 * @param {string} owner
 */
function isStale(folder, owner) {
  const age = Date.now() - (fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > STALE) return true;
  const { pid, host } = JSON.parse(owner);
  return host === os.hostname() && !isAlive(pid);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {string} folder */
function readOwner(folder) {
  try {
    return fs.readFileSync(path.join(folder, "owner"), "utf8");
  } catch {
    return undefined;
  }
}

/** @param {string} folder */
function touch(folder) {
  try {
    fs.utimesSync(folder, new Date(), new Date());
  } catch {
    // Taken over while this machine slept: the end of the work will notice.
  }
}
