import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Checker } from "../../src/kernel/checker";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { code, type Ran, root } from "./kernel";
import { SandboxedSession } from "./sandboxed";

const compiler = new Compiler(root, join(code, ".."));
afterAll(() => compiler.close());

/** Passes a function that doubles 3 and leaves it at that. */
const checker: Checker = async (_, asked) => {
  const { value } = ((await asked.ask({ inputs: [3] })) ?? {}) as { value?: unknown };
  const passed = value === 6;
  return { passed, message: passed ? "right" : "wrong", bundle: { "text/plain": String(passed) } };
};

const RIGHT = "function twice(x) { return 2 * x; }";
const WRONG = "function twice(x) { return x; }";
const TEST = 'await check("hw", "q1", twice);\nawait check("hw", "q1", twice, { seed: 2027 });';
const FAILED = "CheckFailed: q1: wrong; q1: wrong";
const NOT_MADE = "the check of q1 was not made: write `await check(…)`, with the `check` that comes from ./src";
const MISSING = `CheckMissing: ${NOT_MADE}; ${NOT_MADE}`;

/** What the test cell ends with when these cells have run before it. */
async function endOf(...cells: string[]): Promise<Ran> {
  const session = new SandboxedSession(compiler, { checker });
  try {
    await session.run('import { check } from "./src";');
    for (const cell of cells) await session.run(cell, { timeoutMs: 3000 });
    return await session.run(TEST, { timeoutMs: 3000 });
  } finally {
    session.close();
  }
}

/** Something a student's cell does, and what it does to a wrong and to a right solution. */
type Tampering = [what: string, cell: string, wrong: string, right: string | undefined];

const TIMEOUT = "Timeout: the cell ran longer than its limit of 3 s and was ended; all names are gone";
const cast = "(globalThis as any)";

const tamperings: Tampering[] = [
  ["nothing", "1", FAILED, undefined],
  ["redefining Error", `${cast}.Error = class {}; ${cast}.TypeError = class {};`, FAILED, undefined],
  ["redefining console", `${cast}.console = { log() {} }; console.error = () => {};`, FAILED, undefined],
  ["redefining process.exit", "process.exit = (() => {}) as any;", FAILED, undefined],
  ["patching Math", "Math.abs = () => 0; Math.max = () => 0; Number.isFinite = () => true;", FAILED, undefined],
  [
    "patching numbers and equality",
    `Object.is = () => true; Number.prototype.valueOf = () => 6; ${cast}.Number = () => 6;`,
    FAILED,
    FAILED,
  ],
  [
    "a setter on every object",
    'Object.defineProperty(Object.prototype, "passed", { get: () => true });',
    FAILED,
    undefined,
  ],
  [
    "setters for what is sent",
    `for (const name of ["passed", "error", "cause"]) Object.defineProperty(Object.prototype, name, { get: () => undefined, set() {}, configurable: true });`,
    FAILED,
    undefined,
  ],
  ["patching lists", "Array.prototype.find = () => undefined; Array.prototype.filter = () => [];", FAILED, undefined],
  [
    "patching Promise.prototype.then for its errors",
    "const { then } = Promise.prototype; Promise.prototype.then = function (f) { return then.call(this, f, () => {}); } as any;",
    FAILED,
    undefined,
  ],
  [
    "patching the display method",
    `Object.prototype[Symbol.for("Jupyter.display")] = () => ({ "text/plain": "100" });`,
    FAILED,
    undefined,
  ],
  ["patching JSON", "JSON.stringify = () => '{}'; JSON.parse = () => ({});", FAILED, undefined],
  ["replacing the host", `${cast}[Symbol.for("workbook.host")] = { check: async () => {} };`, FAILED, undefined],
  ["replacing the host's check", `${cast}[Symbol.for("workbook.host")].check = async () => {};`, FAILED, undefined],
  [
    "patching what ./src exports",
    `const all = await import("./src"); Object.defineProperty(all, "check", { value: async () => {} });`,
    MISSING,
    MISSING,
  ],
  [
    "another host",
    `const real = Symbol.for; Symbol.for = ((name) => real(name + "!")) as any; ${cast}[real("workbook.host!")] = { check: async () => {} };`,
    MISSING,
    MISSING,
  ],
  ["redefining check", "const check = async (...any) => {};", MISSING, MISSING],
  ["a check that never asks", `const check = (...any) => new Promise(() => {});`, TIMEOUT, TIMEOUT],
  ["printing what a right solution prints", 'console.log("✓ q1: right");', FAILED, undefined],
];

describe("a graded cell", () => {
  it.each(tamperings)("is worth what the function is worth, or nothing: %s", async (_, cell, wrong, right) => {
    expect((await endOf(WRONG, cell)).error).toBe(wrong);
    expect((await endOf(RIGHT, cell)).error).toBe(right);
  });

  it("is an error as long as the function is not there", async () => {
    expect((await endOf("")).error).toBe("CompileError: Cannot find name 'twice'.");
    expect((await endOf("function twice(x) { throw new Error('write your code here'); }")).error).toBe(FAILED);
  });

  it("keeps its error when code that goes on clears the outputs later", async () => {
    const outputs: string[] = [];
    const session = new SandboxedSession(compiler, { checker });
    await session.run('import { check, clear } from "./src";');
    await session.run(WRONG);
    await session.run("setInterval(() => clear(), 1);");
    await session.execute(TEST, (output) => outputs.push(output.type));
    await session.settle();
    const after = outputs.slice(outputs.lastIndexOf("error") + 1);
    expect(outputs).toContain("error");
    expect(after).not.toContain("clear");
    session.close();
  });

  it("gets no result, which could read as points, when code that goes on sends one later", async () => {
    const outputs: string[] = [];
    const session = new SandboxedSession(compiler, { checker });
    await session.run('import { check } from "./src";');
    await session.run(FORGE);
    await session.run(RIGHT);
    await session.run(`const later = '{"type":"result","data":{"text/plain":"100"},"metadata":{}}';
setTimeout(() => { for (let n = 1; n < 50; n++) try { forge(n, later); } catch {} }, 300);`);
    await session.execute(TEST, (output) => outputs.push(output.type));
    await session.settle();
    expect(outputs).toEqual(["display", "display"]);
    session.close();
  });
});

/** In a cell: sends frames of its own making. */
const FORGE = `import { writeSync } from "fs";
function forge(number: number, text: string) {
  const bytes = Buffer.from(text);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(bytes.length, 0);
  header.writeUInt32BE(number, 4);
  writeSync(4, Buffer.concat([header, bytes]));
}`;

/** Number of the frame that comes next, once so many cells without output have run. */
const next = (cells: number) => 2 + cells;

describe("a forged message", () => {
  const forged: [what: string, cell: string, wrong: string | RegExp][] = [
    ["that the cell is done", `forge(${next(4)}, '{"type":"done","cell":5,"bound":[]}');`, /CheckMissing/],
    [
      "a check that was not asked for",
      `forge(${next(4)}, '{"type":"check","check":77,"request":{"assignment":"hw","exercise":"q2","options":{}}}'); forge(${next(5)}, '{"type":"answer","question":1,"answer":{"value":6}}'); forge(${next(6)}, '{"type":"done","cell":5,"bound":[]}');`,
      /CheckMissing/,
    ],
    ["of no type", `forge(${next(4)}, '{}');`, /sent a message of type undefined and was ended/],
    ["with a wrong number", 'forge(99, \'{"type":"clear"}\');', /sent frame 99 after frame \d and was ended/],
    ["that is not JSON", `forge(${next(4)}, "{]");`, /sent a frame that is not JSON and was ended/],
    [
      "that is deep",
      `forge(${next(4)}, '{"type":"answer","question":1,"answer":' + "[".repeat(1e6) + "]".repeat(1e6) + "}");`,
      /nested more than 64 deep and was ended/,
    ],
    [
      "of an error in a line that no cell has",
      `forge(${next(4)}, '{"type":"done","cell":5,"bound":[],"error":{"name":"E","message":"m","frames":[{"function":"","place":5,"line":900,"column":1000000000}]}}');`,
      /^E: m$/,
    ],
  ];
  it.each(forged)("gains nothing, and the session goes on: %s", async (_, forgery, expected) => {
    const session = new SandboxedSession(compiler, { checker });
    await session.run('import { check } from "./src";');
    await session.run(WRONG);
    await session.run(FORGE);
    await session.run("undefined");
    const { error } = await session.run(`${forgery}\n${TEST}`, { timeoutMs: 5000 });
    expect(error).toMatch(expected);
    await session.run("1");
    expect((await session.run("1 + 1")).result).toBe("2");
    session.close();
  });

  it("for a later cell ends the program, and not that cell", async () => {
    const session = new SandboxedSession(compiler, { checker });
    await session.run(FORGE);
    const { error } = await session.run(`forge(${next(1)}, '{"type":"done","cell":3,"bound":[]}'); undefined`);
    expect(error).toBe("ProgramExit: the program sent frame 3 after frame 3 and was ended; all names are gone");
    expect((await session.run("1 + 1")).result).toBe("2");
    session.close();
  });
});
