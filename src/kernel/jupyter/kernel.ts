/** The Jupyter kernel: a session behind Jupyter's messages. */

import type { Compiler } from "../compiler/compiler";
import type { Output } from "../outputs";
import type { ErrorOutput, Session } from "../session";
import { Answers } from "./answers";
import { InputHistory } from "./history";
import { JoinedText } from "./joined-text";
import type { Channel, Sockets } from "./sockets";
import type { Content, Header, Message } from "./wire";

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
  private readonly answers: Answers;
  /** Requests to execute, in order; the first is running. */
  private queue: Message[] = [];
  private readonly printed = new JoinedText((name, text, parent) =>
    this.options.sockets.publish("stream", { name, text }, parent),
  );
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
  ) {
    const { session, compiler, version } = options;
    this.answers = new Answers(session, compiler, version, this.history);
  }

  /** Takes one message. Requests to execute wait for each other; all others are answered at once. */
  readonly onMessage = (channel: Channel, message: Message): void => {
    if (message.header.msg_type === "execute_request") {
      this.queue.push(message);
      if (this.queue.length === 1) void this.work();
      return;
    }
    this.busyWhile(message.header, () => {
      const answer = this.answers.to(message);
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

  /** Runs what is queued, one after the other. */
  private async work(): Promise<void> {
    for (let message = this.queue[0]; message; message = this.queue[0]) {
      await this.execute(message);
      this.queue.shift();
    }
  }

  /**
   * Runs one cell and answers. After an error, what its client had already queued is not run but told to be aborted;
   * what it sends once it has the answer runs.
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
    const queued = stops ? this.queue.filter((other) => other !== message && isFrom(other, header)) : [];
    this.queue = this.queue.filter((other) => !queued.includes(other));
    this.printed.flush();
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
    if (question) return this.success(request, [this.answers.page(question)]);
    const sink = (output: Output) => this.put(output, header, silent);
    const { error } = await this.options.session.execute(code, sink, { cell: counted ? this.count : UNCOUNTED });
    return error ? this.failure(error) : this.success(request, []);
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
    if (output.type === "stream") {
      this.printed.add(output.name, output.text, parent);
      return;
    }
    this.printed.flush();
    const [type, content] = toMessage(output, this.count);
    this.options.sockets.publish(type, content, parent);
  }
}

function isFrom({ header }: Message, { session }: Header): boolean {
  return header.session === session;
}

/** An output as the message and its content. */
function toMessage(output: Exclude<Output, { type: "stream" }>, count: number): [type: string, content: Content] {
  switch (output.type) {
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
