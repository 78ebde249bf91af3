import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { residentMB, watchMemory } from "../../src/kernel/memory";
import { sleep } from "./kernel";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A process that fills this much memory outside its heap and then waits. */
async function processWith(megabytes: number): Promise<number> {
  const code = `const all = Buffer.alloc(${megabytes} * 2 ** 20, 1); console.log(all.length); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  await once(child.stdout as NodeJS.ReadableStream, "data");
  return child.pid as number;
}

describe.skipIf(process.platform === "win32")("a process's memory", () => {
  it("counts what lies outside the heap", async () => {
    const [small, large] = [await processWith(0), await processWith(200)];
    const more = ((await residentMB(large)) as number) - ((await residentMB(small)) as number);
    expect(more).toBeGreaterThan(180);
    expect(more).toBeLessThan(240);
  });

  it("is not known of a process that is gone", async () => {
    const pid = await processWith(0);
    const [child] = children;
    child.kill("SIGKILL");
    await once(child, "close");
    expect(await residentMB(pid)).toBeUndefined();
  });

  it("beyond the limit is told once, and the watch ends", async () => {
    let told = 0;
    watchMemory(await processWith(200), 64, () => told++);
    await sleep(500);
    expect(told).toBe(1);
  });

  it("below the limit, or after the watch has ended, is not told", async () => {
    let told = 0;
    const end = watchMemory(await processWith(200), 256, () => told++);
    const endEarly = watchMemory(await processWith(200), 64, () => told++);
    endEarly();
    await sleep(300);
    end();
    expect(told).toBe(0);
  });

  it("of a process that could not be started is not watched", async () => {
    let told = 0;
    watchMemory(undefined, 0, () => told++)();
    await sleep(200);
    expect(told).toBe(0);
  });
});
