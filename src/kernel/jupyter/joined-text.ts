/**
 * Joins what is printed in quick succession. Jupyter's server passes on a thousand messages a second and drops the
 * rest, and every client is slow when each line is a message.
 */
import type { Header } from "./wire";

type Name = "stdout" | "stderr";

/** How long a text may wait for more. */
const WAIT_MS = 10;

export class JoinedText {
  private waiting: { name: Name; parts: string[]; parent: Header; timer: NodeJS.Timeout } | undefined;

  constructor(private readonly send: (name: Name, text: string, parent: Header) => void) {}

  add(name: Name, text: string, parent: Header): void {
    if (this.waiting?.name !== name || this.waiting.parent !== parent) this.flush();
    this.waiting ??= { name, parts: [], parent, timer: setTimeout(() => this.flush(), WAIT_MS) };
    this.waiting.parts.push(text);
  }

  /** Sends what waits: before anything that must come after it. */
  flush(): void {
    if (!this.waiting) return;
    const { name, parts, parent, timer } = this.waiting;
    this.waiting = undefined;
    clearTimeout(timer);
    this.send(name, parts.join(""), parent);
  }
}
