/**
 * What a cell may say to whoever runs it: JupyterLab, the headless runner or the grader.
 *
 * The kernel puts a host behind a well-known symbol; without one (a test, a script) everything is printed as text.
 * This file imports nothing, so that plots and checks may use it.
 */

/** A value in several forms at once, by MIME type; the client shows the richest it knows. */
export type Bundle = Record<string, unknown>;

/** An object with this method shows itself: the protocol of Deno's Jupyter kernel. */
export const asBundle: unique symbol = Symbol.for("Jupyter.display") as never;

export interface Displayable {
  [asBundle](): Bundle | Promise<Bundle>;
}

/** What the kernel offers to the code in a cell. */
interface Host {
  display(value: unknown, options: { id?: string; update?: boolean }): void;
  clear(options: { wait?: boolean }): void;
  /** Aborted when the user interrupts the running cell. */
  readonly signal: AbortSignal;
  startThread(module: string, data: unknown): unknown;
  check(request: object, answer: (question: unknown) => unknown): Promise<void>;
}

function host(): Host | undefined {
  return (globalThis as Record<symbol, unknown>)[Symbol.for("workbook.host")] as Host | undefined;
}

/** Shows a value now, as the last expression of a cell would be shown. With an `id`, `update` can replace it later. */
export function show(value: unknown, options: { id?: string } = {}): void {
  const kernel = host();
  if (kernel) kernel.display(value, options);
  else console.log(value);
}

/** Replaces, in place, what `show` displayed under this `id`. */
export function update(id: string, value: unknown): void {
  host()?.display(value, { id, update: true });
}

/** Removes the running cell's outputs: at once, or with `wait` when the next one arrives (no flicker). */
export function clear(options: { wait?: boolean } = {}): void {
  host()?.clear(options);
}

/** Aborted when the user interrupts the running cell; pass it to whatever runs long. Never aborted outside a kernel. */
export function interruptSignal(): AbortSignal {
  return host()?.signal ?? new AbortController().signal;
}

/**
 * A worker thread that has the modules which cells see, edits included, and calls `serve(port, data)` of one of them,
 * named as a cell imports it (`./src/node/…`): Node's Worker, or nothing outside a kernel.
 * @throws Error where the kernel refuses threads.
 */
export function kernelThread(module: string, data: unknown): unknown {
  return host()?.startThread(module, data);
}

/**
 * Has the kernel check a function; it asks `answer`, and the promise resolves when it asks no more.
 * @throws Error outside a kernel.
 */
export function askForCheck(request: object, answer: (question: unknown) => unknown): Promise<void> {
  const kernel = host();
  if (!kernel) throw new Error("check: only a notebook's kernel can check; run this in a cell");
  return kernel.check(request, answer);
}

/** A progress bar to `show` and `update`: `done` of `total` steps, and a word on what is going on. */
export function progress(done: number, total: number, text = ""): Displayable {
  const percent = Math.floor((100 * Math.min(done, total)) / total);
  const words = `${percent} %${text ? ` ${text}` : ""}`;
  return {
    [asBundle]: () => ({
      "text/html": `<progress value="${percent}" max="100" aria-label="progress" style="${BAR}"></progress> ${escapeHtml(words)}`,
      "text/plain": words,
    }),
  };
}

/** As wide whatever the client's style sheet says, and on one line with the words. */
const BAR = "width: 16em; margin: 0 0.5em; vertical-align: middle";

/** Text for HTML, also within an attribute's double quotes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] as string);
}

/** Text without what XML cannot hold: control characters, and half a pair of surrogates. */
export function xmlText(text: string): string {
  return text.replace(/(?![\t\n\r])\p{Cc}/gu, "").replace(/\p{Surrogate}|[\ufffe\uffff]/gu, "\ufffd");
}
