/** The pictures in a real browser, with real text sizes: the renderer only estimates them. */
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startRenderer } from "../../src/plots/render";
import { launch } from "./chromium";
import { compiledEntry, gallery, jsonOf } from "./samples";

interface Word {
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
  size: number;
}

const figures = gallery();
const pictures: Record<string, string> = {};
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const renderer = startRenderer({ entry: compiledEntry() });
  for (const [name, figure] of Object.entries(figures)) pictures[name] = await renderer.render(jsonOf(figure));
  renderer.close();
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
});

afterAll(() => browser?.close());

/** The words as this browser draws them in `#sheet`. `widen` is what a wider font adds to each letter. */
async function wordsOf(svg: string, widen = "0"): Promise<Word[]> {
  await page.setContent(
    `<style>body { margin: 0 } svg { letter-spacing: ${widen} }</style><div id="sheet">${svg}</div>`,
  );
  return page.evaluate(readWords);
}

/** Runs in the page. A text of several lines is a word for each. */
function readWords(): any {
  const { document, getComputedStyle } = globalThis as any;
  const sheet = document.querySelector("#sheet").getBoundingClientRect();
  return [...document.querySelectorAll("#sheet text")].flatMap((text: any) => {
    const lines = text.querySelectorAll("tspan").length > 0 ? [...text.querySelectorAll("tspan")] : [text];
    return lines.map((line: any) => {
      const { left, top, right, bottom } = line.getBoundingClientRect();
      const size = Number.parseFloat(getComputedStyle(line).fontSize);
      const box = {
        left: left - sheet.left,
        right: right - sheet.left,
        top: top - sheet.top,
        bottom: bottom - sheet.top,
      };
      return { text: line.textContent, size, ...box };
    });
  });
}

/** The live figure, as JupyterLab's extension shows it. */
async function show(figure: { data: unknown; layout: unknown; frames?: unknown }): Promise<void> {
  await page.setContent('<style>body { margin: 0 }</style><div id="sheet"></div>');
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve("plotly.js-dist") });
  await page.evaluate(async (json) => {
    const { data, layout, frames } = JSON.parse(json);
    const { Plotly } = globalThis as any;
    await Plotly.react("sheet", data, layout, { displayModeBar: false });
    if (frames) await Plotly.addFrames("sheet", frames);
  }, JSON.stringify(figure));
}

function overlaps(a: Word, b: Word): boolean {
  const slack = 1; // a line box is a little higher than its letters
  const apart = a.right <= b.left + slack || b.right <= a.left + slack;
  return !apart && !(a.bottom <= b.top + slack || b.bottom <= a.top + slack);
}

function collisions(words: Word[]): string[] {
  return words.flatMap((a, i) => words.slice(i + 1).flatMap((b) => (overlaps(a, b) ? [`${a.text} / ${b.text}`] : [])));
}

function cutOff(words: Word[], { width, height }: { width: number; height: number }): string[] {
  const inside = ({ left, top, right, bottom }: Word) => left >= 0 && top >= 0 && right <= width && bottom <= height;
  return words.filter((word) => !inside(word)).map(({ text }) => text);
}

describe.each(Object.keys(figures))("the picture of %s", (name) => {
  const sheet = figures[name].layout as { width: number; height: number };

  test("has no label over another and none cut off, none smaller than 12 pixels", async () => {
    const words = await wordsOf(pictures[name]);
    expect(words.length).toBeGreaterThan(3);
    expect(collisions(words)).toEqual([]);
    expect(cutOff(words, sheet)).toEqual([]);
    expect(words.filter(({ size }) => size < 12)).toEqual([]);
  });

  test("bears a font that is a tenth wider", async () => {
    const words = await wordsOf(pictures[name], "0.05em");
    expect(collisions(words)).toEqual([]);
    expect(cutOff(words, sheet)).toEqual([]);
  });

  test("keeps the legend out of the plot", async () => {
    await wordsOf(pictures[name]);
    const names = figures[name].layout.showlegend ? figures[name].data.map((trace) => trace.name) : [];
    const inside = await page.evaluate((names) => {
      const { document } = globalThis as any;
      const plots = [...document.querySelectorAll("[clip-path]")].map((plot: any) => plot.getBoundingClientRect());
      const legends = [...document.querySelectorAll("text")].filter((text: any) => names.includes(text.textContent));
      return legends.filter((text: any) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return plots.some((at) => left < at.right && right > at.left && top < at.bottom && bottom > at.top);
      }).length;
    }, names);
    expect(inside).toBe(0);
  });

  test("has its labels where the live figure has them, to two pixels", async () => {
    const still = await wordsOf(pictures[name]);
    const { data, layout } = figures[name];
    await show({ data, layout: { ...layout, ...(layout.meta as any).still } });
    const moving: Word[] = await page.evaluate(readWords);
    expect(moving.map(({ text }) => text)).toEqual(still.map(({ text }) => text));
    for (const [i, word] of still.entries()) {
      expect(Math.abs(word.left - moving[i].left), word.text).toBeLessThan(2);
      expect(Math.abs(word.top - moving[i].top), word.text).toBeLessThan(2);
    }
  });
});

describe("the moving boundary", () => {
  const { data, layout, frames } = figures.animation;

  /** How many grid points the network takes for class 1 in the picture shown. */
  const squares = () =>
    page.evaluate(() => (globalThis as any).document.querySelector("#sheet").data[0].x.length as number);

  test("has room for its slider and its buttons", async () => {
    await show({ data, layout, frames });
    const words: Word[] = await page.evaluate(readWords);
    expect(words.map(({ text }) => text)).toEqual(expect.arrayContaining(["▶ Play", "iteration 54817"]));
    expect(collisions(words)).toEqual([]);
    expect(cutOff(words, layout as { width: number; height: number })).toEqual([]);
  });

  test("plays from the first moment to the last", async () => {
    await show({ data, layout, frames });
    const counts = (frames ?? []).map((frame) => (frame.data as any)[0].x.length);
    expect(await squares()).toBe(counts[counts.length - 1]);
    await page.getByText("▶ Play").click();
    await expect.poll(squares, { interval: 20 }).toBe(counts[0]);
    await expect.poll(squares, { timeout: 10_000 }).toBe(counts[counts.length - 1]);
  });

  test("goes to the moment that the slider is set to", async () => {
    await show({ data, layout, frames });
    const rail = await page.locator(".slider-rail-touch-rect").boundingBox();
    if (!rail) throw new Error("there is no slider");
    await page.mouse.click(rail.x + 3, rail.y + rail.height / 2);
    await expect.poll(squares).toBe((frames as any)[0].data[0].x.length);
  });
});
