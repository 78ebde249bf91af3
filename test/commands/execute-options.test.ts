import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ExecuteOptions, parseExecuteOptions, USAGE } from "../../src/commands/execute-options";

const cwd = realpathSync(mkdtempSync(join(tmpdir(), "workbook options ")));
const outside = realpathSync(mkdtempSync(join(tmpdir(), "workbook options elsewhere ")));
mkdirSync(join(cwd, "sub", "folder.ipynb"), { recursive: true });
mkdirSync(join(cwd, ".ipynb_checkpoints"));
for (const file of ["b.ipynb", "a.ipynb", "c.txt", "sub/a.ipynb", "sub/d.ipynb", ".ipynb_checkpoints/a.ipynb"]) {
  writeFileSync(join(cwd, file), "");
}

const parse = (...args: string[]): ExecuteOptions => parseExecuteOptions(args, cwd);
const names = (...args: string[]) => parse(...args).files.map(({ name }) => name);

/** The message with which a command line is refused. */
function refusal(...args: string[]): string {
  try {
    parse(...args);
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return "was accepted";
}

describe("the command line of execute", () => {
  it("has defaults for all but the files", () => {
    expect(parse("a.ipynb")).toEqual({
      files: [{ name: "a.ipynb", path: join(cwd, "a.ipynb") }],
      output: undefined,
      update: false,
      check: false,
      html: false,
      junit: undefined,
      shard: undefined,
      set: new Map(),
      timeoutMs: 300_000,
      memoryMB: 2048,
      jobs: availableParallelism(),
    });
  });

  it("takes options before, between and after files, with and without =", () => {
    const options = parse(
      "--timeout=2.5",
      "a.ipynb",
      "--memory",
      "64",
      "b.ipynb",
      "--jobs=3",
      "--output",
      "o",
      "--check",
    );
    expect(options).toMatchObject({ timeoutMs: 2500, memoryMB: 64, jobs: 3, output: join(cwd, "o"), check: true });
    expect(options.files).toHaveLength(2);
    expect(parse("a.ipynb", "--update").update).toBe(true);
  });

  it("takes a file for the report from the folder it was called in, and pages with a folder to write to", () => {
    expect(parse("a.ipynb", "--junit", "out/report.xml").junit).toBe(join(cwd, "out", "report.xml"));
    expect(parse("a.ipynb", "--output", "o", "--html").html).toBe(true);
  });

  it("takes one part of the files, which may be none", () => {
    const shards = ["0/3", "1/3", "2/3"].map((shard) => names("a.ipynb", "b.ipynb", "--shard", shard));
    expect(shards).toEqual([["a.ipynb"], ["b.ipynb"], []]);
  });

  it("takes any number of --set, whose values may hold = and be empty", () => {
    const { set } = parse("a.ipynb", "--set", "alpha=0.5", "--set=text=a=b c", "--set", "none=");
    expect([...set]).toEqual([
      ["alpha", "0.5"],
      ["text", "a=b c"],
      ["none", ""],
    ]);
  });

  it("names files as seen from the folder they are looked for in, others by their whole path", () => {
    expect(names("sub/../a.ipynb", join(cwd, "sub", "d.ipynb"), join(outside, "e.ipynb"))).toEqual([
      "a.ipynb",
      join("sub", "d.ipynb"),
      join(outside, "e.ipynb"),
    ]);
  });

  it("replaces a pattern by the files it stands for, in order, without folders and hidden copies", () => {
    expect(names("*.ipynb")).toEqual(["a.ipynb", "b.ipynb"]);
    expect(names("**/*.ipynb")).toEqual(["a.ipynb", "b.ipynb", join("sub", "a.ipynb"), join("sub", "d.ipynb")]);
    expect(names("sub\\*.ipynb")).toEqual([join("sub", "a.ipynb"), join("sub", "d.ipynb")]);
    expect(names(`${cwd}/sub/d*`)).toEqual([join("sub", "d.ipynb")]);
  });

  it("takes a file once that is named twice", () => {
    expect(names("b.ipynb", "*.ipynb", "./b.ipynb")).toEqual(["b.ipynb", "a.ipynb"]);
  });
});

describe("a command line is refused", () => {
  it.each([
    [[], "no notebook given; npm run execute -- notebooks/*.ipynb"],
    [["nothing*.ipynb"], "nothing*.ipynb: no file matches"],
    [["a.ipynb", "--set", "alpha"], "--set alpha: expected name=value"],
    [["a.ipynb", "--set", "=5"], "--set =5: expected name=value"],
    [["a.ipynb", "--timeout", "0"], "--timeout 0: expected a number above 0 and below 1000000"],
    [["a.ipynb", "--timeout", "-1"], undefined],
    [["a.ipynb", "--timeout=-1"], "--timeout -1: expected a number above 0 and below 1000000"],
    [["a.ipynb", "--timeout", "1e6"], "--timeout 1e6: expected a number above 0 and below 1000000"],
    [["a.ipynb", "--timeout", "5s"], "--timeout 5s: expected a number above 0 and below 1000000"],
    [["a.ipynb", "--memory", "63"], "--memory 63: expected a whole number from 64"],
    [["a.ipynb", "--memory", "2GB"], "--memory 2GB: expected a whole number from 64"],
    [["a.ipynb", "--jobs", "0"], "--jobs 0: expected a whole number from 1"],
    [["a.ipynb", "--jobs", "1.5"], "--jobs 1.5: expected a whole number from 1"],
    [["a.ipynb", "--jobs", ""], "--jobs : expected a whole number from 1"],
    [["a.ipynb", "--html"], "--html: needs --output DIR, the folder that the pages are written to"],
    [["a.ipynb", "--html", "--update"], "--html: needs --output DIR, the folder that the pages are written to"],
    [["a.ipynb", "--junit", "sub"], `--junit ${join(cwd, "sub")}: is a folder`],
    [["a.ipynb", "--junit", "./a.ipynb"], "--junit: a.ipynb would be overwritten; name another file"],
    ...["4/4", "1", "-0/2", "a/b", "0/0", "1/2/3", "0.5/2", "", "0/99999"].map((text): [string[], string] => [
      ["a.ipynb", `--shard=${text}`],
      `--shard ${text}: expected i/n, i from 0 and less than n, as in --shard 0/4`,
    ]),
    [["a.ipynb", "--update", "--output", "o"], "--update and --output: give one of them"],
    [["a.ipynb", "--update", "--check"], "--update and --check: give one of them"],
    [["a.ipynb", "--update", "--set", "a=1"], "--update and --set: the notebook itself would be changed; use --output"],
    [["a.ipynb", "--output", "c.txt"], `--output ${join(cwd, "c.txt")}: is no folder`],
    [["a.ipynb", "--output", "."], "--output: a.ipynb would be overwritten; use --update for that"],
    [
      ["a.ipynb", "sub/a.ipynb", "--output", "o"],
      `--output: a.ipynb and ${join("sub", "a.ipynb")} would both become a.ipynb`,
    ],
  ])("%j", (args, message) => {
    if (message) expect(refusal(...args)).toBe(`UsageError: ${message}`);
    else expect(refusal(...args)).toMatch(/^UsageError: Option '--timeout' argument is ambiguous/);
  });

  it("with an option that there is not, or without its value", () => {
    expect(refusal("a.ipynb", "--outputs", "o")).toMatch(/^UsageError: Unknown option '--outputs'/);
    expect(refusal("a.ipynb", "--output")).toMatch(/^UsageError: Option '--output <value>' argument missing/);
    expect(refusal("a.ipynb", "--update=yes")).toMatch(/^UsageError: Option '--update' does not take an argument/);
  });
});

describe("the help", () => {
  it("names each option and each exit code", () => {
    for (const option of [
      "output DIR",
      "update",
      "check",
      "html",
      "junit FILE",
      "shard i/n",
      "set name=value",
      "timeout S",
      "memory MB",
      "jobs N",
    ]) {
      expect(USAGE).toContain(`\n  --${option} `);
    }
    expect(USAGE.split("\n").pop()).toBe("Exit code: 0 all ran, 1 a cell failed, 2 bad usage.");
  });
});
