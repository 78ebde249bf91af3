import { afterAll, describe, expect, it } from "vitest";
import { checkCalls } from "../../src/kernel/compiler/check-calls";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { outsideNames } from "../../src/kernel/compiler/outside-names";
import { root } from "./kernel";

const compiler = new Compiler(root);
afterAll(() => compiler.close());
const ts = compiler.typescript;

/** What the function under check in the last of these cells uses from outside. */
function names(...sources: string[]): string[] | undefined {
  const cells = [...sources, 'await check("hw", "q", f)'].map((source, i) => ({ cell: i + 1, source }));
  const found = outsideNames(ts, cells, checkCalls(ts, cells[cells.length - 1].source)[0].answer);
  return found?.map(
    ({ name, what, cell, line, module }) => `${name} ${what} [${cell}]:${line}${module ? ` ${module}` : ""}`,
  );
}

describe("names from outside that are variables", () => {
  const cases: Record<string, [string[], string[]]> = {
    "a let": [["let W = 1;", "function f() {\n  return W;\n}"], ["W variable [2]:2"]],
    "a const with a computed value": [["const W = Math.sqrt(2);\nconst f = () => W;"], ["W variable [1]:2"]],
    "one that is only written": [["let cost;", "function f(x) { cost = x; }"], ["cost variable [2]:1"]],
    "one in a shorthand property": [["let W = 1;", "const f = () => ({ W });"], ["W variable [2]:1"]],
    "one that a called function uses": [
      ["let W = 1;", "const g = () => W;", "function f() { return g(); }"],
      ["W variable [2]:1"],
    ],
    "one from a destructuring": [
      ["const { X } = { X: 1 };", "const f = function () { return X; }"],
      ["X variable [2]:1"],
    ],
    "one in a default value": [["let a = 1;", "function f(x = a) { return x; }"], ["a variable [2]:1"]],
    "one beside a local of another scope": [
      ["let W = 1;", "function f() { { let W = 2; } return W; }"],
      ["W variable [2]:1"],
    ],
    globalThis: [["function f() { return globalThis.W; }"], ["globalThis escape [1]:1"]],
    "an import": [
      ['import { forward as g } from "./src";', "function f() { return g(); }"],
      ["forward import [2]:1 ./src"],
    ],
    "an import that is called": [
      ['async function f() { return (await import("./src")).train; }'],
      ["import escape [1]:1"],
    ],
    "a property given to a function": [
      ["function memo() {}\nmemo.loss = 1;", "function f() { return memo.loss; }"],
      ["memo.loss variable [2]:1"],
    ],
    "a property given to a built-in": [
      ["(Math as any).t = 1;", "function f() { return (Math as any).t + (Math as any)['u']; }"],
      ["Math.t variable [2]:1", "Math.u variable [2]:1"],
    ],
    "a computed property": [["function f(k) { return Math[k]; }"], ["Math[…] variable [1]:1"]],
    "a built-in under another name": [["function f() { const m = Math; return m.pi; }"], ["Math escape [1]:1"]],
    "a module": [['import * as e from "./src";\nfunction f() { return e.train; }'], ["e import [1]:2 ./src"]],
  };
  for (const [what, [cells, expected]] of Object.entries(cases))
    it(what, () => expect(names(...cells)).toEqual(expected));
});

describe("names that are none", () => {
  const cases: Record<string, string[]> = {
    "arguments and locals": [
      "function f(a, { b, c: [d] }, ...e) { let g = a; for (const h of e) g += h; return b + d + g; }",
    ],
    "built-ins": ["function f(x) { return Math.sqrt(x) + Number.MAX_VALUE + Array.from([1]).length; }"],
    "functions, and a function's own name": [
      "const g = (x) => x;",
      "const f = function again(n) { return n ? again(n - 1) : g(n); }",
    ],
    "constants with a literal value": [
      "const EPS = -1e-9 as number, NAME = 'x';",
      "function f() { return EPS + NAME; }",
    ],
    "properties, labels and keys": ["let W = 1, a = 2;", "function f(o) { a: for (;;) break a; return { W: o.W }; }"],
    types: ["let W = 1; interface P { W: number }", "function f(p: P): P { const q = p as P; return q; }"],
    "static members of a class": ["class G { static x = 1 }", "function f() { return G.x + G.name.length; }"],
    classes: ["class G { x = 1 }", "function f() { return new G(); }"],
  };
  for (const [what, cells] of Object.entries(cases)) it(what, () => expect(names(...cells)).toEqual([]));
});

it("the later of two declarations counts", () => {
  expect(names("let W = 1;", "function f() { return W; }", "function f() { return 1; }")).toEqual([]);
});

it("a function that no cell declares is not known", () => expect(names("let g = 1;")).toBeUndefined());

it("a function written into the call itself is looked at there", () => {
  const source = 'await check("hw", "q", (x) => x + W)';
  const cells = [
    { cell: 1, source: "let W = 1;" },
    { cell: 2, source },
  ];
  const [{ answer }] = checkCalls(ts, source);
  expect(outsideNames(ts, cells, answer)?.map(({ name, cell }) => `${name} [${cell}]`)).toEqual(["W [2]"]);
});

it("calls of check are read with their literal options; others are not calls of it", () => {
  const source = 'await check("a", `b`, f, { seed: 7, x: y }); other.check("a", "c", f); check(name, "d", f);';
  const calls = checkCalls(ts, source).map(({ answer, ...call }) => call);
  expect(calls).toEqual([{ assignment: "a", exercise: "b", options: { seed: 7 } }]);
});
