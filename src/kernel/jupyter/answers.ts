/** What the kernel answers at once, also while a cell runs: everything but requests to execute. */
import { completeness } from "../compiler/assistance";
import type { Compiler } from "../compiler/compiler";
import type { Session } from "../session";
import type { HistoryRequest, InputHistory } from "./history";
import { toCharacters, toUnits } from "./text-position";
import type { Content, Message } from "./wire";

export interface Answer {
  type: string;
  content: Content;
}

interface Cursor {
  code: string;
  /** In UTF-16 units. */
  place: number;
}

function cursor({ code, cursor_pos }: Content): Cursor {
  const text = typeof code === "string" ? code : "";
  return { code: text, place: typeof cursor_pos === "number" ? toUnits(text, cursor_pos) : text.length };
}

export class Answers {
  constructor(
    private readonly session: Session,
    private readonly compiler: Compiler,
    private readonly version: string,
    private readonly history: InputHistory,
  ) {}

  /** A request that this kernel, or TypeScript, cannot deal with is answered with the error. */
  to(message: Message): Answer | undefined {
    try {
      return this.answer(message);
    } catch (error) {
      const type = message.header.msg_type.replace(/_request$/, "_reply");
      return { type, content: { status: "error", ename: "Error", evalue: String(error), traceback: [] } };
    }
  }

  /** What is answered to all but requests to execute; nothing to messages that this kernel does not know. */
  private answer({ header, content }: Message): Answer | undefined {
    const ok = { status: "ok" };
    switch (header.msg_type) {
      case "kernel_info_request":
        return { type: "kernel_info_reply", content: this.info() };
      case "complete_request":
        return { type: "complete_reply", content: this.complete(cursor(content)) };
      case "inspect_request":
        return { type: "inspect_reply", content: this.inspect(cursor(content)) };
      case "is_complete_request":
        return { type: "is_complete_reply", content: this.isComplete(String(content.code ?? "")) };
      case "history_request":
        return { type: "history_reply", content: { ...ok, history: this.find(content as HistoryRequest) } };
      case "comm_info_request":
        return { type: "comm_info_reply", content: { ...ok, comms: {} } };
      case "interrupt_request":
        this.session.interrupt();
        return { type: "interrupt_reply", content: ok };
      case "shutdown_request":
        return { type: "shutdown_reply", content: { ...ok, restart: content.restart === true } };
      default:
        return undefined;
    }
  }

  private info(): Content {
    return {
      status: "ok",
      protocol_version: "5.3",
      implementation: "workbook",
      implementation_version: this.version,
      language_info: {
        name: "typescript",
        version: this.compiler.typescript.version,
        mimetype: "text/typescript",
        file_extension: ".ts",
        codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
        pygments_lexer: "typescript",
        nbconvert_exporter: "script",
      },
      banner: "TypeScript (workbook)",
      help_links: [],
    };
  }

  private complete({ code, place }: Cursor): Content {
    const { start, end, names } = this.session.complete(code, place);
    return {
      status: "ok",
      matches: names,
      cursor_start: toCharacters(code, start),
      cursor_end: toCharacters(code, end),
      metadata: {},
    };
  }

  private inspect({ code, place }: Cursor): Content {
    const known = this.session.inspect(code, place);
    const data = known ? { "text/plain": known.text, "text/markdown": known.markdown } : {};
    return { status: "ok", found: known !== undefined, data, metadata: {} };
  }

  private isComplete(code: string): Content {
    return { ...completeness(this.compiler.typescript, code) };
  }

  private find(request: HistoryRequest): unknown[] {
    const withOutput = (request as { output?: boolean }).output === true;
    return this.history
      .find(request)
      .map(([session, cell, source]) => [session, cell, withOutput ? [source, null] : source]);
  }

  /** What is known of a name, for the client's pager. */
  page(name: string): Content {
    const known = this.session.inspect(name, name.length);
    const text = known?.text || `nothing is known of ${name}`;
    return { source: "page", start: 0, data: { "text/plain": text, "text/markdown": known?.markdown || text } };
  }
}
