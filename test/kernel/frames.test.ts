import { describe, expect, it } from "vitest";
import { decodeFrames, encodeFrame } from "../../src/kernel/frames";

function decoder(): { take(chunk: Buffer): void; messages: unknown[] } {
  const messages: unknown[] = [];
  return { take: decodeFrames((message) => messages.push(message)), messages };
}

describe("a frame", () => {
  it("is the text's length in bytes, the frame's number, and the message as JSON", () => {
    expect(encodeFrame(258, "é")).toEqual(Buffer.from([0, 0, 0, 4, 0, 0, 1, 2, 0x22, 0xc3, 0xa9, 0x22]));
  });

  it("may come byte by byte, in the middle of a letter too", () => {
    const { take, messages } = decoder();
    for (const byte of encodeFrame(1, { text: "größer ≥ 0 🙂" })) take(Buffer.of(byte));
    expect(messages).toEqual([{ text: "größer ≥ 0 🙂" }]);
  });

  it("may come with others in one chunk, the last of them cut anywhere", () => {
    const bytes = Buffer.concat([encodeFrame(1, "one"), encodeFrame(2, [2]), encodeFrame(3, null)]);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { take, messages } = decoder();
      take(bytes.subarray(0, cut));
      take(bytes.subarray(cut));
      expect(messages).toEqual(["one", [2], null]);
    }
  });

  it("that is written twice is read once, and one that is lost does not stop the next", () => {
    const { take, messages } = decoder();
    for (const number of [1, 2, 2, 1, 4]) take(encodeFrame(number, `frame ${number}`));
    expect(messages).toEqual(["frame 1", "frame 2", "frame 4"]);
  });

  it("of 20 MB in the small chunks of a pipe is put together in well under a second", () => {
    const { take, messages } = decoder();
    const bytes = encodeFrame(1, "x".repeat(20 * 2 ** 20));
    const start = performance.now();
    for (let at = 0; at < bytes.length; at += 2 ** 16) take(bytes.subarray(at, at + 2 ** 16));
    expect(messages[0]).toHaveLength(20 * 2 ** 20);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
