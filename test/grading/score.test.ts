import type { ICodeCell, IOutput } from "@jupyterlab/nbformat";
import { describe, expect, it } from "vitest";
import { pythonFloat, scoreOf } from "../../src/grading/score";

const cell = (...outputs: object[]) =>
  ({ cell_type: "code", metadata: {}, source: "", outputs }) as unknown as ICodeCell;
const result = (text: string | string[]) =>
  ({ output_type: "execute_result", data: { "text/plain": text }, metadata: {}, execution_count: 1 }) as IOutput;
const stream = (name: "stdout" | "stderr") => ({ output_type: "stream", name, text: ["x\n"] });
const error = { output_type: "error", ename: "Error", evalue: "", traceback: [] };

describe("the points of a test", () => {
  it("are all of them when it ran without a word", () => {
    expect(scoreOf(cell(), 2)).toEqual({ points: 2 });
    expect(scoreOf(cell(stream("stdout")), 2)).toEqual({ points: 2 });
  });

  it("are none after an error, or anything on stderr", () => {
    expect(scoreOf(cell(error), 2)).toEqual({ points: 0 });
    expect(scoreOf(cell(stream("stdout"), stream("stderr")), 2)).toEqual({ points: 0 });
  });

  it("are the first result's number; what comes first decides", () => {
    expect(scoreOf(cell(result("1.5"), error), 2)).toEqual({ points: 1.5 });
    expect(scoreOf(cell(error, result("1.5")), 2)).toEqual({ points: 0 });
    expect(scoreOf(cell(result(["1\n"])), 2)).toEqual({ points: 1 });
  });

  it("are all for a result that is no number, or below 0: nbgrader's rule", () => {
    for (const text of ["[ 1, 2 ]", "NaN", "-1", "0x1", "true"])
      expect(scoreOf(cell(result(text)), 2)).toEqual({ points: 2 });
  });

  it("are none, and it is said, where nbgrader stops: more than the points, or no text", () => {
    expect(scoreOf(cell(result("3")), 2)).toEqual({
      points: 0,
      finding: "the test's result is 3, more than its 2 points",
    });
    expect(scoreOf(cell(result("Infinity")), 2).points).toBe(0);
    expect(scoreOf(cell(result("")), 2)).toEqual({ points: 0, finding: "the test's result has no text" });
  });
});

describe("a number", () => {
  it("is what Python's float() reads", () => {
    const read = [" 1_000.5 ", "1e3", ".5", "5.", "+2", "-inf", "Infinity"].map(pythonFloat);
    expect(read).toEqual([1000.5, 1000, 0.5, 5, 2, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(pythonFloat("nan")).toBeNaN();
    for (const text of ["", "1__0", "0x10", "1n", "1,5", "_1", "."]) expect(pythonFloat(text)).toBeUndefined();
  });
});
