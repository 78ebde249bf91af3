import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { childOf } from "../../src/kernel/memory";
import { code, isAlive, root, sleep } from "./kernel";
import { SandboxedSession } from "./sandboxed";

const compiler = new Compiler(root, join(code, ".."));
let session: SandboxedSession;
beforeEach(() => {
  session?.close();
  session = new SandboxedSession(compiler);
});
afterAll(() => {
  session.close();
  compiler.close();
});

/** The session lives on, and so does the next one. */
async function expectAllIsWell(): Promise<void> {
  expect((await session.run("1 + 1")).result).toBe("2");
  const next = new SandboxedSession(compiler);
  expect((await next.run("2 + 2")).result).toBe("4");
  next.close();
}

describe("a sandboxed cell", () => {
  it("has what homework needs: src, the data, a folder of its own, WebAssembly, timers", async () => {
    const { result } = await session.run(
      'import { planar35 } from "./src";\nconst { X, Y } = planar35();\n[X.rows, X.cols, Y.cols]',
    );
    expect(result).toBe("[ 2, 35, 35 ]");
    await session.run(
      'import { tmpdir } from "os";\nimport { readFileSync, writeFileSync } from "fs";\nimport { join } from "node:path";',
    );
    const { error } = await session.run('writeFileSync(join(tmpdir(), "mine.txt"), "kept");');
    expect(error).toBeUndefined();
    expect(readFileSync(join(session.folder, "mine.txt"), "utf8")).toBe("kept");
    expect((await session.run('readFileSync(join(process.env.HOME, "mine.txt"), "utf8")')).result).toBe("'kept'");
    expect((await session.run("await new Promise((r) => setTimeout(() => r(7), 5))")).result).toBe("7");
  });

  it("trains many variations one after the other, as there are no threads", async () => {
    const { printed, error } = await session.run(`import { sweep, planar35 } from "./src";
const { X, Y } = planar35();
const all = { "alpha 0.1": { alpha: 0.1 }, "alpha 0.2": { alpha: 0.2 } };
const { rows } = await sweep(all, { sizes: [2, 1], activations: ["sigmoid"], X, Y, iterations: 5 }, { threads: 2 });`);
    expect(error).toBeUndefined();
    expect(printed).toBe("sweep: trains one after the other, since no threads may be started here\n");
  });

  const loops = {
    "at once": "while (true) {}",
    "after an await": "await null;\nwhile (true) {}",
    "after a timer": "await new Promise((r) => setTimeout(r, 10));\nwhile (true) {}",
    "in microtasks": "const again = () => Promise.resolve().then(again);\nawait again();",
    "in a regular expression": '/(a+)+b/.test("a".repeat(40));',
  };
  it.each(Object.entries(loops))("that loops for ever %s is ended by its limit", async (_, loop) => {
    const { error } = await session.run(loop, { timeoutMs: 700 });
    expect(error).toBe("Timeout: the cell ran longer than its limit of 0.7 s and was ended; all names are gone");
    await expectAllIsWell();
  });

  it("that goes on for ever after its end does not hold up the end of the session", async () => {
    await session.run("setTimeout(() => { while (true) {} }, 5);");
    expect(await session.settle()).toEqual([
      "After the last cell had ended:\nbetween two cells: the cell ran longer than its limit of 5 s and was ended; all names are gone\n",
    ]);
    await expectAllIsWell();
  });

  it("is ended by an interrupt", async () => {
    setTimeout(() => session.interrupt(), 300);
    expect((await session.run("while (true) {}")).error).toBe(
      "Interrupted: the cell could not be stopped gently, so its program was ended; all names are gone",
    );
    await expectAllIsWell();
  });

  const bombs = {
    objects: "const all: object[] = []; while (true) all.push({ a: [1, 2, 3] });",
    "typed arrays": "const all: Float64Array[] = []; while (true) all.push(new Float64Array(1e6).fill(1));",
    buffers: "const all: Buffer[] = []; while (true) all.push(Buffer.alloc(2 ** 24, 1));",
    "shared memory": `const all: unknown[] = [];
while (true) all.push(new Uint8Array(new SharedArrayBuffer(2 ** 24)).fill(1));`,
    "WebAssembly's memory": `declare const WebAssembly: any;
const all: unknown[] = [];
while (true) all.push(new Uint8Array(new WebAssembly.Memory({ initial: 256 }).buffer).fill(1));`,
  };
  it.each(Object.entries(bombs))("that fills the memory with %s is ended", async (_, bomb) => {
    const { error } = await session.run(bomb, { timeoutMs: 30_000 });
    expect(error).toBe("OutOfMemory: the cell used more memory than its limit of 200 MB; all names are gone");
    await expectAllIsWell();
  });

  const floods = {
    prints: 'while (true) console.log("x".repeat(10_000));',
    "empty prints": 'while (true) process.stdout.write("");',
    displays: `const show = (globalThis as any)[Symbol.for("workbook.host")].display;
while (true) show("x".repeat(1e6));`,
    "replaced displays": `const { display, clear } = (globalThis as any)[Symbol.for("workbook.host")];
for (let i = 0; ; i++) { display("x".repeat(1e5), { id: String(i) }); clear(); }`,
    checks: `const { check } = (globalThis as any)[Symbol.for("workbook.host")];
while (true) void check({ assignment: "a", exercise: "b", options: {} }, () => {});`,
    "texts past the frames": 'import { writeSync } from "fs";\nwhile (true) writeSync(1, "x".repeat(60_000));',
  };
  it.each(Object.entries(floods))("that never stops sending %s is ended", async (_, flood) => {
    const { error } = await session.run(flood, { timeoutMs: 40_000 });
    expect(error).toBe(
      "OutputFlood: the program put out far more than a notebook can hold and was ended; all names are gone",
    );
    await expectAllIsWell();
  });

  it("that exits is reported as that", async () => {
    expect((await session.run("process.exit(0)")).error).toBe(
      "ProgramExit: the cell ended the program with exit code 0; all names are gone",
    );
    await expectAllIsWell();
  });
});

describe("a sandboxed cell cannot", () => {
  const notAvailable = (what: string) => `Error: ${what} is not available while grading`;

  it.each([
    ["process.kill(-1, 'SIGKILL')", "process.kill"],
    ["process.kill(0, 'SIGKILL')", "process.kill"],
    ["process.kill(process.ppid, 'SIGKILL')", "process.kill"],
    ["(process as any)._kill(-1, 9)", "process._kill"],
    [`(process as any)._debugProcess(${process.pid})`, "process._debugProcess"],
    [`(process as any)._debugEnd(${process.pid})`, "process._debugEnd"],
    ["(process as any).binding('spawn_sync')", "process.binding"],
    ["(process as any)._linkedBinding('x')", "process._linkedBinding"],
    ["(process as any)._getActiveHandles()", "process._getActiveHandles"],
    ["process.dlopen({ exports: {} }, './x.node')", "process.dlopen"],
    ["process.chdir('/')", "process.chdir"],
    ["process.abort()", "process.abort"],
    ["process.setuid(0)", "process.setuid"],
    ["process.report.writeReport()", "process.report"],
    ["await fetch('http://localhost')", "fetch"],
    ["import { symlinkSync } from 'fs';\nsymlinkSync('/etc', process.env.HOME + '/etc')", "fs.symlinkSync"],
    ["import { promises } from 'fs';\nawait promises.link('/etc/passwd', 'p')", "fs.promises.link"],
    ["import { setPriority } from 'os';\nsetPriority(1, 19)", "os.setPriority"],
    ["import * as crypto from 'crypto';\n(crypto as any).setEngine('./x.so')", "crypto.setEngine"],
  ])("call %s", async (call, what) => {
    expect((await session.run(call)).error).toBe(notAvailable(what));
    await expectAllIsWell();
  });

  it.each(
    `child_process worker_threads cluster inspector inspector/promises vm v8 module net dgram tls http https http2 dns
    dns/promises repl wasi trace_events test sqlite sea async_hooks diagnostics_channel domain tty`.split(/\s+/),
  )("import %s, neither in its source nor at run time", async (name) => {
    for (const id of [name, `node:${name}`]) {
      expect((await session.run(`import * as all from "${id}";`)).error).toBe(
        `CompileError: "${id}" cannot be imported while grading; a cell may import from "./src" and from Node`,
      );
      if (name === "worker_threads") continue;
      expect((await session.run(`const name = "${id}" as any;\nawait import(name);`)).error).toBe(notAvailable(id));
      expect((await session.run(`const name = "${id}" as any;\n(require as any)(name);`)).error).toBe(notAvailable(id));
    }
  });

  it("start a thread", async () => {
    const { error } = await session.run(
      'const name = "worker_threads";\nconst { Worker } = await import(name);\nnew Worker("1", { eval: true });',
    );
    expect(error).toBe(notAvailable("worker_threads.Worker"));
  });

  const importers = {
    "a new function": "await new Function(\"return import('node:net')\")();",
    eval: "(0, eval)(\"import('node:net')\") && (await (0, eval)(\"import('node:net')\"));",
    "a function made by Node's own code": `const make = await Promise.resolve("return import('node:net')").then(Function);
await make();`,
    "an asynchronous function": `await (async () => {}).constructor("return await import('node:net')")();`,
  };
  it.each(Object.entries(importers))("reach Node's loader by %s", async (_, source) => {
    expect((await session.run(source)).error).toBe("TypeError: A dynamic import callback was not specified.");
  });

  it("find functions of the realm in the call sites of a stack", async () => {
    const { result } = await session.run(`(Error as any).prepareStackTrace = (_, sites) => sites;
const sites: any = await new Promise((r) => setTimeout(() => r(new Error().stack), 1));
[...sites, ...(new Error().stack as any)]
  .filter((site) => !/^cell/.test(site.getFileName()))
  .every((site) => site.getFunction() === undefined && site.getThis() === undefined)`);
    expect(result).toBe("true");
  });

  it("use the realm's own pipe to open others", async () => {
    await session.run(`import { EventEmitter } from "events";
let pipe: any;
const { emit } = EventEmitter.prototype;
EventEmitter.prototype.emit = function (...event: any) {
  pipe = this;
  return emit.apply(this, event);
};`);
    const { result } =
      await session.run(`const said = (work) => { try { return work(); } catch (e) { return e.message; } };
[pipe.constructor.name, said(() => new pipe.constructor().connect(80)), said(() => pipe._handle.connect()),
  said(() => new pipe._handle.constructor(0).bind("x"))].join(" | ")`);
    const refused = "the network is not available while grading";
    expect(result).toBe(`'Socket | ${refused} | ${refused} | ${refused}'`);
  });

  it.each([
    "/etc/passwd",
    "/proc/self/environ",
    "package.json",
    "notebooks/00-start-here.ipynb",
    "notebooks/homework/source",
    "src/checks/check.ts",
    "datasets/../package.json",
    "node_modules/papaparse/../tslab/package.json",
  ])("read %s", async (path) => {
    await session.run(
      'import fs from "fs";\nconst code = (work) => { try { work(); return "READ"; } catch (e) { return e.code; } };',
    );
    const { result } = await session.run(`const path = ${JSON.stringify(path)};
[() => fs.readFileSync(path), () => fs.readdirSync(path), () => fs.openSync(path, "r"), () => fs.statSync(path),
  () => fs.readFileSync(Buffer.from(path)), () => fs.createReadStream(path) && fs.readFileSync(path),
  () => fs.copyFileSync(path, process.env.HOME + "/copy")].map(code).join()`);
    expect(result).toBe(`'${new Array(7).fill("ERR_ACCESS_DENIED").join()}'`);
    const { result: later } = await session.run("await fs.promises.readFile(path).catch((e) => e.code)");
    expect(later).toBe("'ERR_ACCESS_DENIED'");
  });

  it("write outside its folder", async () => {
    const outside = mkdtempSync(join(tmpdir(), "workbook outside "));
    await session.run(
      'import fs from "fs";\nconst code = (work) => { try { work(); return "WRITTEN"; } catch (e) { return e.code; } };',
    );
    const { result } = await session.run(`const outside = ${JSON.stringify(outside)};
[() => fs.writeFileSync(outside + "/x", "x"), () => fs.mkdirSync(outside + "/y"), () => fs.rmSync(outside, { recursive: true }),
  () => fs.writeFileSync("x.txt", ""), () => fs.appendFileSync("datasets/planar35.csv", "x"), () => fs.unlinkSync("datasets/planar35.csv"),
  () => fs.writeFileSync(process.env.HOME + "/../x", "x"), () => fs.renameSync("datasets/planar35.csv", process.env.HOME + "/x")].map(code).join()`);
    expect(result).toBe(`'${new Array(8).fill("ERR_ACCESS_DENIED").join()}'`);
    expect(existsSync(join(root, "x.txt"))).toBe(false);
    expect(existsSync(join(outside, "x"))).toBe(false);
  });

  it("see the parent's environment", async () => {
    process.env.WORKBOOK_SECRET = "secret";
    const own = new SandboxedSession(compiler);
    const { result } = await own.run(
      "Object.keys(process.env).filter((name) => !['LANG', 'TZ'].includes(name)).join()",
    );
    expect(result).toBe("'TMPDIR,TEMP,TMP,HOME,USERPROFILE'");
    delete process.env.WORKBOOK_SECRET;
    own.close();
  });

  it("connect to anything on this machine", async () => {
    let connections = 0;
    const server = createServer(() => connections++).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    await session.run(`try { await fetch("http://127.0.0.1:${port}"); } catch {}`);
    await session.run(
      'import { EventEmitter } from "events"; let pipe: any; const { emit } = EventEmitter.prototype; EventEmitter.prototype.emit = function (...event: any) { pipe = this; return emit.apply(this, event); };',
    );
    await session.run(`try { new pipe.constructor().connect(${port}, "127.0.0.1"); } catch {}`);
    await sleep(200);
    expect(connections).toBe(0);
    server.close();
  });
});

describe.skipIf(process.platform !== "linux")("on Linux, a sandboxed program", () => {
  /** Starts a realm in a process of its own, and has it loop. */
  async function loopingRealm(): Promise<{ parent: ReturnType<typeof spawn>; pids: number[] }> {
    const script = join(tmpdir(), `workbook-sandbox-parent-${process.pid}.cjs`);
    writeFileSync(
      script,
      `const { RealmProcess } = require(${JSON.stringify(join(code, "realm-process.js"))});
       const realm = new RealmProcess({ root: ${JSON.stringify(root)}, code: ${JSON.stringify(code)}, memoryMB: 200,
         sandbox: { folder: ${JSON.stringify(session.folder)} }, onReply() {}, onRawOutput() {}, onEnd() {} });
       realm.send({ type: "execute", cell: 1, code: "while (true) {}", map: [], names: [], modules: [] });
       setTimeout(() => console.log(realm.pid), 800);
       setInterval(() => {}, 1000);`,
    );
    const parent = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    const [chunk] = await once(parent.stdout as NodeJS.ReadableStream, "data");
    const child = await childOf(Number(chunk));
    return { parent, pids: [Number(chunk), ...(child ? [child] : [])] };
  }

  it("does not outlive a killed parent while it spins", async () => {
    const { parent, pids } = await loopingRealm();
    expect(pids.map(isAlive)).not.toContain(false);
    parent.kill("SIGKILL");
    await sleep(500);
    expect(pids.map(isAlive)).not.toContain(true);
  });

  it("is gone when its session is closed while it spins", async () => {
    const pid = session.realmPid as number;
    const child = await childOf(pid);
    void session.run("while (true) {}");
    await sleep(300);
    session.close();
    await sleep(300);
    expect([pid, ...(child ? [child] : [])].map(isAlive)).not.toContain(true);
  });
});
