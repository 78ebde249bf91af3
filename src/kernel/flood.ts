/** How much a sandboxed realm may send in its whole life: what it sends is read, and some of it kept, outside. */
import type { Reply } from "./protocol";

const MOST_BYTES = 256 * 2 ** 20;
/** A message costs something even if it is empty. */
const BYTES_OF_A_MESSAGE = 512;
/** What is kept as objects takes several times the room of its text; prints are cut long before. */
const WEIGHT_OF_OBJECTS = 4;

export class Flood {
  private left = MOST_BYTES;

  constructor(private readonly onTooMuch: () => void) {}

  /** Counts a message, or raw text; says whether it is to be dropped. */
  isTooMuch(bytes: number, reply?: Reply): boolean {
    if (this.left < 0) return true;
    this.left -= BYTES_OF_A_MESSAGE + bytes * (!reply || reply.type === "stream" ? 1 : WEIGHT_OF_OBJECTS);
    if (this.left >= 0) return false;
    this.onTooMuch();
    return true;
  }
}
