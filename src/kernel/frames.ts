/** Reads and writes the frames that `protocol.ts` describes. */

const HEADER = 8;
/** A bundle may have 32 MB (realm/bundle.ts). */
const MAX_LENGTH = 40 * 2 ** 20;
const { parse, stringify } = JSON; // a cell may put others in their place

export interface DecodeOptions {
  /** Told, once, what is wrong with what came; nothing is read after that. Without it, that is thrown. */
  onDamaged?(what: string): void;
  /** Whether every frame must carry the next number. An interrupted writer may repeat one, or leave one out. */
  isNumbered?: boolean;
}

/** One message as the bytes of one frame. */
export function encodeFrame(number: number, message: unknown): Buffer {
  const text = Buffer.from(stringify(message), "utf8");
  const frame = Buffer.allocUnsafe(HEADER + text.length);
  frame.writeUInt32BE(text.length, 0);
  frame.writeUInt32BE(number, 4);
  text.copy(frame, HEADER);
  return frame;
}

/**
 * Puts chunks of a pipe together into messages. Returns the function that takes the chunks.
 *
 * @param onMessage is given each message and its bytes
 */
export function decodeFrames<Message>(
  onMessage: (message: Message, bytes: number) => void,
  options: DecodeOptions = {},
): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = HEADER;
  let lastNumber = 0;
  let isDamaged = false;

  const damaged = (what: string): void => {
    isDamaged = true;
    chunks = [];
    if (!options.onDamaged) throw new Error(`frames: ${what}`);
    options.onDamaged(what);
  };

  const take = (number: number, text: string, bytes: number): void => {
    if (options.isNumbered && number !== lastNumber + 1) damaged(`frame ${number} after frame ${lastNumber}`);
    if (isDamaged || number <= lastNumber) return;
    lastNumber = number;
    const message = parsed(text);
    if (message) onMessage(message.value as Message, bytes);
    else damaged("a frame that is not JSON");
  };

  return (chunk) => {
    if (isDamaged) return;
    chunks.push(chunk);
    size += chunk.length;
    while (size >= needed && !isDamaged) {
      const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size);
      const length = all.readUInt32BE(0);
      if (length > MAX_LENGTH && options.onDamaged) return damaged(`a frame of ${length} bytes`);
      needed = HEADER + length;
      chunks = [all];
      if (size < needed) return;
      chunks = [all.subarray(needed)];
      size -= needed;
      const number = all.readUInt32BE(4);
      const text = all.toString("utf8", HEADER, needed);
      needed = HEADER;
      take(number, text, length);
    }
  };
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: parse(text) };
  } catch {
    return undefined;
  }
}
