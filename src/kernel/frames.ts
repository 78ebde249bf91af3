/** Reads and writes the frames that `protocol.ts` describes. */

const HEADER = 8;

/** One message as the bytes of one frame. */
export function encodeFrame(number: number, message: unknown): Buffer {
  const text = Buffer.from(JSON.stringify(message), "utf8");
  const frame = Buffer.allocUnsafe(HEADER + text.length);
  frame.writeUInt32BE(text.length, 0);
  frame.writeUInt32BE(number, 4);
  text.copy(frame, HEADER);
  return frame;
}

/** Puts chunks of a pipe together into messages. Returns the function that takes the chunks. */
export function decodeFrames<Message>(onMessage: (message: Message) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = HEADER;
  let lastNumber = 0;

  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    while (size >= needed) {
      const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size);
      needed = HEADER + all.readUInt32BE(0);
      if (size < needed) {
        chunks = [all];
        return;
      }
      const number = all.readUInt32BE(4);
      const text = all.toString("utf8", HEADER, needed);
      chunks = [all.subarray(needed)];
      size -= needed;
      needed = HEADER;
      if (number <= lastNumber) continue;
      lastNumber = number;
      onMessage(JSON.parse(text) as Message);
    }
  };
}
