/**
 * The render process: it answers `{ id, json }` with `{ id, svg }` or `{ id, error }`, one figure at a time, over Node's
 * channel to its parent, and ends with it. `render.ts` starts it.
 */
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { type Draw, type FigureJson, loadPlotly } from "./plotly";
import { compactSvg } from "./svg-compact";

export interface Request {
  id: number;
  json: string;
}

/** The answer to the request of that id, or word that the process is ready for the first. */
export type Answer = { ready: true } | { id: number; svg: string } | { id: number; error: string };

/** What is known to come out right without a screen; the others want a canvas, WebGL or the network. */
const drawable = ["scatter", "bar", "histogram", "box", "violin", "contour", "pie", "scatterpolar", "barpolar"];

async function render(draw: Draw, json: string): Promise<string> {
  const figure: FigureJson = still(JSON.parse(json));
  check(figure);
  const prefix = `f${createHash("sha256").update(json).digest("hex").slice(0, 8)}-`;
  return compactSvg(await draw(figure), { label: labelOf(figure.layout ?? {}), prefix });
}

/** What a moving figure has otherwise in a picture, where no button can be pressed, stands in its layout as `meta.still`. */
function still(figure: FigureJson): FigureJson {
  const other = figure?.layout?.meta?.still;
  return other ? { ...figure, layout: { ...figure.layout, ...other } } : figure;
}

function check(figure: FigureJson): void {
  if (!Array.isArray(figure?.data)) throw new Error("it has no list of traces as its data");
  for (const trace of figure.data) {
    const type = trace?.type ?? "scatter";
    if (!drawable.includes(type)) throw new Error(`"${type}" is not a trace that can be drawn without a screen`);
    if (trace?.contours?.coloring === "heatmap") throw new Error("contours with heatmap coloring need a screen");
  }
  const { images } = figure.layout ?? {};
  if (Array.isArray(images) && images.length > 0) throw new Error("background images need a screen");
}

/** The figure's own words, to be read aloud. */
function labelOf(layout: Record<string, any>): string {
  const title = typeof layout.title === "string" ? layout.title : layout.title?.text;
  const words = [title, layout.meta?.description].filter((text) => typeof text === "string" && text !== "");
  return words.join(". ").replace(/<[^>]*>/g, " ") || "figure";
}

/** A busy process doesn't notice that its parent is gone; this thread does, and ends it. */
const watch = `
  const { ppid } = process;
  setInterval(() => {
    try { process.kill(ppid, 0); if (process.ppid === ppid) return; } catch {}
    process.kill(process.pid, "SIGKILL");
  }, 1000);
`;

function main(): void {
  new Worker(watch, { eval: true }).unref();
  process.on("disconnect", () => process.exit());
  process.on("SIGINT", () => {}); // Ctrl+C is for the parent, which then decides
  const send = (answer: Answer) => process.send?.(answer);
  const draw = loadPlotly();
  process.on("message", ({ id, json }: Request) => {
    render(draw, json).then(
      (svg) => send({ id, svg }),
      (error) => send({ id, error: inOneLine(error) }),
    );
  });
  send({ ready: true });
}

/** Plotly's errors are of its window's world, where `instanceof Error` is false. */
function inOneLine(error: any): string {
  return String(error?.message ?? error)
    .split("\n")[0]
    .replace(/\.+$/, "");
}

if (process.send) main();
