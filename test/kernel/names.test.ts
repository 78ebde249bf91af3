import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import type { Output } from "../../src/kernel/outputs";
import { root, TestSession } from "./kernel";

const compiler = new Compiler(root);
let session: TestSession;
beforeEach(() => {
  session = new TestSession(compiler);
});
afterEach(() => session.close());
afterAll(() => compiler.close());

describe("names of earlier cells", () => {
  it("a function sees the latest value of a variable", async () => {
    expect(await session.results("let alpha = 1; function f() { return alpha; }", "alpha = 5;", "f()")).toEqual([
      undefined,
      "5",
      "5",
    ]);
  });

  it("a function sees a function, a const and a class that a later cell defines anew", async () => {
    await session.run("const k = 1; function g() { return 'old'; } class C { v = 'old'; }");
    await session.run("function f() { return [k, g(), new C().v]; }");
    await session.run("const k = 2; function g() { return 'new'; } class C { v = 'new'; }");
    expect((await session.run("f()")).result).toBe("[ 2, 'new', 'new' ]");
  });

  it("a function of the same cell sees what a later cell defines anew", async () => {
    await session.run("function g() { return 'old'; } const h = () => 'old'; function f() { return [g(), h()]; }");
    await session.run("function g() { return 'new'; } const h = () => 'new';");
    expect((await session.run("f()")).result).toBe("[ 'new', 'new' ]");
  });

  it("functions are hoisted and keep their names", async () => {
    expect((await session.run("const first = f();\nfunction f() { return f.name; }\nfirst")).result).toBe("'f'");
  });

  it("functions of earlier cells are called without a this", async () => {
    await session.run("function f(this: unknown) { return this === globalThis; }");
    expect((await session.run("f.call(undefined) === f()")).result).toBe("true");
  });

  it("stay when their cell throws, with those bound before the throw", async () => {
    const { error } = await session.run("const a = 1; function f() { return a; }\n(null as any).x;\nconst b = 2;");
    expect(error).toMatch(/^TypeError/);
    expect((await session.run("[a, f()]")).result).toBe("[ 1, 1 ]");
    expect((await session.run("b")).error).toBe("CompileError: Cannot find name 'b'.");
  });

  it("keep their earlier value and type when a cell that declares them anew throws first", async () => {
    await session.run("let a = 'text';");
    await session.run("throw new Error(); let a = 5;");
    expect((await session.run("a.length")).result).toBe("4");
  });

  it("can be declared again with another type", async () => {
    expect(await session.results("let a = 1", "let a = 'two'", "a.length")).toEqual([undefined, undefined, "3"]);
  });

  it("cannot be read before they are bound, as in JavaScript; a var can", async () => {
    const { error } = await session.run("const f = () => k;\nf();\nlet k = 2;");
    expect(error).toBe("ReferenceError: Cannot access 'k' before initialization");
    expect((await session.run("k")).error).toMatch(/^CompileError/);
    expect((await session.run("var v = 1; v")).result).toBe("1");
    expect((await session.run("var v = v + 1; v")).result).toBe("NaN");
  });

  it("a variable without a value starts as undefined each time its cell runs", async () => {
    const cell = "let count: number | undefined;\ncount = (count ?? 0) + 1;\ncount";
    expect(await session.results(cell, cell)).toEqual(["1", "1"]);
  });

  it("can be used in every position of an expression", async () => {
    await session.run("let a = 1, b = 2; const o = { a: 10, b: [20, 30] }; class Base { v = 'base'; }");
    expect((await session.run("({ a, b, c: a, ['d']: b })")).result).toBe("{ a: 1, b: 2, c: 1, d: 2 }");
    expect((await session.run("({ a, b: [b] } = o); [a, b]")).result).toBe("[ 10, 20 ]");
    expect((await session.run("[a, b] = [b, a]; a++; b += 1; [a, b]")).result).toBe("[ 21, 11 ]");
    expect((await session.run("const { a: renamed, b: [x = a] } = o; [renamed, x]")).result).toBe("[ 10, 20 ]");
    expect((await session.run("class Derived extends Base {} \n`${new Derived().v} ${typeof a}`")).result).toBe(
      "'base number'",
    );
    expect((await session.run("((a: number) => a)(7) + o.a")).result).toBe("17");
  });

  it("can be destructured from anything iterable", async () => {
    await session.run(
      "const [p, ...q] = new Set([1, 2, 3]), { x: { y = 4 }, ...rest } = { x: {} as { y?: number }, z: 5 };",
    );
    expect((await session.run("[p, q, y, rest]")).result).toBe("[ 1, [ 2, 3 ], 4, { z: 5 } ]");
  });

  it("may be declared with export, which is dropped", async () => {
    await session.run("export const a = 1;\nexport default function f() { return a; }\nexport { };");
    expect((await session.run("f()")).result).toBe("1");
  });

  it("cover enums, interfaces and types", async () => {
    await session.run("enum E { P, Q }\ninterface I { e: E }\ntype T = I[];");
    expect((await session.run("const t: T = [{ e: E.Q }]; t[0].e")).result).toBe("1");
    expect((await session.run("const u: T = [{ e: 'no' }];")).error).toBe(
      "CompileError: Type 'string' is not assignable to type 'E'.",
    );
  });

  it("may be awaited at the top level, also after a loop", async () => {
    const { result } = await session.run("let sum = 0;\nfor (const p of [1, 2]) sum += await Promise.resolve(p);\nsum");
    expect(result).toBe("3");
  });
});

it("cells that a client does not count run, too, and fail in their own words", async () => {
  const uncounted = new TestSession(compiler);
  const results: unknown[] = [];
  const sink = (output: Output) => void (output.type === "result" && results.push(output.data["text/plain"]));
  await uncounted.execute("const x = 2; x", sink, { cell: -1 });
  const { error } = await uncounted.execute("function f() { throw new RangeError(`${x}`); }\nf();", sink, { cell: -1 });
  await uncounted.execute("x + 1", sink, { cell: -1 });
  expect(results).toEqual(["2", "3"]);
  expect([error?.name, error?.message, error?.line]).toEqual(["RangeError", "2", 1]);
  uncounted.close();
});
