import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { code, root, TestSession } from "./kernel";

const compiler = new Compiler(root);
const session = new TestSession(compiler);
afterAll(() => {
  session.close();
  compiler.close();
});

describe("a cell's surroundings", () => {
  it("are the repository's root: ./src, datasets/ and its packages", async () => {
    expect((await session.run("process.cwd()")).result).toBe(`'${root}'`);
    const { result } = await session.run(
      'import { readFileSync } from "fs";\nreadFileSync("datasets/planar35.csv", "utf8").split("\\n")[1]',
    );
    expect(result).toBe("'0.4,4.1,0'");
    expect((await session.run('import { parse } from "papaparse";\ntypeof parse')).result).toBe("'function'");
  });

  it("are TypeScript 5.0.4, not strict: an untyped parameter is fine, a wrong type is not", async () => {
    expect((await session.run("function twice(x) { return 2 * x; }\ntwice(3)")).result).toBe("6");
    expect((await session.run("const n: number = null; n")).result).toBe("null");
    expect((await session.run("const s: string = 3;")).error).toBe(
      "CompileError: Type 'number' is not assignable to type 'string'.",
    );
    expect(compiler.typescript.version).toBe("5.0.4");
  });

  it("are quiet: Node's warnings do not reach a cell's output", async () => {
    const { outputs } = await session.run("process.emitWarning('experimental'); new Buffer(1); undefined");
    expect(outputs).toEqual([]);
  });

  it("are each session's own, also its globals", async () => {
    const other = new TestSession(compiler);
    await session.run("const mine = 1; (globalThis as any).shared = 2;");
    expect((await other.run("mine")).error).toBe("CompileError: Cannot find name 'mine'.");
    expect((await other.run("(globalThis as any).shared")).outputs).toEqual([]);
    other.close();
  });

  it("see imported modules once: two cells that import the same file share its state", async () => {
    await session.run('import { asBundle } from "./src/display";');
    const { result } = await session.run('import { asBundle as again } from "./src/display";\nagain === asBundle');
    expect(result).toBe("true");
  });
});

describe("the compiler", () => {
  it("watches no files: a program that forgets to close it ends all the same", () => {
    const compiled = join(code, "compiler", "compiler.js");
    const program = `new (require(${JSON.stringify(compiled)}).Compiler)(${JSON.stringify(root)}).compile("", "1 + 1")`;
    const { status, stderr } = spawnSync(process.execPath, ["-e", program], { timeout: 20_000, encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
  });

  it("gives an imported file the same JavaScript from the build as without one", async () => {
    const built = new Compiler(root, join(code, ".."));
    const cell = 'import { matrix } from "./src/engine/matrix-constructors";';
    built.compile("", cell);
    compiler.compile("", cell);
    const text = (of: Compiler) =>
      of.modulesSince(0).modules.find(({ source }) => source === "src/engine/matrix.ts") as {
        code: string;
        map: unknown;
      };
    expect(text(built).code.trim()).toBe(text(compiler).code.trim());
    expect(text(built).map).toEqual(text(compiler).map);
    expect(readFileSync(join(code, "..", "engine", "matrix.js"), "utf8")).toContain(text(built).code.trim());
    built.close();
  });
});
