import type { IOutput } from "@jupyterlab/nbformat";
import { describe, expect, it } from "vitest";
import { Collector } from "../../src/kernel/execute/collect";
import type { Output } from "../../src/kernel/outputs";

function collected(...outputs: Output[]): IOutput[] {
  const cell: IOutput[] = [];
  const sink = new Collector().cell(cell, 7);
  for (const output of outputs) sink(output);
  return cell;
}

const print = (text: string, name: "stdout" | "stderr" = "stdout"): Output => ({ type: "stream", name, text });
const display = (text: string, more: { id?: string; update?: boolean } = {}): Output => {
  return { type: "display", data: { "text/plain": text }, metadata: {}, ...more };
};
const shown = (text: string) => ({ output_type: "display_data", data: { "text/plain": [text] }, metadata: {} });

describe("a cell's outputs in the file", () => {
  it("join what one stream prints in a row, as an array of lines", () => {
    expect(collected(print("a"), print("b\n\nc"), print("d\n"), print("e"), print("!", "stderr"), print("f"))).toEqual([
      { output_type: "stream", name: "stdout", text: ["ab\n", "\n", "cd\n", "e"] },
      { output_type: "stream", name: "stderr", text: ["!"] },
      { output_type: "stream", name: "stdout", text: ["f"] },
    ]);
  });

  it("hold a text of a million lines", () => {
    const [stream] = collected(print("first"), print("\n".repeat(2 ** 20)));
    expect(stream.text).toHaveLength(2 ** 20);
  });

  it("give a result the cell's number, and an error its name, message and traceback", () => {
    expect(
      collected(
        { type: "result", data: { "text/plain": "1" }, metadata: { isolated: true } },
        { type: "error", name: "RangeError", message: "too big", traceback: ["RangeError: too big", ""], line: 3 },
      ),
    ).toEqual([
      {
        output_type: "execute_result",
        data: { "text/plain": ["1"] },
        metadata: { isolated: true },
        execution_count: 7,
      },
      { output_type: "error", ename: "RangeError", evalue: "too big", traceback: ["RangeError: too big", ""] },
    ]);
  });

  it("keep text and SVG as lines, other text whole, JSON as it is, and make text of anything else", () => {
    const data = {
      "text/html": "<b>\n</b>",
      "image/svg+xml": "<svg>\n</svg>",
      "image/jpeg": "aGk=\n",
      "application/vnd.plotly.v1+json": { data: ["a\nb"] },
      "application/json": "a\nb",
      "text/plain": 5,
    };
    expect(collected({ type: "result", data, metadata: {} })[0].data).toEqual({
      "text/html": ["<b>\n", "</b>"],
      "image/svg+xml": ["<svg>\n", "</svg>"],
      "image/jpeg": "aGk=\n",
      "application/vnd.plotly.v1+json": { data: ["a\nb"] },
      "application/json": "a\nb",
      "text/plain": ["5"],
    });
  });

  it("are updated in place, wherever the same id was shown, from a later cell too", () => {
    const collector = new Collector();
    const [first, second]: IOutput[][] = [[], []];
    const sink = collector.cell(first, 1);
    for (const output of [display("1", { id: "a" }), display("2"), display("3", { id: "a" })]) sink(output);
    sink(display("4", { id: "a", update: true }));
    expect(first).toEqual([shown("4"), shown("2"), shown("4")]);
    collector.cell(second, 2)(display("5", { id: "a", update: true }));
    expect(first).toEqual([shown("5"), shown("2"), shown("5")]);
    expect(second).toEqual([]);
  });

  it("are cleared at once, or with wait by the next output", () => {
    expect(collected(print("a"), { type: "clear", wait: false })).toEqual([]);
    expect(collected(print("a"), { type: "clear", wait: false }, display("b"))).toEqual([shown("b")]);
    expect(collected(display("a"), { type: "clear", wait: true })).toEqual([shown("a")]);
    expect(collected(display("a"), { type: "clear", wait: true }, display("b"), display("c"))).toEqual([
      shown("b"),
      shown("c"),
    ]);
  });

  it("are not cleared by an update, which is no new output", () => {
    const outputs = [display("a", { id: "i" }), { type: "clear", wait: true } as const];
    expect(collected(...outputs, display("b", { id: "i", update: true }))).toEqual([shown("b")]);
  });
});
