import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { smallRepository, TestSession } from "./kernel";

const repository = smallRepository({
  "src/index.ts": 'export * from "./engine/sizes";\n',
  "src/engine/sizes.ts":
    "interface Gone {}\nexport const sizes: number[] = [2, 3, 1];\nexport type Sizes = typeof sizes;\n",
});
const compiler = new Compiler(repository.root);
afterAll(() => compiler.close());

const compile = (source: string, declarations = "") => compiler.compile(declarations, source);
const declarationsAfter = (source: string) => compile(source).cell?.declarations(["a", "b"]);

describe("the compiler", () => {
  it("works in a folder with spaces, whose files are known by their paths in it", () => {
    expect(repository.root).toContain(" ");
    expect(compile('import { sizes } from "./src";\nsizes').mistakes).toBeUndefined();
    const { modules } = compiler.modulesSince(0);
    expect(modules.map(({ source }) => source).sort()).toEqual(["src/engine/sizes.ts", "src/index.ts"]);
    for (const { path, source } of modules) expect(path).toBe(`${compiler.root}/${source.replace(".ts", ".js")}`);
  });

  it("gives each session all modules, and later only what is new", () => {
    const { modules, version } = compiler.modulesSince(0);
    expect(modules).toHaveLength(2);
    expect(compiler.modulesSince(version)).toEqual({ modules: [], version });
    repository.write("src/more.ts", "export const more = 1;\n");
    compile('import { more } from "./src/more";');
    expect(compiler.modulesSince(version).modules.map(({ source }) => source)).toEqual(["src/more.ts"]);
  });

  it("compiles the same cell after the same declarations only once", () => {
    const first = compile("const a = 1;");
    expect(compile("const a = 1;")).toBe(first);
    expect(compile("const a = 2;")).not.toBe(first);
    expect(compile("const a = 1;", "declare const b: number;")).not.toBe(first);
    expect(compile("const a = 1;")).toBe(first);
  });

  it("does not keep what it refused, nor a cell whose modules have changed since", () => {
    const refused = compile('import { later } from "./src/later";');
    expect(refused.mistakes?.[0].message).toMatch(/^Cannot find module '.\/src\/later'/);
    repository.write("src/later.ts", "export const later = 1;\n");
    const accepted = compile('import { later } from "./src/later";');
    expect(accepted.mistakes).toBeUndefined();
    repository.write("src/later.ts", "export const renamed = 1;\n");
    expect(compile('import { later } from "./src/later";').mistakes?.[0].message).toBe(
      "Module '\"./src/later\"' has no exported member 'later'.",
    );
  });

  it("names the values a cell declares, and tells later cells of those that were bound, types too", () => {
    const source =
      "const a = 1, b = 'two';\nfunction f(x: number) { return x; }\nclass C {}\nenum E { P }\ninterface I { i: 1 }";
    expect(compile(source).cell?.names.sort()).toEqual(["C", "E", "a", "b", "f"]);
    const declarations = declarationsAfter(source) ?? "";
    expect(declarations).toContain('declare const b = "two"');
    expect(declarations).toContain("interface I");
    expect(declarations).not.toContain("function f");
  });

  it("says of a mistake where it is, from line 1 and column 1, and TypeScript's number", () => {
    expect(compile("// first\n  let n: number = 'text';").mistakes).toEqual([
      {
        file: undefined,
        line: 2,
        column: 7,
        endLine: 2,
        endColumn: 8,
        code: 2322,
        message: "Type 'string' is not assignable to type 'number'.",
      },
    ]);
  });

  it("names the file when the mistake is in one, and accepts the cell once it is mended", () => {
    repository.write("src/broken.ts", "export const ok = 1;\nexport const n: number = 'text';\n");
    const [mistake] = compile('import { n } from "./src/broken";').mistakes ?? [];
    expect(mistake).toMatchObject({ file: "src/broken.ts", line: 2, column: 14, code: 2322 });
    repository.write("src/broken.ts", "export const n: number = 5;\n");
    expect(compile('import { n } from "./src/broken";').mistakes).toBeUndefined();
  });

  it("serves two notebooks at once: both get ./src, neither sees the other's names", async () => {
    const [one, two] = [new TestSession(compiler), new TestSession(compiler)];
    const results = await Promise.all(
      [one, two].map((session, s) =>
        session.results(
          `import { sizes } from "./src";\nconst mine = ${s};`,
          "[mine, sizes.length]",
          `const only${s} = 1;`,
        ),
      ),
    );
    expect(results).toEqual([
      [undefined, "[ 0, 3 ]", undefined],
      [undefined, "[ 1, 3 ]", undefined],
    ]);
    expect((await one.run("only1")).error).toBe("CompileError: Cannot find name 'only1'. Did you mean 'only0'?");
    one.close();
    two.close();
  });

  it("takes a file from the build when it is of the same text, and else compiles it", async () => {
    const own = smallRepository({ "src/a.ts": "export const a = 'source';\n" });
    const map = { version: 3, sources: ["a.ts"], mappings: "AAAA", sourcesContent: ["export const a = 'source';\n"] };
    const base64 = Buffer.from(JSON.stringify(map)).toString("base64");
    const comment = `//# sourceMappingURL=data:application/json;charset=utf-8;base64,${base64}`;
    writeFileSync(join(own.root, "a.js"), `exports.a = "build";\n${comment}\n`);
    const withBuild = new Compiler(own.root, own.root);
    const session = new TestSession(withBuild);
    expect((await session.run('import { a } from "./src/a";\na')).result).toBe("'build'");
    own.write("src/a.ts", "export const a = 'edited';\n");
    expect((await session.run("a")).result).toBe("'edited'");
    session.close();
    withBuild.close();
  });
});

describe("a cell that would keep the compiler busy for hours", () => {
  const types = `type F<A extends any[]> = A extends [infer H, ...infer T] ? F<T> & { [K in keyof F<T>]: [H, A, K] } : {};
${Array.from({ length: 400 }, (_, i) => `let a${i}: F<[${i}, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, ${i}]> = 1 as any;`).join("\n")}`;

  it("is given up after its time, and the next one is compiled", () => {
    const own = new Compiler(repository.root);
    own.compile("", "1");
    expect(own.compile("", types, { timeoutMs: 500 }).mistakes).toMatchObject([
      { message: "the compiler itself failed: it was not done after 0.5 s" },
    ]);
    expect(own.compile("", "const x: number = 1;", { timeoutMs: 30_000 }).cell?.names).toEqual(["x"]);
    expect(own.compile("", "const x: number = '';", { timeoutMs: 30_000 }).mistakes).toMatchObject([
      { message: "Type 'string' is not assignable to type 'number'." },
    ]);
    own.close();
  });
});
