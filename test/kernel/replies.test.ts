import { describe, expect, it } from "vitest";
import { decodeFrames, encodeFrame } from "../../src/kernel/frames";
import { readReply } from "../../src/kernel/replies";

const nested = (depth: number) => JSON.parse("[".repeat(depth) + "]".repeat(depth)) as unknown;
const thrown = { name: "Error", message: "wrong", frames: [{ function: "f", place: 1, line: 2, column: 3 }] };

describe("a reply of the realm", () => {
  it("goes on with its known fields only", () => {
    expect(readReply({ type: "stream", name: "stdout", text: "a", more: nested(1000) })).toEqual({
      type: "stream",
      name: "stdout",
      text: "a",
    });
    expect(readReply({ type: "done", cell: 1, bound: ["a"], error: thrown })).toEqual({
      type: "done",
      cell: 1,
      bound: ["a"],
      error: thrown,
    });
    expect(readReply({ type: "display", data: { "text/plain": "a" }, id: "b", update: true })).toEqual({
      type: "display",
      data: { "text/plain": "a" },
      metadata: {},
      id: "b",
      update: true,
    });
  });

  it("may hold deep values and many causes, up to a measure", () => {
    const data = { "application/json": nested(60) };
    expect(readReply({ type: "result", data })).toEqual({ type: "result", data, metadata: {} });
    let error: object = thrown;
    for (let i = 0; i < 1000; i++) error = { ...thrown, cause: error };
    const causes = JSON.stringify(readReply({ type: "late", cell: 1, error })).match(/"cause"/g);
    expect(causes).toHaveLength(4);
  });

  const damaged: [object | string | null, string][] = [
    [null, "a message that is no object"],
    ["text", "a message that is no object"],
    [[], "a message that is no object"],
    [{}, "a message of type undefined"],
    [{ type: "shutdown" }, 'a message of type "shutdown"'],
    [{ type: "constructor" }, 'a message of type "constructor"'],
    [{ type: "stream", name: "stdin", text: "" }, "a stream of another name"],
    [{ type: "stream", name: "stdout", text: 7 }, "text that is no text"],
    [{ type: "display", data: [] }, "data that is no object"],
    [{ type: "display", data: {}, id: {} }, "id that is no text"],
    [{ type: "display", data: {}, update: 1 }, "update that is neither true nor false"],
    [{ type: "result", data: { a: nested(100_000) } }, "data that is nested more than 64 deep"],
    [{ type: "result", data: { a: new Array(5_000_001).fill(0) } }, "data of more than 5000000 values"],
    [{ type: "done", cell: 1 }, "bound that is no list"],
    [{ type: "done", cell: 1.5, bound: [] }, "cell that is no number of something"],
    [{ type: "done", cell: 1, bound: [{}] }, "bound that is no text"],
    [{ type: "done", cell: 1, bound: [], error: "wrong" }, "error that is no object"],
    [{ type: "late", cell: 1, error: { ...thrown, frames: [{}] } }, "function that is no text"],
    [{ type: "late", cell: 1, error: { ...thrown, name: 1 } }, "name that is no text"],
    [{ type: "check", check: 1, request: { assignment: "a" } }, "exercise that is no text"],
    [{ type: "check", check: -1 }, "check that is no number of something"],
    [
      { type: "check", check: 1, request: { assignment: "a", exercise: "b", options: { a: nested(100_000) } } },
      "options that is nested more than 64 deep",
    ],
    [{ type: "answer", question: 1, answer: nested(100_000) }, "answer that is nested more than 64 deep"],
  ];
  it.each(damaged)("is refused when it is not as it should be: %#", (message, why) => {
    expect(() => readReply(message)).toThrow(why);
  });
});

describe("frames that nobody can trust", () => {
  function decoder(isNumbered = true) {
    const messages: unknown[] = [];
    const damaged: string[] = [];
    const onDamaged = (what: string) => damaged.push(what);
    return { take: decodeFrames((message) => messages.push(message), { onDamaged, isNumbered }), messages, damaged };
  }

  it("are read up to the first that is damaged, and that is told once", () => {
    const { take, messages, damaged } = decoder();
    const header = encodeFrame(2, "").subarray(0, 8);
    header.writeUInt32BE(2, 0);
    take(Buffer.concat([encodeFrame(1, "one"), header, Buffer.from("{]"), encodeFrame(3, "three")]));
    take(encodeFrame(4, "four"));
    expect(messages).toEqual(["one"]);
    expect(damaged).toEqual(["a frame that is not JSON"]);
  });

  it("are no larger than 40 MB: more is not waited for", () => {
    const { take, damaged } = decoder();
    take(Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 1]));
    expect(damaged).toEqual(["a frame of 4294967295 bytes"]);
  });

  it("come in order", () => {
    for (const second of [1, 3, 4_294_967_295]) {
      const { take, damaged } = decoder();
      take(encodeFrame(1, "one"));
      take(encodeFrame(second, "two"));
      expect(damaged).toEqual([`frame ${second} after frame 1`]);
    }
  });

  it("may be as deep as they like: the text is read without recursion", () => {
    const { take, messages, damaged } = decoder();
    const text = Buffer.from(`${"[".repeat(5_000_000)}${"]".repeat(5_000_000)}`);
    const header = encodeFrame(1, "").subarray(0, 8);
    header.writeUInt32BE(text.length, 0);
    take(Buffer.concat([header, text]));
    expect([messages.length, damaged]).toEqual([1, []]);
  });
});
