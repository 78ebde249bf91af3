import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withLock } from "../../src/setup/lock.mjs";

let folder: string;
let lock: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "lock-"));
  lock = path.join(folder, "lock");
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A lock as another process would have left it. */
function leave(owner: { pid: number; host: string }, secondsOld = 0): void {
  fs.mkdirSync(lock);
  fs.writeFileSync(path.join(lock, "owner"), JSON.stringify({ id: "other", ...owner }));
  const then = new Date(Date.now() - 1000 * secondsOld);
  fs.utimesSync(lock, then, then);
}

test("one after the other, never two at once, and the lock is gone at the end", async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(20);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(lock, () => {}, work)));
  expect(most).toBe(1);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test("work that fails gives the lock back", async () => {
  await expect(
    withLock(
      lock,
      () => {},
      () => Promise.reject(new Error("no")),
    ),
  ).rejects.toThrow("no");
  expect(fs.readdirSync(folder)).toEqual([]);
});

test("the lock of a process that died is taken over at once", async () => {
  leave({ pid: 2 ** 22 + 1, host: os.hostname() });
  expect(
    await withLock(
      lock,
      () => expect.fail("nobody to wait for"),
      async () => "done",
    ),
  ).toBe("done");
});

test("the lock of another machine is waited for, until it was not renewed for half a minute", async () => {
  leave({ pid: 1, host: "elsewhere" });
  let waited = 0;
  const done = withLock(
    lock,
    () => (waited += 1),
    async () => "done",
  );
  await sleep(350);
  expect(waited).toBe(1);
  fs.utimesSync(lock, new Date(Date.now() - 31_000), new Date(Date.now() - 31_000));
  expect(await done).toBe("done");
});
