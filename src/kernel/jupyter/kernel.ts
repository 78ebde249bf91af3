/** The Jupyter kernel: a session behind Jupyter's messages. */

import { completeness } from "../compiler/assistance";
import type { Compiler } from "../compiler/compiler";
import type { Output } from "../outputs";
import type { ErrorOutput, Session } from "../session";
import { type HistoryRequest, InputHistory } from "./history";
import type { Channel, Sockets } from "./sockets";
import { toCharacters, toUnits } from "./text-position";
import type { Header, Message } from "./wire";

type Content = Record<string, unknown>;
type Answer = { type: string; content: Content };

interface ExecuteRequest {
  code: string;
  silent?: boolean;
  store_history?: boolean;
  stop_on_error?: boolean;
  user_expressions?: Record<string, string>;
}

/** A cell that is only a name and a question mark, as in IPython: shows its documentation. */
const QUESTION = /^\s*([\p{L}\w$.]+)\?\s*$/u;
/** Number under which cells run that a client does not want to be counted. */
const UNCOUNTED = -1;
/** Requests that a client sent together with a failing one have arrived after this time. */
const ARRIVAL_MS = 10;

export class Kernel {
  private readonly history = new InputHistory();
  /** Requests to execute, in order; the first is running. */
  private readonly queue: Message[] = [];
  private count = 0;
  private running: Header | undefined;

  /** @param options.onShutdown called once a client has asked for the end and has been answered */
  constructor(
    private readonly options: {
      sockets: Sockets;
      session: Session;
      compiler: Compiler;
      version: string;
      onShutdown(): void;
    },
  ) {}

  /** Takes one message. Requests to execute wait for each other; all others are answered at once. */
  readonly onMessage = (channel: Channel, message: Message): void => {
    if (message.header.msg_type === "execute_request") {
      this.queue.push(message);
      if (this.queue.length === 1) void this.work();
      return;
    }
    this.busyWhile(message.header, () => {
      const answer = this.answerSafely(message);
      if (answer) this.options.sockets.reply(channel, message, answer.type, answer.content);
    });
    if (message.header.msg_type === "shutdown_request") this.options.onShutdown();
  };

  private busyWhile(parent: Header, work: () => void): void {
    const { sockets } = this.options;
    sockets.publish("status", { execution_state: "busy" }, parent);
    try {
      work();
    } finally {
      sockets.publish("status", { execution_state: "idle" }, parent);
      if (this.running) sockets.publish("status", { execution_state: "busy" }, this.running);
    }
  }

  /** A request that this kernel, or TypeScript, cannot deal with is answered with the error. */
  private answerSafely(message: Message): Answer | undefined {
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
        this.options.session.interrupt();
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
      implementation_version: this.options.version,
      language_info: {
        name: "typescript",
        version: this.options.compiler.typescript.version,
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
    const { start, end, names } = this.options.session.complete(code, place);
    return {
      status: "ok",
      matches: names,
      cursor_start: toCharacters(code, start),
      cursor_end: toCharacters(code, end),
      metadata: {},
    };
  }

  private inspect({ code, place }: Cursor): Content {
    const known = this.options.session.inspect(code, place);
    const data = known ? { "text/plain": known.text, "text/markdown": known.markdown } : {};
    return { status: "ok", found: known !== undefined, data, metadata: {} };
  }

  private isComplete(code: string): Content {
    return { ...completeness(this.options.compiler.typescript, code) };
  }

  private find(request: HistoryRequest): unknown[] {
    const withOutput = (request as { output?: boolean }).output === true;
    return this.history
      .find(request)
      .map(([session, cell, source]) => [session, cell, withOutput ? [source, null] : source]);
  }

  /** Runs what is queued, one after the other. */
  private async work(): Promise<void> {
    for (let message = this.queue[0]; message; message = this.queue[0]) {
      await this.execute(message);
      this.queue.shift();
    }
  }

  /**
   * Runs one cell and answers. After an error, what was already queued is not run but told to be aborted; what a client
   * sends once it has the answer runs.
   */
  private async execute(message: Message): Promise<void> {
    const { sockets } = this.options;
    const { header } = message;
    const request = message.content as unknown as ExecuteRequest;
    this.running = header;
    sockets.publish("status", { execution_state: "busy" }, header);
    const content = await this.run(request, header).catch((error: Error) => {
      return this.failure({ name: error.name, message: error.message, traceback: [String(error)] });
    });
    const stops = content.status === "error" && request.stop_on_error !== false;
    if (stops) await new Promise((arrived) => setTimeout(arrived, ARRIVAL_MS));
    const queued = stops ? this.queue.splice(1) : [];
    sockets.reply("shell", message, "execute_reply", content);
    this.running = undefined;
    sockets.publish("status", { execution_state: "idle" }, header);
    for (const aborted of queued) this.abort(aborted);
  }

  /** Runs one cell; returns the content of the answer. */
  private async run(request: ExecuteRequest, header: Header): Promise<Content> {
    const silent = request.silent === true;
    const code = typeof request.code === "string" ? request.code : "";
    const counted = !silent && request.store_history !== false && code.trim() !== "";
    if (counted) this.history.add(++this.count, code);
    if (!silent) this.options.sockets.publish("execute_input", { code, execution_count: this.count }, header);
    const question = QUESTION.exec(code)?.[1];
    if (question) return this.success(request, [this.page(question)]);
    const sink = (output: Output) => this.put(output, header, silent);
    const { error } = await this.options.session.execute(code, sink, { cell: counted ? this.count : UNCOUNTED });
    return error ? this.failure(error) : this.success(request, []);
  }

  /** What is known of a name, for the client's pager. */
  private page(name: string): Content {
    const known = this.options.session.inspect(name, name.length);
    const text = known?.text || `nothing is known of ${name}`;
    return { source: "page", start: 0, data: { "text/plain": text, "text/markdown": known?.markdown || text } };
  }

  private failure({ name, message, traceback }: Pick<ErrorOutput, "name" | "message" | "traceback">): Content {
    return { status: "error", execution_count: this.count, ename: name, evalue: message, traceback };
  }

  private async success({ user_expressions = {} }: ExecuteRequest, payload: Content[]): Promise<Content> {
    const values: Content = {};
    for (const [name, expression] of Object.entries(user_expressions)) values[name] = await this.evaluate(expression);
    return { status: "ok", execution_count: this.count, payload, user_expressions: values };
  }

  private async evaluate(expression: string): Promise<Content> {
    let value: Content = { status: "ok", data: {}, metadata: {} };
    const keep = (output: Output) => {
      if (output.type === "result") value = { status: "ok", data: output.data, metadata: output.metadata };
    };
    const { error } = await this.options.session.execute(`(${expression})`, keep, { cell: UNCOUNTED });
    return error ? { ...this.failure(error), execution_count: undefined } : value;
  }

  private abort(message: Message): void {
    this.busyWhile(message.header, () => {
      const content = { status: "aborted", execution_count: this.count };
      this.options.sockets.reply("shell", message, "execute_reply", content);
    });
  }

  private put(output: Output, parent: Header, silent: boolean): void {
    if (silent) return;
    const [type, content] = toMessage(output, this.count);
    this.options.sockets.publish(type, content, parent);
  }
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

/** An output as the message and its content. */
function toMessage(output: Output, count: number): [type: string, content: Content] {
  switch (output.type) {
    case "stream":
      return ["stream", { name: output.name, text: output.text }];
    case "clear":
      return ["clear_output", { wait: output.wait }];
    case "result":
      return ["execute_result", { execution_count: count, data: output.data, metadata: output.metadata }];
    case "error":
      return ["error", { ename: output.name, evalue: output.message, traceback: output.traceback }];
    case "display": {
      const transient = output.id === undefined ? {} : { display_id: output.id };
      const type = output.update ? "update_display_data" : "display_data";
      return [type, { data: output.data, metadata: output.metadata, transient }];
    }
  }
}
