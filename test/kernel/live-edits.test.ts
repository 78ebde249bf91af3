import { afterAll, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { plainTraceback, smallRepository, TestSession } from "./kernel";

const repository = smallRepository({
  "src/index.ts": 'export * from "./middle";\nexport { base } from "./engine/base";\n',
  "src/middle.ts":
    'import { base } from "./engine/base";\nexport function twice(): number {\n  return 2 * base();\n}\n',
  "src/engine/base.ts": "export function base(): number {\n  return 1;\n}\nexport const loads = { count: 1 };\n",
});
const compiler = new Compiler(repository.root);
const session = new TestSession(compiler);
afterAll(() => {
  session.close();
  compiler.close();
});
const writeBase = (value: string) =>
  repository.write("src/engine/base.ts", `export function base(): number {\n  return ${value};\n}\n`);

describe("an edit of src/", () => {
  it("is seen by the next cell, two re-exports deep, without importing again", async () => {
    await session.run('import { twice } from "./src";\nfunction f() { return twice(); }');
    expect((await session.run("[twice(), f()]")).result).toBe("[ 2, 2 ]");
    writeBase("21");
    expect((await session.run("[twice(), f()]")).result).toBe("[ 42, 42 ]");
  });

  it("leaves a name alone that a cell has bound to something else since", async () => {
    await session.run('import { base } from "./src";');
    await session.run("const base = () => 'mine';");
    writeBase("5");
    expect((await session.run("[base(), twice()]")).result).toBe("[ 'mine', 10 ]");
  });

  it("with a type error stops the next cell and says where; mended, the cell runs", async () => {
    writeBase("'text'");
    const ran = await session.run("twice()");
    expect(ran.error).toBe(
      "CompileError: src/engine/base.ts, line 2: Type 'string' is not assignable to type 'number'.",
    );
    expect(plainTraceback(ran)).toContain("src/engine/base.ts, line 2: Type 'string' is not assignable");
    writeBase("6");
    expect((await session.run("twice()")).result).toBe("12");
  });

  it("that adds a file which a cell could not find before is seen", async () => {
    expect((await session.run('import { late } from "./src/late";\nlate')).error).toMatch(/Cannot find module/);
    repository.write("src/late.ts", "export const late = 'found';\n");
    expect((await session.run('import { late } from "./src/late";\nlate')).result).toBe("'found'");
  });

  it("is compiled once for all sessions of a compiler, and a new session gets it", async () => {
    const other = new TestSession(compiler);
    expect((await other.run('import { twice } from "./src";\ntwice()')).result).toBe("12");
    other.close();
  });

  it("shows in stack frames by its own lines", async () => {
    repository.write(
      "src/thrower.ts",
      "interface Gone {\n  a: number;\n}\nexport function thrower(_: Gone): never {\n  throw new Error('here');\n}\n",
    );
    const own = new TestSession(compiler);
    const ran = await own.run('import { thrower } from "./src/thrower";\nthrower({ a: 1 });');
    expect(plainTraceback(ran)).toBe(
      [
        "Error: here",
        "",
        "cell [1], line 2",
        '  1 | import { thrower } from "./src/thrower";',
        "> 2 | thrower({ a: 1 });",
        "    | ^",
        "",
        "    at thrower (src/thrower.ts:5)",
        "    at cell [1], line 2",
      ].join("\n"),
    );
    own.close();
  });
});
