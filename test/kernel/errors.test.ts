import { afterAll, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { plainTraceback, root, sleep, TestSession } from "./kernel";

const compiler = new Compiler(root);
const session = new TestSession(compiler);
afterAll(() => {
  session.close();
  compiler.close();
});

describe("an error", () => {
  it("shows name, message, the line of the cell and the calls that led there", async () => {
    const own = new TestSession(compiler);
    await own.run("function check(x: number) {\n  if (x < 0) throw new RangeError(`negative: ${x}`);\n}");
    const ran = await own.run("\n// a comment\nconst x = -1;\ncheck(x);");
    own.close();
    expect(ran.error).toBe("RangeError: negative: -1");
    expect(ran.outcome.error?.line).toBe(4);
    expect(plainTraceback(ran)).toBe(
      [
        "RangeError: negative: -1",
        "",
        "cell [1], line 2",
        "  1 | function check(x: number) {",
        "> 2 |   if (x < 0) throw new RangeError(`negative: ${x}`);",
        "    |                    ^",
        "  3 | }",
        "",
        "    at check (cell [1], line 2)",
        "    at cell [2], line 4",
      ].join("\n"),
    );
  });

  it("in a long cell is marked on the right line, after types and interfaces that leave no JavaScript", async () => {
    const ran = await session.run(
      "interface A { x: number }\ntype B = A | null;\nconst b: B = null;\n\nenum E { P }\nconst s =\n  (b as unknown as A).x;",
    );
    expect(ran.outcome.error?.line).toBe(7);
  });

  it("tells its causes", async () => {
    const ran = await session.run("throw new Error('outer', { cause: new TypeError('inner') })");
    expect(plainTraceback(ran)).toContain("caused by\nTypeError: inner");
  });

  it("may be anything that is thrown", async () => {
    expect((await session.run("throw 5")).error).toBe("Thrown: 5");
    expect((await session.run("throw { a: 1 }")).error).toBe("Thrown: { a: 1 }");
    expect((await session.run("throw undefined")).error).toBe("Thrown: undefined");
    expect((await session.run("throw { get message() { throw 1 } }")).error).toBe("Thrown: { message: [Getter] }");
  });

  it("printed by the cell itself names cells and lines, no internals", async () => {
    const own = new TestSession(compiler);
    const { printed } = await own.run("function f() {\n  return new Error('kept').stack;\n}\nconsole.log(f())");
    own.close();
    expect(printed).toBe("Error: kept\n    at f (cell [1], line 2)\n    at cell [1], line 4\n");
  });

  it("of the compiler shows each mistake with its place, and nothing has run", async () => {
    const own = new TestSession(compiler);
    const ran = await own.run("console.log('ran');\nlet n: number = 'text';\nn.foo();");
    own.close();
    expect(ran.printed).toBe("");
    expect(ran.outcome.error?.line).toBe(2);
    expect(plainTraceback(ran)).toBe(
      [
        "CompileError: the cell was not run",
        "",
        "cell [1], line 2: Type 'string' is not assignable to type 'number'. (TS2322)",
        "  1 | console.log('ran');",
        "> 2 | let n: number = 'text';",
        "    |     ^",
        "  3 | n.foo();",
        "",
        "cell [1], line 3: Property 'foo' does not exist on type 'number'. (TS2339)",
        "  1 | console.log('ran');",
        "  2 | let n: number = 'text';",
        "> 3 | n.foo();",
        "    |   ^^^",
      ].join("\n"),
    );
  });

  it("of syntax at the end of a cell points at its last line", async () => {
    const ran = await session.run("const list = [1,\n  2");
    expect(ran.outcome.error?.line).toBe(2);
  });

  it("of a promise that nobody awaits fails the cell it came from", async () => {
    expect((await session.run("Promise.reject(new Error('lost')); 5")).error).toBe("Error: lost");
  });

  it("of a promise that nobody awaits lets its cell go on to its end", async () => {
    const ran = await session.run(
      "Promise.reject(new Error('lost'));\nawait new Promise((r) => setTimeout(r, 20));\nconst kept = 7;",
    );
    expect(ran.error).toBe("Error: lost");
    expect((await session.run("kept")).result).toBe("7");
  });

  it("of an earlier cell's timer does not fail the cell that runs", async () => {
    await session.run("setTimeout(() => { throw new Error('from before') }, 30); 1");
    const ran = await session.run("await new Promise((r) => setTimeout(r, 80));\nconsole.log('whole')");
    expect([ran.outcome.status, ran.printed]).toEqual(["ok", "whole\n"]);
    const [late] = (await session.run("2")).outcome.late;
    expect(late).toMatch(/from before/);
  });

  it("of a recursion without end shows its line once", async () => {
    const traceback = plainTraceback(await session.run("function deep(): number {\n  return 1 + deep();\n}\ndeep()"));
    expect(traceback).toMatch(/RangeError: Maximum call stack size exceeded/);
    expect(traceback.match(/at deep/g)).toHaveLength(1);
    expect(traceback).toMatch(/… and the same \d+ times more/);
  });

  it("that comes after its cell is told with the next one, which still runs", async () => {
    await session.run("setTimeout(() => { throw new Error('late') }, 5);");
    await sleep(50);
    const { printed, result } = await session.run("1 + 1");
    expect(printed).toMatch(/^After cell \[\d+\] had ended:\n.*late/s);
    expect(result).toBe("2");
  });
});
