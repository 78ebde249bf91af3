/** Gives the kernel the workbook's renderer of plots. */
import { join } from "node:path";
import type { Renderer } from "../kernel/renderer";
import { startRenderer } from "../plots/render";

const PLOTLY = "application/vnd.plotly.v1+json";
const SVG = "image/svg+xml";

/**
 * @param dist folder with the compiled workbook
 * @param patienceMs how long a cell waits for one picture, once the renderer is ready
 */
export function plotRenderer(dist: string, patienceMs: number): Renderer & { close(): void } {
  const plots = startRenderer({ entry: join(dist, "plots", "render-process.js"), timeoutMs: patienceMs });
  return {
    canRender: (bundle) => PLOTLY in bundle && !(SVG in bundle),
    render: async (bundle) => ({ ...bundle, [SVG]: await plots.render(JSON.stringify(bundle[PLOTLY])) }),
    warmUp: () => plots.warmUp(),
    close: () => plots.close(),
  };
}
