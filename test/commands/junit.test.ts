import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { junit } from "../../src/commands/junit";
import type { Suite } from "../../src/commands/junit-cases";
import type { Failure } from "../../src/kernel/execute/run-notebook";
import { type CellOf, notebookOf } from "../kernel/tiny-notebooks";

const { JSDOM } = createRequire(import.meta.url)("jsdom");

/** The report, read by an XML parser, which refuses what is not well formed. */
const read = (...suites: Suite[]) => new JSDOM(junit(suites), { contentType: "text/xml" }).window.document;

function suiteOf(cells: CellOf[], failures: Failure[] = [], numbers: (number | null)[] = []): Suite {
  const notebook = notebookOf(cells);
  notebook.cells.forEach((cell, c) => {
    cell.execution_count = numbers[c] === undefined ? c + 1 : numbers[c];
  });
  const run = { notebook, cells: cells.length, failures, notes: [] };
  return { name: "notebooks/a.b.ipynb", run, seconds: 2.5, cellSeconds: [0.25, 1.5] };
}

const attributes = (element: any) =>
  Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
const failure: Failure = { cell: 2, line: 3, firstLine: "f();", message: "RangeError: z", details: "" };

describe("the report in JUnit's XML", () => {
  it("has a suite for each notebook and a case for each code cell, with their times", () => {
    const document = read(suiteOf(["const a = 1;\na", "2"]), { ...suiteOf([]), name: "c.ipynb", seconds: 1 });
    const totals = { tests: "2", failures: "0", errors: "0", skipped: "0" };
    expect(attributes(document.documentElement)).toEqual({ name: "notebooks", ...totals, time: "3.500" });
    expect([...document.querySelectorAll("testsuite")].map(attributes)).toEqual([
      { name: "notebooks/a.b.ipynb", ...totals, time: "2.500" },
      { name: "c.ipynb", ...totals, tests: "0", time: "1.000" },
    ]);
    const common = { classname: "notebooks.a.b", file: "notebooks/a.b.ipynb" };
    expect([...document.querySelectorAll("testcase")].map(attributes)).toEqual([
      { name: "cell [1] const a = 1;", ...common, time: "0.250" },
      { name: "cell [2] 2", ...common, time: "1.500" },
    ]);
  });

  it("has a failure with its message, and the lines around it", () => {
    const details = "\n\u001b[1mcell [2]\u001b[22m, line 3\n> 3 | f(<T>);\n    | ^\n";
    const document = read(suiteOf(["1", "f();"], [{ ...failure, details }]));
    const [suite] = document.querySelectorAll("testsuite");
    expect(attributes(suite)).toMatchObject({ tests: "2", failures: "1" });
    const [found, ...others] = document.querySelectorAll("failure");
    expect(others).toEqual([]);
    expect(found.parentNode.getAttribute("name")).toBe("cell [2] f();");
    expect(attributes(found)).toEqual({ message: "RangeError: z", type: "RangeError" });
    expect(found.textContent).toBe(
      "notebooks/a.b.ipynb, cell [2], line 3\nRangeError: z\n\ncell [2], line 3\n> 3 | f(<T>);\n    | ^",
    );
  });

  it("has one failure a case, though a cell may fail twice, and a case of its own for what no cell is to blame for", () => {
    const differs = { ...failure, line: undefined, message: "the output is not what is committed", details: "line 1" };
    const late = { firstLine: "", message: "an error came after its cell had ended", details: "Error: late" };
    const document = read(suiteOf(["1", "f();"], [failure, differs, late]));
    const failures = [...document.querySelectorAll("failure")];
    expect(failures.map((one) => [one.parentNode.getAttribute("name"), one.getAttribute("message")])).toEqual([
      ["cell [2] f();", "RangeError: z; the output is not what is committed"],
      ["the whole notebook", "an error came after its cell had ended"],
    ]);
    expect(failures[1].getAttribute("type")).toBe("Failure");
    expect(attributes(document.documentElement)).toMatchObject({ tests: "3", failures: "2" });
  });

  it("has what was left alone, and what came after the program's end, as skipped; empty cells are no cases", () => {
    const cells = ["1", { source: "long", tags: ["skip-execution"] }, "process.exit(1)", " ", "4"];
    const document = read(suiteOf(cells, [{ ...failure, message: "ProgramExit: gone" }], [1, null, 2, null, null]));
    const skipped = [...document.querySelectorAll("skipped")];
    expect(skipped.map((one) => [one.parentNode.getAttribute("name"), one.getAttribute("message")])).toEqual([
      ["cell [ ] long", "the cell is tagged skip-execution"],
      ["cell [3] 4", "not run: the program ended in an earlier cell"],
    ]);
    expect(attributes(document.documentElement)).toMatchObject({ tests: "4", failures: "1", skipped: "2" });
  });

  it("is well formed whatever a cell and an error say", () => {
    const odd = 'a\u0000\u0007 <b> & "c" \ud800 \ufffe ]]> \u001b[31mred\u001b[39m\ttab';
    const clean = 'a <b> & "c" \ufffd \ufffd ]]> red\ttab';
    const document = read(suiteOf([odd], [{ ...failure, cell: 1, message: `${odd}\r\nline 2`, details: odd }]));
    expect(document.querySelector("testcase").getAttribute("name")).toBe(`cell [1] ${clean}`);
    expect(document.querySelector("failure").getAttribute("message")).toBe(`${clean}\nline 2`);
    expect(document.querySelector("failure").textContent).toBe(
      `notebooks/a.b.ipynb, cell [1], line 3\n${clean}\nline 2\n\n${clean}`,
    );
  });

  it("is a report also of no notebook", () => {
    expect(junit([])).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="notebooks" tests="0" failures="0" errors="0" skipped="0" time="0.000"/>\n',
    );
  });
});
