import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { code, isAlive, root, sleep, TestSession } from "./kernel";

const compiler = new Compiler(root);
let session: TestSession;
beforeEach(() => {
  session?.close();
  session = new TestSession(compiler, { memoryMB: 200 });
});
afterAll(() => {
  session.close();
  compiler.close();
});

describe("a program that ends in a cell", () => {
  it("is reported, its names are gone, and the session goes on", async () => {
    await session.run("const a = 1;");
    const { outcome, error } = await session.run("console.log('before'); process.exit(3);");
    expect(outcome.status).toBe("died");
    expect(error).toBe("ProgramExit: the cell ended the program with exit code 3; all names are gone");
    expect((await session.run("a")).error).toBe("CompileError: Cannot find name 'a'.");
    expect((await session.run("1 + 1")).result).toBe("2");
  });

  it("keeps what it printed", async () => {
    const { printed } = await session.run("for (let i = 0; i < 1000; i++) console.log(i); process.exit()");
    expect(printed.split("\n")).toHaveLength(1001);
  });

  it.each([
    ["objects", "const all: object[] = []; while (true) all.push({ a: [1, 2, 3] });"],
    ["typed arrays", "const all: Float64Array[] = []; while (true) all.push(new Float64Array(1e6).fill(1));"],
    ["array buffers of one huge array", "const all = new Array(2 ** 28).fill(0).map(String);"],
  ])("for want of memory is reported as that: %s", async (_, bomb) => {
    const { error } = await session.run(bomb);
    expect(error).toBe("OutOfMemory: the cell used more memory than its limit of 200 MB; all names are gone");
    expect((await session.run("1 + 1")).result).toBe("2");
  });

  it("after its time is up is reported as that", async () => {
    const { error, printed } = await session.run("console.log('begun'); while (true) {}", { timeoutMs: 300 });
    expect(printed).toBe("begun\n");
    expect(error).toBe("Timeout: the cell ran longer than its limit of 0.3 s and was ended; all names are gone");
  });

  it("between two cells is told by the next", async () => {
    await session.run("setTimeout(() => process.exit(7), 5);");
    await sleep(200);
    expect((await session.run("1 + 1")).error).toBe(
      "ProgramExit: between two cells: the cell ended the program with exit code 7; all names are gone",
    );
    expect((await session.run("1 + 1")).result).toBe("2");
  });
});

describe("the end of a session", () => {
  it("is not told before code that goes on has had its moment: an error, a death", async () => {
    await session.run("setTimeout(() => { throw new Error('late') }, 50);");
    expect((await session.settle()).join()).toMatch(/After cell \[1\] had ended:.*late/s);
    await session.run("setTimeout(() => process.exit(3), 50);");
    expect(await session.settle()).toEqual([
      "After the last cell had ended:\nbetween two cells: the cell ended the program with exit code 3; all names are gone\n",
    ]);
    expect(await session.settle()).toEqual([]);
  });
});

describe("an interrupt", () => {
  const interruptAfter = (ms: number) => setTimeout(() => session.interrupt(), ms);

  it.each([
    ["a loop", "while (true) {}"],
    ["a loop that catches everything", "while (true) { try { while (true) {} } catch {} }"],
    ["a loop after an await", "await new Promise((r) => setTimeout(r, 20)); while (true) {}"],
    ["a loop of awaits", "while (true) await null;"],
    ["a loop of timers", "while (true) await new Promise((r) => setTimeout(r, 1));"],
    ["a pending await", "await new Promise(() => {});"],
    ["a regular expression", "/(a+)+b/.test('a'.repeat(40));"],
    ["a loop in a timer", "setTimeout(() => { while (true) {} }, 1); await new Promise(() => {});"],
  ])("ends %s and keeps the names", async (_, loop) => {
    await session.run("const earlier = 1;");
    interruptAfter(250);
    const { outcome, error } = await session.run(`const before = 2;\n${loop}\nconst after = 3;`);
    expect(outcome.status).toBe("error");
    expect(error).toBe("Interrupted: the cell was interrupted");
    expect((await session.run("[earlier, before]")).result).toBe("[ 1, 2 ]");
    expect((await session.run("after")).error).toBe("CompileError: Cannot find name 'after'.");
  });

  it("lets code that looks at its signal end by itself", async () => {
    await session.run('import { interruptSignal } from "./src/display";');
    interruptAfter(250);
    const { result, outcome } = await session.run(
      "let steps = 0; const signal = interruptSignal();\nwhile (!signal.aborted) { steps++; await new Promise((r) => setTimeout(r, 5)); }\nsteps > 5",
    );
    expect(outcome.status).toBe("ok");
    expect(result).toBe("true");
  });

  it("leaves no loop behind that goes on in the background", async () => {
    interruptAfter(250);
    await session.run("let n = 0; while (true) { n++; await new Promise((r) => setTimeout(r, 1)); }");
    const { result } = await session.run("const seen = n; await new Promise((r) => setTimeout(r, 100)); n - seen");
    expect(result).toBe("0");
  });

  it("in the middle of printing loses nothing of what comes later", async () => {
    interruptAfter(250);
    const flood = await session.run("while (true) console.log('x'.repeat(1000));");
    expect(flood.outcome).toMatchObject({ status: "error", flooded: true });
    expect((await session.run("console.log('next')")).printed).toBe("next\n");
  });

  it("does nothing when no cell runs", async () => {
    await session.run("const a = 1;");
    session.interrupt();
    await sleep(300);
    expect((await session.run("a")).result).toBe("1");
  });
});

describe("no orphan is left", () => {
  it("when the session is closed while a cell spins", async () => {
    const pid = session.realmPid as number;
    void session.run("while (true) {}");
    await sleep(200);
    session.close();
    await sleep(200);
    expect(isAlive(pid)).toBe(false);
  });

  it("when the parent is killed while a cell spins", async () => {
    const parent = join(tmpdir(), `workbook-parent-${process.pid}.cjs`);
    writeFileSync(
      parent,
      `const { RealmProcess } = require(${JSON.stringify(join(code, "realm-process.js"))});
       const realm = new RealmProcess({ root: ${JSON.stringify(root)}, code: ${JSON.stringify(code)}, memoryMB: 200,
         onReply() {}, onRawOutput() {}, onEnd() {} });
       realm.send({ type: "execute", cell: 1, code: "while (true) {}", map: [], names: [], modules: [] });
       setTimeout(() => console.log(realm.pid), 300);
       setInterval(() => {}, 1000);`,
    );
    const child = spawn(process.execPath, [parent], { stdio: ["ignore", "pipe", "inherit"] });
    const [chunk] = await once(child.stdout, "data");
    const realmPid = Number(chunk);
    expect(isAlive(realmPid)).toBe(true);
    child.kill("SIGKILL");
    await sleep(500);
    expect(isAlive(realmPid)).toBe(false);
  });
});
