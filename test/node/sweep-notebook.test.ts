import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { runAll } from "../../src/kernel/execute/run-all";
import type { Run } from "../../src/kernel/execute/run-notebook";
import { code, root, sleep, smallRepository, TestSession } from "../kernel/kernel";
import { inWords, notebookOf } from "../kernel/tiny-notebooks";

/** A copy of the workbook, in which a test may edit src/. */
const copy = smallRepository({});
const compiler = new Compiler(copy.root);
beforeAll(() => {
  for (const folder of ["src", "datasets"]) cpSync(join(root, folder), join(copy.root, folder), { recursive: true });
});
afterAll(() => {
  compiler.close();
  rmSync(copy.root, { recursive: true, force: true });
});

const PRELUDE = `import { planar35 } from "./src/node/read-dataset";
import { sweep } from "./src/node/sweep";
const base = { ...planar35(), sizes: [2, 3, 1], activations: ["tanh", "sigmoid"], iterations: 50 };
const variations = { slow: { alpha: 0.01 }, fast: { alpha: 0.5 }, wrong: { alpha: -1 } };
const numbers = ({ rows }) => rows.map(({ cost, network }) => [cost, network?.layers[0].W.toArray()]);`;

/** Whether threads and the cell itself come to the same numbers, and the first of them. */
const COMPARE = `const threads = numbers(await sweep(variations, base, { threads: 2 }));
const here = numbers(await sweep(variations, base, { threads: 1 }));
console.log(JSON.stringify(threads) === JSON.stringify(here));
threads[0][0]`;

async function withSession<T>(work: (session: TestSession) => Promise<T>, sandboxed?: Compiler): Promise<T> {
  const session = sandboxed
    ? new TestSession(sandboxed, { sandbox: { folder: mkdtempSync(join(tmpdir(), "sweep-")) } })
    : new TestSession(compiler);
  try {
    expect((await session.run(PRELUDE)).error).toBeUndefined();
    return await work(session);
  } finally {
    session.close();
  }
}

/** Changes a file of the copy while `work` runs. */
async function edited<T>(file: string, from: string, to: string, work: () => Promise<T>): Promise<T> {
  const path = join(copy.root, file);
  const before = readFileSync(path, "utf8");
  expect(before).toContain(from);
  writeFileSync(path, before.replace(from, to));
  try {
    return await work();
  } finally {
    writeFileSync(path, before);
  }
}

/** Threads run `bomb` before they train a network with five hidden units. */
function mined<T>(bomb: string, work: () => Promise<T>): Promise<T> {
  const line = "const onProgress = (part: number) => send({ part });";
  const trigger = `if ((message.train.rest as { sizes: number[] }).sizes[1] === 5) { ${bomb} }`;
  return edited("src/node/sweep-worker.ts", line, `${trigger}\n${line}`, work);
}

const TANH = "derivative: (_Z, A) => A.map((a) => 1 - a * a),";

describe("a sweep in a notebook", () => {
  test("runs in the headless runner: one bar, which ends as a line, and the table", async () => {
    const runs: Run[] = [];
    const cells = [PRELUDE, "(await sweep(variations, base)).table({ seconds: false })"];
    const options = { compiler, code, memoryMB: 2048, timeoutMs: 30_000, jobs: 1 };
    const onFinished = (finished: { run: Run }) => runs.push(finished.run);
    await runAll([{ name: "sweep", notebook: notebookOf(cells) }], { ...options, onFinished });
    expect(runs[0].failures.map(inWords)).toEqual([]);
    const outputs = JSON.parse(JSON.stringify(runs[0].notebook.cells[1].outputs));
    expect(outputs.map(({ output_type }: { output_type: string }) => output_type)).toEqual([
      "display_data",
      "execute_result",
    ]);
    const [bar, table] = outputs.map(({ data }: any) => [data["text/plain"]].flat().join(""));
    expect(bar).toBe("3 of 3 trained.");
    expect(table.split("\n").map((line: string) => line.split(/ {2,}/).slice(0, 3))).toEqual([
      ["3 trainings"],
      ["variation", "stopped", "iterations"],
      ["slow", "iterations", "50"],
      ["fast", "iterations", "50"],
      ["wrong", "failed", "0"],
    ]);
  });

  test("trains with src/ as the student has edited it, in the threads too", async () => {
    await withSession(async (session) => {
      const before = await session.run(COMPARE);
      expect(before.printed).toBe("true\n");
      await edited("src/engine/activations.ts", TANH, TANH.replace("1 - a * a", "0.5 - a * a"), async () => {
        const after = await session.run(COMPARE);
        expect(after.printed).toMatch(/^(.+\n){0,2}true\n$/); // train may say that it runs on edited equations: once for all threads, once here
        expect(Number(after.result)).toBeGreaterThan(0);
        expect(after.result).not.toBe(before.result);
      });
      expect((await session.run(COMPARE)).result).toBe(before.result);
    });
  });

  test("prints what an edited file prints in the threads, once what all of them say", async () => {
    const noisy = TANH.replace("A.map", '(console.log("m = %d", A.cols), A).map');
    await edited("src/engine/activations.ts", TANH, noisy, () =>
      withSession(async (session) => {
        const cell = (variations: string) =>
          `(await sweep(${variations}, { ...base, alpha: 1, iterations: 2 }, { threads: 2 })).rows.length`;
        const one = await session.run(cell("[{}]"));
        expect([one.error, one.result]).toEqual([undefined, "1"]);
        expect(one.printed).toMatch(/^(m = \d+\n)+$/);
        const two = await session.run(cell("[{}, { seed: 2 }]"));
        expect([two.error, two.result, two.printed]).toEqual([undefined, "2", one.printed]);
      }),
    );
  });

  test("that is interrupted keeps what was learned, and leaves no thread behind", async () => {
    await withSession(async (session) => {
      await session.run("await sweep(variations, base);");
      const before = threadsOf(session.realmPid);
      const running = session.run(
        "const result = await sweep([{}, { seed: 2 }, { seed: 3 }], { ...base, alpha: 0.01, iterations: 1e9 }, { threads: 2 });",
      );
      await sleep(1500);
      session.interrupt();
      expect((await running).error).toBeUndefined();
      const { result } = await session.run("result.rows.map((row) => `${row.stopped} ${row.iterations > 0}`).join()");
      expect(result).toBe("'interrupted true,interrupted true,not run false'");
      expect(threadsOf(session.realmPid)).toBe(before);
    });
  });

  test("that is interrupted gives up a thread which does not stop, and keeps the others", async () => {
    await mined("for (;;);", () =>
      withSession(async (session) => {
        const running = session.run(
          "const result = await sweep([{ sizes: [2, 5, 1] }, {}], { ...base, alpha: 0.01, iterations: 1e9 }, { threads: 2 });",
        );
        await sleep(1500);
        session.interrupt();
        expect((await running).error).toBeUndefined();
        expect((await session.run("result.rows[1].stopped + (result.rows[1].iterations > 0)")).result).toBe(
          "'interruptedtrue'",
        );
        expect((await session.run("result.rows[0].message")).result).toBe(
          "'interrupted; it did not stop in time, so nothing of it is kept'",
        );
      }),
    );
  });

  test.each([
    ["leaves", "process.exit(3)", "its thread ended: exit code 3"],
    [
      "throws where nobody waits",
      "setImmediate(() => { throw new Error('lost'); }); await new Promise(() => {})",
      "its thread ended: lost",
    ],
    [
      "runs out of memory",
      "(() => { const all = []; for (;;) all.push(new Array(1e6).fill(0)); })()",
      "its thread ended: it ran out of memory",
    ],
  ])("makes a row of a thread that %s, and goes on with the next", async (_, bomb, message) => {
    await mined(bomb, () =>
      withSession(async (session) => {
        const cell = `const { rows } = await sweep([{ sizes: [2, 5, 1] }, {}, { seed: 2 }], { ...base, alpha: 0.1, iterations: 3000 }, { threads: 2 });
rows.map(({ stopped, message }) => stopped === "failed" ? message : stopped).join()`;
        const ran = await session.run(cell);
        expect([ran.error, ran.printed]).toEqual([undefined, ""]);
        expect(ran.result).toBe(`'${message},iterations,iterations'`);
      }),
    );
  });

  test("takes one thread where threads are refused, and says so", async () => {
    const workbook = new Compiler(root); // itself, and no copy: the sandbox follows no links
    await withSession(async (session) => {
      const ran = await session.run("(await sweep(variations, base)).rows.map(({ stopped }) => stopped).join()");
      expect(ran.printed).toBe("sweep: trains one after the other, since no threads may be started here\n");
      expect(ran.result).toBe("'iterations,iterations,failed'");
    }, workbook).finally(() => workbook.close());
  });
});

/** How many threads the process has, where the system tells. */
function threadsOf(pid: number | undefined): number {
  const status = `/proc/${pid}/status`;
  return existsSync(status) ? Number(/^Threads:\s*(\d+)/m.exec(readFileSync(status, "utf8"))?.[1]) : 0;
}
