/**
 * Jupyter's messages as frames of ZeroMQ, signed and checked: "The wire protocol" in jupyter_client's documentation,
 * version 5.3.
 */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

export type Content = Record<string, unknown>;

export interface Message {
  /** Where a reply goes: the routing prefix of the sender. */
  identities: Buffer[];
  header: Header;
  content: Content;
}

const DELIMITER = Buffer.from("<IDS|MSG>");
const VERSION = "5.3";

/** Signs and reads messages with the key of one connection; "" means unsigned. */
export class Wire {
  private readonly session = randomUUID();

  constructor(private readonly key: string) {}

  /** The message in these frames; undefined for anything malformed or wrongly signed, which a kernel leaves alone. */
  read(frames: Buffer[]): Message | undefined {
    const at = frames.findIndex((frame) => frame.equals(DELIMITER));
    const parts = frames.slice(at + 2, at + 6);
    if (at < 0 || parts.length < 4 || !this.isSigned(parts, frames[at + 1])) return undefined;
    try {
      const header = JSON.parse(parts[0].toString()) as Header;
      const content = JSON.parse(parts[3].toString()) as Content;
      if (typeof header?.msg_type !== "string" || typeof content !== "object" || content === null) return undefined;
      return { identities: frames.slice(0, at), header, content };
    } catch {
      return undefined;
    }
  }

  /** Frames of a message, in answer to `parent` or, without one, of the kernel's own accord. */
  write(identities: (Buffer | string)[], type: string, content: Content, parent?: Header): (Buffer | string)[] {
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.session,
      username: parent?.username ?? "kernel",
      date: new Date().toISOString(),
      version: VERSION,
    };
    const parts = [header, parent ?? {}, {}, content].map((part) => JSON.stringify(part));
    return [...identities, DELIMITER, this.sign(parts), ...parts];
  }

  private sign(parts: (Buffer | string)[]): string {
    if (this.key === "") return "";
    const hmac = createHmac("sha256", this.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  private isSigned(parts: Buffer[], signature: Buffer): boolean {
    const expected = Buffer.from(this.sign(parts));
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  }
}
