/**
 * Figures to SVG text, drawn by plotly.js in a process of its own: a figure that hangs or breaks it costs that picture
 * and nothing else.
 */
import { createHash } from "node:crypto";
import { FigureError, RenderChild } from "./render-child";

export interface RendererOptions {
  /** The compiled file of render-process.ts. */
  entry: string;
  /** Milliseconds that one figure may take, counted from when the process is ready for it; default 5000. */
  timeoutMs?: number;
  /** Milliseconds without work after which the process ends; the next figure starts a new one. Default 60 000. */
  idleMs?: number;
  /** The process's heap in MB; default 1024. */
  memoryMB?: number;
}

export interface Renderer {
  /**
   * The figure as SVG text: the same text for the same JSON, on every machine. Rejects with one line that says why
   * there is no picture.
   * @param json `{ data, layout }`, as the Plotly MIME type has it
   */
  render(json: string): Promise<string>;
  /** Starts the process now, so that the first figure need not wait for it. */
  warmUp(): void;
  /** Ends the process and rejects what is still waited for. */
  close(): void;
}

/** Pictures are kept for figures shown again; the oldest go beyond this many characters. */
const cacheSize = 20_000_000;

/** A renderer; idle, it does not keep the caller's process alive. */
export function startRenderer(options: RendererOptions): Renderer {
  const { entry, timeoutMs = 5000, idleMs = 60_000, memoryMB = 1024 } = options;
  const cache = new Map<string, string>();
  let child: RenderChild | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  let count = 0;
  let closed = false;

  function end(reason: string): void {
    clearTimeout(idle);
    child?.kill(reason);
    child = undefined;
  }

  function warmUp(): void {
    if (closed) throw new Error("The renderer was closed.");
    if (child?.ended) child = undefined;
    child ??= new RenderChild(entry, memoryMB);
    clearTimeout(idle);
    idle = setTimeout(() => end("The renderer was idle."), idleMs);
    idle.unref();
  }

  async function draw(json: string): Promise<string> {
    const key = createHash("sha256").update(json).digest("hex");
    const known = cache.get(key);
    if (known !== undefined) return known;
    warmUp();
    clearTimeout(idle);
    try {
      const svg = await (child as RenderChild).draw({ id: ++count, json }, timeoutMs);
      keep(cache, key, svg);
      return svg;
    } catch (error) {
      if (!(error instanceof FigureError)) end("The renderer was replaced.");
      throw error;
    } finally {
      if (child) warmUp();
    }
  }

  return {
    render(json) {
      const drawn = last.then(() => draw(json));
      last = drawn.catch(() => {});
      return drawn;
    },
    warmUp,
    close() {
      closed = true;
      end("The renderer was closed.");
    },
  };
}

function keep(cache: Map<string, string>, key: string, svg: string): void {
  cache.set(key, svg);
  let size = 0;
  for (const text of cache.values()) size += text.length;
  for (const [oldest, text] of cache) {
    if (size <= cacheSize) break;
    cache.delete(oldest);
    size -= text.length;
  }
}
