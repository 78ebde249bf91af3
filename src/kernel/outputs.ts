/** What a cell puts out, as it leaves the session: bounded, in order, with pictures drawn. */
import type { Bundle, Reply } from "./protocol";
import type { Renderer } from "./renderer";

export type Output =
  | { type: "stream"; name: "stdout" | "stderr"; text: string }
  | { type: "display"; data: Bundle; metadata: Bundle; id?: string; update?: boolean }
  | { type: "clear"; wait: boolean }
  | { type: "result"; data: Bundle; metadata: Bundle }
  /** `line`: in the running cell, from 1, where known. */
  | { type: "error"; name: string; message: string; traceback: string[]; line?: number };

export type Sink = (output: Output) => void;

type Shown = Extract<Reply, { type: "display" | "result" }>;

/** Characters a cell may print. */
export const MAX_STREAM = 2 ** 20;
/** Values a cell may show beside its prints; replacing one costs nothing. */
export const MAX_SHOWN = 1000;
/** Takes one cell's outputs from the realm to the client. */
export class CellOutputs {
  /** Whether the cell put out more than was passed on. */
  flooded = false;
  private isOver = false;
  private hasResult = false;
  private printed = 0;
  private shown = 0;
  /** Work that must be done before the next output may go out. */
  private pending: Promise<void> | undefined;
  /** Displays that can still be replaced: their picture is drawn when the cell is over. */
  private readonly replaceable = new Map<string, Shown>();

  constructor(
    private readonly sink: Sink,
    private readonly renderer?: Renderer,
  ) {}

  print(name: "stdout" | "stderr", text: string): void {
    const room = MAX_STREAM - this.printed;
    this.printed += text.length;
    if (text.length <= room) {
      this.put({ type: "stream", name, text });
      return;
    }
    this.flooded = true;
    if (room >= 0)
      this.put({ type: "stream", name, text: `${text.slice(0, room)}\n… cut here: a cell may print 1 MB\n` });
  }

  /** An output that needs no further work. */
  put(output: Output): void {
    this.enqueue(() => this.sink(output));
  }

  /** Removes what the cell has put out so far: there is room again. Once the cell is over, its outputs stay. */
  clear(wait: boolean): void {
    if (this.isOver) return;
    this.printed = 0;
    this.shown = 0;
    this.put({ type: "clear", wait });
  }

  show(shown: Shown): void {
    if (shown.type === "result") {
      if (this.hasResult || this.isOver) return; // a cell has one last expression
      this.hasResult = true;
    }
    if (shown.type === "display" && !shown.update && ++this.shown > MAX_SHOWN) {
      const text = `… cut here: a cell may show ${MAX_SHOWN} values\n`;
      this.flooded = true;
      if (this.shown === MAX_SHOWN + 1) this.put({ type: "stream", name: "stdout", text });
      return;
    }
    const id = shown.type === "display" ? shown.id : undefined;
    if (!this.renderer?.canRender(shown.data)) {
      if (id !== undefined) this.replaceable.delete(id);
      this.put(shown);
    } else if (id !== undefined) {
      this.replaceable.set(id, shown);
      this.put(shown);
    } else {
      this.enqueue(() => this.draw(shown));
    }
  }

  /** The cell is over. Draws the displays that were left without a picture, and waits until all outputs are out. */
  async finish(): Promise<void> {
    this.isOver = true;
    for (const shown of this.replaceable.values()) this.enqueue(() => this.draw({ ...shown, update: true } as Shown));
    await this.pending;
  }

  private async draw(shown: Shown): Promise<void> {
    this.sink({ ...shown, data: await withPicture(shown.data, this.renderer as Renderer) });
  }

  private enqueue(task: () => void | Promise<void>): void {
    const done = this.pending ? this.pending.then(task) : task();
    if (!(done instanceof Promise)) return;
    const pending = done.finally(() => {
      if (this.pending === pending) this.pending = undefined;
    });
    this.pending = pending;
  }
}

/** The bundle with its picture, or as it is when that cannot be had. */
async function withPicture(data: Bundle, renderer: Renderer): Promise<Bundle> {
  try {
    return await renderer.render(data);
  } catch {
    return data;
  }
}
