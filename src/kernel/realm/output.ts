/**
 * The realm's way out: every print, display, result and error is a frame, written at once and in order, so that it
 * is seen while the cell still runs and nothing is lost when the process dies. The descriptor is never a Node stream:
 * two writers on one pipe would mix, and a stream writes later.
 */
import { Console } from "node:console";
import { writeSync } from "node:fs";
import { Writable } from "node:stream";
import { encodeFrame } from "../frames";
import { REPLIES_FD, type Reply } from "../protocol";

let frames = 0;
/** What an interrupt left unwritten in the middle of a frame; it goes out before the next one. */
let rest: Buffer | undefined;
let offset = 0;
const pause = new Int32Array(new SharedArrayBuffer(4));

export function send(reply: Reply): void {
  flush();
  rest = encodeFrame(++frames, reply);
  offset = 0;
  flush();
}

function flush(): void {
  while (rest && offset < rest.length) {
    try {
      offset += writeSync(REPLIES_FD, rest, offset);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
  rest = undefined;
}

/** Sends all that the program prints through frames. Reading standard input is refused with one clear line. */
export function captureStreams(): void {
  const stdout = textStream("stdout");
  const stderr = textStream("stderr");
  const define = (name: string, get: () => unknown) =>
    Object.defineProperty(process, name, { get, configurable: true, enumerable: true });
  define("stdout", () => stdout);
  define("stderr", () => stderr);
  define("stdin", () => {
    throw new Error("stdin: a notebook has no keyboard input; write the value into the cell instead");
  });
  globalThis.console = new Console({ stdout, stderr, colorMode: false, ignoreErrors: false });
}

/**
 * A stream whose `write` sends at once. Node's own bookkeeping of writes is passed by: an interrupt in the middle would
 * leave it waiting for ever.
 */
function textStream(name: "stdout" | "stderr"): Writable {
  const stream = new Writable({ write() {} });
  const write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    send({ type: "stream", name, text: typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8") });
    const written = rest.find((argument) => typeof argument === "function") as (() => void) | undefined;
    if (written) process.nextTick(written);
    return true;
  };
  return Object.assign(stream, { write });
}
