import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { reset } from "../../src/setup/reset.mjs";
import {
  courseFiles,
  datedName,
  decide,
  findByName,
  resetFile,
  shortName,
  sourcesOf,
  updateWork,
} from "../../src/setup/work.mjs";

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "work ü "));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(root, { recursive: true, force: true });
});

const notebook = (source: string, outputs: string[] = []) =>
  JSON.stringify({ cells: [{ cell_type: "code", source, outputs }], metadata: {} });
function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
}
const read = (file: string) => fs.readFileSync(path.join(root, file), "utf8");

describe("what is to be done with a copy", () => {
  const then = { sources: "s1", file: "f1" };
  test.each([
    ["there is none: copy", then, undefined, undefined, "copy"],
    ["the student removed it: copy", then, undefined, then, "copy"],
    ["nothing changed: keep", then, "s1", then, "keep"],
    ["only the course changed: copy", { sources: "s2", file: "f2" }, "s1", then, "copy"],
    ["only the course's outputs changed: copy", { sources: "s1", file: "f2" }, "s1", then, "copy"],
    ["only the student changed: keep", then, "mine", then, "keep"],
    ["the student changed, and the course's outputs: keep", { sources: "s1", file: "f2" }, "mine", then, "keep"],
    ["both changed: conflict", { sources: "s2", file: "f2" }, "mine", then, "conflict"],
    ["both changed in the same way: adopt", { sources: "s2", file: "f2" }, "s2", then, "adopt"],
    ["nobody knows what was copied, and it is the same: adopt", then, "s1", undefined, "adopt"],
    ["nobody knows what was copied, and it differs: conflict", then, "mine", undefined, "conflict"],
  ])("%s", (_, course, mine, copied, decision) => {
    expect(decide(course, mine, copied)).toBe(decision);
  });
});

test("running and saving do not change a notebook's sources; typing does", () => {
  const plain = sourcesOf(notebook("a\nb"));
  expect(sourcesOf(notebook("a\nb", ["output"]))).toBe(plain);
  expect(sourcesOf(notebook("a\r\nb"))).toBe(plain);
  const asSaved = {
    cells: [
      { cell_type: "code", source: ["a\n", "b"] },
      { cell_type: "code", source: [] },
    ],
  };
  expect(sourcesOf(JSON.stringify(asSaved))).toBe(plain);
  expect(sourcesOf(notebook("a\nc"))).not.toBe(plain);
  expect(sourcesOf(notebook("a\nb").replace("code", "markdown"))).not.toBe(plain);
  expect(sourcesOf("<<<<<<< not JSON")).toBe("");
});

test("lectures and the homework's release are copied in their folders, never the source", () => {
  write("notebooks/00-start-here.ipynb", notebook("0"));
  write("notebooks/drafts.txt", "");
  write("notebooks/homework/source/hw1/hw1.ipynb", notebook("solution"));
  write("notebooks/homework/release/hw1/hw1.ipynb", notebook("task"));
  write("notebooks/homework/release/hw1/points.csv", "1,2\n");
  write("notebooks/homework/release/hw1/.ipynb_checkpoints/hw1.ipynb", notebook("old"));
  const files = ["00-start-here.ipynb", "homework/release/hw1/hw1.ipynb", "homework/release/hw1/points.csv"];
  expect(courseFiles(root)).toEqual(files);
  expect(updateWork(root)).toEqual([]);
  for (const file of files) expect(read(`work/${file}`)).toBe(read(`notebooks/${file}`));
  expect(fs.readdirSync(path.join(root, "work")).sort()).toEqual([".workbook.json", "00-start-here.ipynb", "homework"]);
  expect(fs.readdirSync(path.join(root, "work/homework"))).toEqual(["release"]);
});

test("an unchanged copy follows the course, a changed one stays, through several updates", () => {
  for (const name of ["run", "changed"]) write(`notebooks/${name}.ipynb`, notebook("1"));
  updateWork(root);
  write("work/run.ipynb", notebook("1", ["seen"]));
  write("work/changed.ipynb", notebook("mine"));
  expect(updateWork(root)).toEqual([]);
  expect(read("work/run.ipynb")).toBe(notebook("1", ["seen"]));

  for (const name of ["run", "changed"]) write(`notebooks/${name}.ipynb`, notebook("2"));
  const line =
    "work/changed.ipynb has your changes and stays as it is, but the course has a newer one. To get it (yours is kept beside it), type: npm run reset -- changed";
  expect(updateWork(root)).toEqual([line]);
  expect(updateWork(root)).toEqual([line]);
  expect(read("work/run.ipynb")).toBe(notebook("2"));
  expect(read("work/changed.ipynb")).toBe(notebook("mine"));

  resetFile(root, "changed.ipynb", new Date());
  expect(updateWork(root)).toEqual([]);
  expect(read("work/changed.ipynb")).toBe(notebook("2"));
});

test("a copy that is no notebook any more is a change, and so is a lost record", () => {
  write("notebooks/a.ipynb", notebook("1"));
  write("notebooks/b.ipynb", notebook("1"));
  updateWork(root);
  write("work/a.ipynb", "{ half");
  write("work/b.ipynb", notebook("mine"));
  write("work/.workbook.json", "{ half");
  expect(updateWork(root)).toHaveLength(2);
  expect([read("work/a.ipynb"), read("work/b.ipynb")]).toEqual(["{ half", notebook("mine")]);
});

test("a dated name: local time, and a number when that minute has one already", () => {
  const now = new Date(2026, 10, 1, 9, 5);
  expect(datedName("00-start-here.ipynb", now)).toBe("00-start-here.2026-11-01-0905.ipynb");
  expect(datedName("homework/release/hw1/hw1.ipynb", now, 2)).toBe("homework/release/hw1/hw1.2026-11-01-0905-2.ipynb");
});

test("a notebook is found by its name, with or without ending and folders", () => {
  const files = ["00-start-here.ipynb", "homework/release/hw1/hw1.ipynb", "homework/release/hw2/hw1.ipynb"];
  const first = [files[0]];
  for (const typed of ["00-start-here", "00-start-here.ipynb", "work/00-start-here", ".\\work\\00-start-here.ipynb"]) {
    expect(findByName(typed, files)).toEqual(first);
  }
  expect(findByName("/home/me/my course/work/00-start-here.ipynb", files)).toEqual(first);
  expect(findByName("../00-start-here.ipynb", files)).toEqual(first);
  expect(findByName("hw1", files)).toHaveLength(2);
  expect(findByName("hw2/hw1", files)).toEqual([files[2]]);
  for (const typed of ["start-here", "", ".", "work", "work/", "00"]) expect(findByName(typed, files)).toEqual([]);
  expect(files.map((file) => shortName(file, files))).toEqual([
    ...["00-start-here", "homework/release/hw1/hw1", "homework/release/hw2/hw1"],
  ]);
});

describe("npm run reset", () => {
  async function run(...args: string[]) {
    const say = { out: vi.spyOn(console, "log"), err: vi.spyOn(console, "error") };
    for (const spy of Object.values(say)) spy.mockReset().mockImplementation(() => {});
    const code = await reset(root, args);
    return { code, out: say.out.mock.calls.flat().join("\n"), err: say.err.mock.calls.flat().join("\n") };
  }
  beforeEach(() => {
    write("notebooks/00-start-here.ipynb", notebook("0"));
    write("notebooks/05-deep-networks.ipynb", notebook("5"));
    vi.useFakeTimers({ now: new Date(2026, 10, 21, 14, 32), toFake: ["Date"] });
  });
  afterEach(() => void vi.useRealTimers());

  test("a fresh copy, and the old ones beside it, none of them lost", async () => {
    expect(await run("00-start-here")).toEqual({ code: 0, out: "work/00-start-here.ipynb is a fresh copy.", err: "" });
    write("work/00-start-here.ipynb", notebook("mine"));
    expect(await run("work/00-start-here.ipynb")).toEqual({
      code: 0,
      out: "work/00-start-here.ipynb is a fresh copy. Yours is now work/00-start-here.2026-11-21-1432.ipynb. Where it is open: File, Reload from Disk.",
      err: "",
    });
    write("work/00-start-here.ipynb", notebook("mine too"));
    await run("00-start-here.ipynb");
    expect(read("work/00-start-here.ipynb")).toBe(notebook("0"));
    expect(read("work/00-start-here.2026-11-21-1432.ipynb")).toBe(notebook("mine"));
    expect(read("work/00-start-here.2026-11-21-1432-2.ipynb")).toBe(notebook("mine too"));
  });

  test("an unknown name, no name, two names: the names there are, exit code 2, nothing written", async () => {
    const names = "the notebooks are: 00-start-here, 05-deep-networks";
    expect(await run("05")).toEqual({ code: 2, out: "", err: `There is no notebook "05"; ${names}` });
    const usage = `Name the notebook that you want afresh: npm run reset -- NOTEBOOK; ${names}`;
    expect(await run()).toEqual({ code: 2, out: "", err: usage });
    expect(await run("00-start-here", "05-deep-networks")).toEqual({ code: 2, out: "", err: usage });
    expect(fs.existsSync(path.join(root, "work"))).toBe(false);
  });
});
