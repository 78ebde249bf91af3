/** What CI asks of `npm run execute`: pages, a report for other programs, parts for several machines. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { root } from "../kernel/kernel";
import { type CellOf, notebookOf } from "../kernel/tiny-notebooks";
import { runNode } from "../setup/tiny-workbook";

const require = createRequire(import.meta.url);
const { JSDOM } = require("jsdom");

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "workbook ci ä ")));
});

const write = (file: string, cells: CellOf[]) => writeFileSync(join(folder, file), JSON.stringify(notebookOf(cells)));
const execute = (...args: string[]) =>
  runNode([join(root, "src", "setup", "run.mjs"), "execute", ...args], {
    env: { INIT_CWD: folder, GITHUB_ACTIONS: "" },
  });
const parsed = (file: string, contentType: string) =>
  new JSDOM(readFileSync(join(folder, file), "utf8"), { contentType }).window.document;

const FIGURE = '{ "application/vnd.plotly.v1+json": { data: [{ y: [1, 2] }], layout: {} }, "text/plain": "It rises." }';

describe("--html", () => {
  it("writes a page beside each executed notebook, failures shown, and plotly.js once", async () => {
    write("a b.ipynb", [`({ [Symbol.for("Jupyter.display")]: () => (${FIGURE}) })`]);
    write("fails.ipynb", ["throw new RangeError('too <big>')"]);
    expect((await execute("a b.ipynb", "fails.ipynb", "--output", "out", "--html")).code).toBe(1);
    expect(readdirSync(join(folder, "out")).sort()).toEqual([
      "a b.html",
      "a b.ipynb",
      "fails.html",
      "fails.ipynb",
      "plotly.js",
    ]);
    expect(statSync(join(folder, "out", "plotly.js")).size).toBe(statSync(require.resolve("plotly.js-dist")).size);
    const page = parsed("out/a b.html", "text/html");
    expect(page.title).toBe("a b");
    expect(page.querySelector(".still img").alt).toBe("It rises.");
    expect(page.querySelector("script[data-plotly]").dataset.plotly).toBe("plotly.js");
    expect(parsed("out/fails.html", "text/html").querySelector("pre.error").textContent).toContain(
      "RangeError: too <big>",
    );
  });

  it("that cannot be written fails that notebook", async () => {
    write("a.ipynb", ["1"]);
    mkdirSync(join(folder, "out", "a.html"), { recursive: true });
    const { code, stdout } = await execute("a.ipynb", "--output", "out", "--html");
    expect(stdout).toMatch(/\n {2}a\.ipynb\n {4}.*a\.html: cannot be written \(E[A-Z]+\)\n$/);
    expect(code).toBe(1);
    expect(readdirSync(join(folder, "out")).sort()).toEqual(["a.html", "a.ipynb"]);
  });
});

describe("--junit", () => {
  it("writes the report, in the order of the command line, also when notebooks fail", async () => {
    write("slow.ipynb", ["await new Promise((done) => setTimeout(done, 1500));", "throw new Error('no')"]);
    write("good.ipynb", ["1 + 1"]);
    expect((await execute("slow.ipynb", "good.ipynb", "--jobs", "2", "--junit", "new/report.xml")).code).toBe(1);
    expect(readdirSync(join(folder, "new"))).toEqual(["report.xml"]);
    const cases = [...parsed("new/report.xml", "text/xml").querySelectorAll("testcase")];
    expect(cases.map((one) => [one.getAttribute("classname"), one.children[0]?.getAttribute("message")])).toEqual([
      ["slow", undefined],
      ["slow", "Error: no"],
      ["good", undefined],
    ]);
    expect(Number(cases[0].getAttribute("time"))).toBeGreaterThan(1.4);
    expect(cases[1].textContent).toContain("> 1 | throw new Error('no')");
  });

  it("that cannot be written is said, and fails the command", async () => {
    write("a.ipynb", ["1"]);
    const { code, stderr } = await execute("a.ipynb", "--junit", "a.ipynb/report.xml");
    expect(stderr).toMatch(/report\.xml: cannot be written \(E[A-Z]+\)\n$/);
    expect(code).toBe(1);
  });
});

describe("--shard", () => {
  it("runs one part of the files; one that is empty does nothing, and says so", async () => {
    write("a.ipynb", ["console.log('a')"]);
    write("b.ipynb", ["console.log('b')", "throw new Error('b')"]);
    const first = await execute("*.ipynb", "--shard", "0/3");
    expect([first.code, first.stdout.slice(0, 22)]).toEqual([1, "[1/1] FAILED b.ipynb  "]);
    const second = await execute("*.ipynb", "--shard", "1/3");
    expect([second.code, second.stdout.slice(0, 22)]).toEqual([0, "[1/1] ok     a.ipynb  "]);
    expect(await execute("*.ipynb", "--shard", "2/3", "--junit", "third.xml")).toEqual({
      code: 0,
      stdout: "--shard 2/3: this part holds no notebook; nothing to do\n",
      stderr: "",
    });
    expect(existsSync(join(folder, "third.xml"))).toBe(true);
  });
});
