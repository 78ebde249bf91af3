import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { CheckedFiles } from "../../src/kernel/compiler/checked-files";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { smallRepository } from "./kernel";

const compilers: Compiler[] = [];
afterEach(() => {
  for (const compiler of compilers.splice(0)) compiler.close();
});

const folder = () => mkdtempSync(join(tmpdir(), "checked "));
const file = (fileName: string, text: string) => ({ fileName, text });

describe("files that were found right", () => {
  it("are known again by their texts, also to the next kernel", () => {
    const built = folder();
    const files = [file("/a.ts", "1"), file("/b.ts", "2")];
    expect(new CheckedFiles(built).cover(files)).toBe(false);
    new CheckedFiles(built).add(files);
    expect(new CheckedFiles(built).cover(files)).toBe(true);
    expect(new CheckedFiles(built).cover([files[0], file("/b.ts", "3")])).toBe(false);
    expect(new CheckedFiles(built).cover([...files, file("/c.ts", "")])).toBe(false);
  });

  it("are checked once more when what is kept of them is damaged", () => {
    const built = folder();
    writeFileSync(join(built, "checked.json"), "{");
    expect(new CheckedFiles(built).cover([file("/a.ts", "1")])).toBe(false);
  });

  /** What is wrong with a cell that imports a file, in a kernel of its own. */
  function mistakes(root: string, built: string): (string | undefined)[] | undefined {
    const compiler = new Compiler(root, built);
    compilers.push(compiler);
    return compiler.compile("", 'import { twice } from "./src/twice";').mistakes?.map(({ message }) => message);
  }

  it("an edit is seen by the kernel that runs and by the next, in a file that is imported by another, too", () => {
    const built = folder();
    const right = "export const two: number = 2;";
    const repository = smallRepository({
      "src/two.ts": right,
      "src/twice.ts": 'import { two } from "./two";\nexport const twice = (x: number): number => two * x;',
    });
    expect(mistakes(repository.root, built)).toBeUndefined();
    expect(Object.keys(JSON.parse(readFileSync(join(built, "checked.json"), "utf8")))).toHaveLength(2);
    repository.write("src/two.ts", 'export const two: number = "2";');
    const wrong = ["Type 'string' is not assignable to type 'number'."];
    expect(mistakes(repository.root, built)).toEqual(wrong);
    expect(mistakes(repository.root, built)).toEqual(wrong);
    repository.write("src/two.ts", 'export const two = "2";');
    expect(mistakes(repository.root, built)?.[0]).toMatch(/left-hand side of an arithmetic operation/);
    repository.write("src/two.ts", right);
    expect(mistakes(repository.root, built)).toBeUndefined();
  });
});
