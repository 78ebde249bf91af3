import { describe, expect, it } from "vitest";
import { compareOutputs } from "../../src/kernel/execute/compare";
import { notebookOf } from "./tiny-notebooks";

const print = (text: string | string[], name = "stdout") => ({ output_type: "stream", name, text });
const result = (data: object, count = 1) => {
  return { output_type: "execute_result", data, metadata: {}, execution_count: count };
};
const display = (data: object) => ({ output_type: "display_data", data, metadata: {} });

/** The messages of all differences between two cells with these outputs. */
function messages(before: object[], after: object[], tags?: string[]): string[] {
  const [old, now] = [before, after].map((outputs) => notebookOf([{ source: "cell", tags, outputs }]));
  return compareOutputs(old, now).map(({ message }) => message);
}

describe("outputs are the same", () => {
  it.each([
    ["when adjacent prints are joined", [print("a"), print("b\n")], [print(["ab\n"])]],
    [
      "when a text is an array of lines or one text",
      [result({ "text/plain": ["a\n", "b"] })],
      [result({ "text/plain": "a\nb" })],
    ],
    ["without PNG pictures", [display({ "text/plain": "x", "image/png": "AAAA" })], [display({ "text/plain": "x" })]],
    [
      "whatever the order of keys in JSON",
      [display({ "a/json": { b: 1, c: [{ d: 2, e: 3 }] } })],
      [display({ "a/json": { c: [{ e: 3, d: 2 }], b: 1 } })],
    ],
    [
      "whatever their number and metadata",
      [result({ "text/plain": "1" }, 1)],
      [{ ...result({ "text/plain": "1" }, 9), metadata: { a: 1 } }],
    ],
  ])("%s", (_, before, after) => {
    expect(messages(before, after)).toEqual([]);
    expect(messages(after, before)).toEqual([]);
    expect(messages(before, [])).toHaveLength(1);
  });

  it("in cells tagged timing or skip-execution", () => {
    expect(messages([print("1 s")], [print("2 s")])).toHaveLength(1);
    expect(messages([print("1 s")], [print("2 s")], ["timing"])).toEqual([]);
    expect(messages([print("1 s")], [print("2 s")], ["skip-execution"])).toEqual([]);
  });
});

describe("a difference says", () => {
  it("the cell by its number and first line", () => {
    const before = notebookOf(["", { source: "\r\n// one\r\ntwo", outputs: [print("a")] }, "three"]);
    const after = notebookOf([
      "",
      { source: "\r\n// one\r\ntwo", outputs: [print("b")] },
      { source: "three", outputs: [print("c")] },
    ]);
    after.cells[2].execution_count = 17;
    expect(compareOutputs(before, after)).toEqual([
      {
        cell: 2,
        firstLine: "// one",
        message: "output 1, print to stdout, line 1:\n  committed: a\n  now:       b",
      },
      { cell: 17, firstLine: "three", message: "output 1, print to stdout: is new" },
    ]);
  });

  it("which output, of which kind, and the first line in which it differs", () => {
    const before = [print("same\n"), result({ "text/plain": "a\nb\nc" })];
    expect(messages(before, [print("same\n"), result({ "text/plain": "a\nB\nC" })])).toEqual([
      "output 2, execute_result text/plain, line 2:\n  committed: b\n  now:       B",
    ]);
    expect(messages(before, [print("same\n"), result({ "text/plain": "a\nb" })])).toEqual([
      "output 2, execute_result text/plain, line 3:\n  committed: c\n  now:       (ends here)",
    ]);
    expect(messages([result({ "text/plain": "a" })], [result({ "text/plain": "a\n" })])).toEqual([
      "output 1, execute_result text/plain, line 2:\n  committed: (ends here)\n  now:       ",
    ]);
  });

  it("that an output, or one form of it, is new or missing", () => {
    expect(messages([print("a")], [])).toEqual(["output 1, print to stdout: is missing now"]);
    expect(messages([], [print("a", "stderr")])).toEqual(["output 1, print to stderr: is new"]);
    expect(
      messages([display({ "text/plain": "x" })], [display({ "text/plain": "x", "image/svg+xml": "<svg>" })]),
    ).toEqual(["output 1, display_data image/svg+xml: is new"]);
    expect(messages([display({ "text/plain": "x" })], [result({ "text/plain": "x" })])).toEqual([
      "output 1, display_data text/plain: is missing now",
    ]);
  });

  it("an error's name, message or traceback", () => {
    const error = (evalue: string, line: string) => ({
      output_type: "error",
      ename: "Error",
      evalue,
      traceback: ["Error", line],
    });
    expect(messages([error("old", "line 1")], [error("new", "line 1")])).toEqual([
      "output 1, error, line 1:\n  committed: Error: old\n  now:       Error: new",
    ]);
    expect(messages([error("z", "line 1")], [error("z", "line 2")])).toEqual([
      "output 1, error, line 3:\n  committed: line 1\n  now:       line 2",
    ]);
  });

  it("of a long line only the part around the difference", () => {
    const long = (digit: string) => [print(`${"x".repeat(200)}${digit}${"y".repeat(200)}`)];
    const part = (digit: string) => `…${"x".repeat(40)}${digit}${"y".repeat(59)}…`;
    expect(messages(long("1"), long("2"))).toEqual([
      `output 1, print to stdout, line 1:\n  committed: ${part("1")}\n  now:       ${part("2")}`,
    ]);
  });

  it("a value in JSON", () => {
    const figure = (y: number) => [display({ "application/json": { data: [{ y: [1, y] }] } })];
    expect(messages(figure(2), figure(3))).toEqual([
      "output 1, display_data application/json, line 6:\n  committed:     2\n  now:           3",
    ]);
  });
});
