/**
 * Watches how much memory a process really occupies. The heap limit of Node stops objects, not typed arrays, which lie
 * outside the heap.
 */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";

const INTERVAL_MS = 100;
/** What a realm occupies before any cell runs. */
const EMPTY_REALM_MB = 100;

/**
 * Calls `onExceeded` once the process occupies more than `limitMB` beyond an empty realm.
 *
 * @param options.isChild whether not the process itself is meant, but its only child (Linux)
 * @returns a function that ends the watch
 */
export function watchMemory(
  pid: number | undefined,
  limitMB: number,
  onExceeded: () => void,
  { isChild = false } = {},
): () => void {
  if (pid === undefined) return () => {};
  const timer = setInterval(async () => {
    const watched = isChild ? await childOf(pid) : pid;
    const megabytes = watched && (await residentMB(watched));
    if (megabytes !== undefined && megabytes > limitMB + EMPTY_REALM_MB) {
      clearInterval(timer);
      onExceeded();
    }
  }, INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Resident memory of a process in MB; undefined where the system does not tell or the process is gone. */
export async function residentMB(pid: number): Promise<number | undefined> {
  if (process.platform === "win32") return undefined; // no cheap way to ask; the heap limit still holds
  if (process.platform === "linux") return residentOnLinux(pid);
  return new Promise((resolve) => {
    execFile("ps", ["-o", "rss=", "-p", String(pid)], (error, output) => {
      resolve(error ? undefined : Number(output) / 1024);
    });
  });
}

/** The only child of a process that has but one thread; undefined while there is none. */
export async function childOf(pid: number): Promise<number | undefined> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return Number.parseInt(children, 10) || undefined;
}

async function residentOnLinux(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
