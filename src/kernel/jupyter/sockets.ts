/** The five ZeroMQ sockets of a kernel. */
import { Publisher, Reply, Router } from "zeromq";
import { type Header, type Message, Wire } from "./wire";

/** What Jupyter writes into the connection file. */
export interface Connection {
  transport: string;
  ip: string;
  key: string;
  signature_scheme: string;
  shell_port: number;
  control_port: number;
  iopub_port: number;
  stdin_port: number;
  hb_port: number;
}

export type Channel = "shell" | "control";

/** A socket that may be written to at any time: messages wait for each other. */
class Outbox {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly socket: Router | Publisher) {}

  send(frames: (Buffer | string)[]): void {
    this.last = this.last.then(() => this.socket.send(frames)).catch(() => {}); // a client that has gone
  }

  /** Resolves when all is sent. */
  get sent(): Promise<unknown> {
    return this.last;
  }
}

export class Sockets {
  private readonly sockets = {
    shell: new Router({ handover: true }), // a client that comes back is answered where it is now
    control: new Router({ handover: true }),
    stdin: new Router(),
    iopub: new Publisher({ sendHighWaterMark: 0 }), // nothing is dropped, however much a cell prints
    heartbeat: new Reply(),
  };
  private readonly outboxes: Record<Channel | "iopub", Outbox>;
  private readonly wire: Wire;

  constructor(private readonly connection: Connection) {
    const { shell, control, iopub } = this.sockets;
    this.wire = new Wire(connection.key);
    this.outboxes = { shell: new Outbox(shell), control: new Outbox(control), iopub: new Outbox(iopub) };
  }

  /** Binds all sockets and begins to listen. */
  async open(onMessage: (channel: Channel, message: Message) => void): Promise<void> {
    const { shell, control, stdin, iopub, heartbeat } = this.sockets;
    const { transport, ip, shell_port, control_port, stdin_port, iopub_port, hb_port } = this.connection;
    const address = (port: number) => (transport === "ipc" ? `ipc://${ip}-${port}` : `${transport}://${ip}:${port}`);
    await Promise.all([
      shell.bind(address(shell_port)),
      control.bind(address(control_port)),
      stdin.bind(address(stdin_port)),
      iopub.bind(address(iopub_port)),
      heartbeat.bind(address(hb_port)),
    ]);
    void this.listen("shell", onMessage);
    void this.listen("control", onMessage);
    void this.beat();
  }

  reply(channel: Channel, { identities, header }: Message, type: string, content: Record<string, unknown>): void {
    this.outboxes[channel].send(this.wire.write(identities, type, content, header));
  }

  /** Tells all clients. */
  publish(type: string, content: Record<string, unknown>, parent?: Header): void {
    this.outboxes.iopub.send(this.wire.write([type], type, content, parent));
  }

  /** Closes all sockets once everything is sent. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.outboxes).map((outbox) => outbox.sent));
    for (const socket of Object.values(this.sockets)) {
      socket.linger = 500;
      socket.close();
    }
  }

  private async listen(channel: Channel, onMessage: (channel: Channel, message: Message) => void): Promise<void> {
    for await (const frames of this.sockets[channel]) {
      const message = this.wire.read(frames);
      if (message) onMessage(channel, message);
    }
  }

  private async beat(): Promise<void> {
    for await (const frames of this.sockets.heartbeat) await this.sockets.heartbeat.send(frames);
  }
}
