import { afterAll, describe, expect, it } from "vitest";
import { plotRenderer } from "../../src/commands/renderer";
import { build } from "../../src/setup/build.mjs";
import { root } from "../kernel/kernel";

const PLOTLY = "application/vnd.plotly.v1+json";
const SVG = "image/svg+xml";
const renderer = plotRenderer(build(root), 30_000);
afterAll(() => renderer.close());

describe("the kernel's renderer", () => {
  it("draws bundles that hold a figure and no picture yet", () => {
    expect(renderer.canRender({ [PLOTLY]: {} })).toBe(true);
    expect(renderer.canRender({ [PLOTLY]: {}, [SVG]: "<svg>" })).toBe(false);
    expect(renderer.canRender({ "text/plain": "x" })).toBe(false);
  });

  it("adds the picture and keeps the other forms", async () => {
    const bundle = { [PLOTLY]: { data: [{ x: [1, 2], y: [3, 4] }], layout: {} }, "text/plain": "a line" };
    const { [SVG]: svg, ...rest } = await renderer.render(bundle);
    expect(rest).toEqual(bundle);
    expect(svg).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
  });
});
