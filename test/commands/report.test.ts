import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { reporter } from "../../src/commands/report";
import type { Failure, Run } from "../../src/kernel/execute/run-notebook";
import { notebookOf } from "../kernel/tiny-notebooks";

let said: string[] = [];
beforeEach(() => {
  said = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void said.push(text));
  vi.stubEnv("GITHUB_ACTIONS", "");
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const run = (failures: Failure[] = [], notes: string[] = [], cells = 3): Run => {
  return { notebook: notebookOf([]), cells, failures, notes };
};
const failure: Failure = { cell: 2, line: 4, firstLine: "f();", message: "Error: z", details: "" };

describe("the report", () => {
  it("has a line for each notebook, numbered as they end, and the exit code 0 when all ran", () => {
    const report = reporter(10);
    report.notebook("a.ipynb", "/a.ipynb", run(), 1.234);
    report.notebook("b.ipynb", "/b.ipynb", run([], ["something odd"], 1), 61);
    expect(said).toEqual([
      "[ 1/10] ok     a.ipynb  3 cells  1.2 s",
      "[ 2/10] ok     b.ipynb  1 cell  61.0 s",
      "  note: something odd",
    ]);
    expect(report.end()).toBe(0);
    expect(said).toHaveLength(3);
  });

  it("says of a failure the notebook, cell, line, first line of the cell and message; the exit code is 1", () => {
    const report = reporter(2);
    report.notebook("a.ipynb", "/a.ipynb", run([failure, { ...failure, cell: 3, line: undefined }]), 0.26);
    report.notebook("b.ipynb", "/b.ipynb", run(), 0);
    expect(report.end()).toBe(1);
    expect(said).toEqual([
      "[1/2] FAILED a.ipynb  3 cells  0.3 s",
      "  a.ipynb, cell [2], line 4 `f();`\n    Error: z",
      "  a.ipynb, cell [3] `f();`\n    Error: z",
      "[2/2] ok     b.ipynb  3 cells  0.0 s",
      "1 of 2 notebooks failed",
    ]);
  });

  it("shows details below, indented, in a file without colours and spaces at line ends", () => {
    const details = "\n\u001b[31mcell [2]\u001b[39m\n\n    at f\n";
    reporter(1).notebook("a.ipynb", "/a.ipynb", run([{ ...failure, details }]), 0);
    expect(said[1]).toBe("  a.ipynb, cell [2], line 4 `f();`\n    Error: z\n      cell [2]\n\n          at f");
  });

  it("names the notebook alone when no cell is to blame", () => {
    reporter(1).notebook("a.ipynb", "/a.ipynb", run([{ firstLine: "", message: "too late", details: "why" }]), 0);
    expect(said[1]).toBe("  a.ipynb\n    too late\n      why");
  });

  it("annotates failures on GitHub, with the characters that have a meaning there written otherwise", () => {
    vi.stubEnv("GITHUB_ACTIONS", "true");
    const odd = { ...failure, message: "Error: 5 % of\nall: a, b" };
    const late = { firstLine: "", message: "too late", details: "" };
    reporter(1).notebook("a.ipynb", "C:\\a, b.ipynb", run([odd, { ...odd, line: undefined }, late]), 0);
    expect(said.filter((line) => line.startsWith("::"))).toEqual([
      "::error file=C%3A\\a%2C b.ipynb::cell [2], line 4: Error: 5 %25 of%0Aall: a, b",
      "::error file=C%3A\\a%2C b.ipynb::cell [2]: Error: 5 %25 of%0Aall: a, b",
      "::error file=C%3A\\a%2C b.ipynb::too late",
    ]);
  });
});

describe("the running cell", () => {
  const job = { name: "a.ipynb", notebook: notebookOf([]) };

  it("is shown in a terminal, on a line that the report then takes", () => {
    const written: string[] = [];
    const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
    const wasTTY = process.stderr.isTTY;
    process.stderr.isTTY = true;
    const report = reporter(1);
    process.stderr.isTTY = wasTTY;
    report.cell(job, 1, 2);
    report.cell(job, 2, 2);
    report.notebook("a.ipynb", "/a.ipynb", run(), 0);
    write.mockRestore();
    expect(written).toEqual(["\r\u001b[Ka.ipynb: cell 1 of 2", "\r\u001b[Ka.ipynb: cell 2 of 2", "\r\u001b[K"]);
  });

  it("is not written to a file", () => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const wasTTY = process.stderr.isTTY;
    process.stderr.isTTY = false;
    const report = reporter(1);
    process.stderr.isTTY = wasTTY;
    report.cell(job, 1, 2);
    report.notebook("a.ipynb", "/a.ipynb", run(), 0);
    expect(write).not.toHaveBeenCalled();
  });
});
