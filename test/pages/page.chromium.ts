/** A page in a real browser, opened as a file, without a network. */
import { copyFileSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startRenderer } from "../../src/plots/render";
import { launch } from "../plots/chromium";
import { compiledEntry, gallery, jsonOf } from "../plots/samples";
import { code, pageText, prose, shown } from "./pages";

const folder = mkdtempSync(join(tmpdir(), "workbook page "));
const file = join(folder, "page.html");
const { animation, scatter } = gallery();
let browser: Browser;

beforeAll(async () => {
  const renderer = startRenderer({ entry: compiledEntry() });
  const cells: object[] = [prose("# Title\n\n## One\n\n## Two\n\n$$a = b \\tag{1.1}$$")];
  for (const figure of [scatter, animation]) {
    const { data, layout, frames } = figure;
    const json = frames ? { data, layout, frames } : { data, layout };
    const svg = await renderer.render(jsonOf(figure));
    cells.push(
      code("", [shown({ "application/vnd.plotly.v1+json": json, "image/svg+xml": svg, "text/plain": "words" })]),
    );
  }
  renderer.close();
  writeFileSync(file, pageText(cells, { plots: { script: "plotly.js" } }));
  copyFileSync(createRequire(import.meta.url).resolve("plotly.js-dist"), join(folder, "plotly.js"));
  browser = await launch();
});

afterAll(() => browser?.close());

/** The page and what its console said, errors of its script and of its policy too. */
async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; said: string[]; asked: string[] }> {
  const context = await browser.newContext({ offline: true, viewport: { width: 1300, height: 900 }, ...options });
  const page = await context.newPage();
  const said: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, said, asked: asked };
}

describe("a page opened as a file", () => {
  test("has live plots in place of the pictures, and asks for plotly.js alone", async () => {
    const { page, said, asked } = await open();
    const live = page.locator(".figure.is-live");
    await expect.poll(() => live.count(), { timeout: 15_000 }).toBe(2);
    await expect.poll(() => page.locator(".live .main-svg").first().isVisible()).toBe(true);
    expect(await page.locator(".still").first().isVisible()).toBe(false);
    expect(said).toEqual([]);
    expect(asked.filter((url) => !url.startsWith("data:")).map((url) => url.split("/").pop())).toEqual([
      "page.html",
      "plotly.js",
    ]);
    await page.context().close();
  });

  test("plays moving pictures", async () => {
    const { page } = await open();
    const moving = page.locator(".live").nth(1);
    const squares = () => moving.evaluate((place: any) => place.data?.[0].x.length);
    const counts = (animation.frames ?? []).map((frame) => (frame.data as any)[0].x.length);
    await expect.poll(squares, { timeout: 15_000 }).toBe(counts[counts.length - 1]);
    await page.getByText("▶ Play").click();
    await expect.poll(squares, { interval: 20 }).toBe(counts[0]);
    await page.context().close();
  });

  test.each([
    ["without JavaScript", { javaScriptEnabled: false }, "screen"],
    ["on paper", {}, "print"],
  ] as const)("shows the pictures %s", async (_words, options, media) => {
    const { page } = await open(options);
    if (media === "print") await expect.poll(() => page.locator(".is-live").count(), { timeout: 15_000 }).toBe(2);
    await page.emulateMedia({ media });
    for (const image of await page.locator(".still img").all()) {
      expect(await image.isVisible()).toBe(true);
      if (media === "screen") expect((await image.boundingBox())?.width).toBeGreaterThan(600);
    }
    expect(await page.locator(".live").first().isVisible()).toBe(false);
    await page.context().close();
  });

  test("needs no scrolling to the side on a phone; the equation's number is at the right", async () => {
    const { page } = await open({ viewport: { width: 400, height: 800 } });
    await expect.poll(() => page.locator(".is-live").count(), { timeout: 15_000 }).toBeGreaterThan(0);
    expect(await page.evaluate(() => (globalThis as any).document.documentElement.scrollWidth)).toBe(400);
    const tag = await page.locator(".tag").boundingBox();
    expect(tag && tag.x + tag.width).toBeGreaterThan(370);
    await page.context().close();
  });

  test("is dark where the reader's system is", async () => {
    const background = async (colorScheme: "light" | "dark") => {
      const { page } = await open({ colorScheme });
      const color = await page.evaluate(
        () => (globalThis as any).getComputedStyle((globalThis as any).document.body).backgroundColor,
      );
      await page.context().close();
      return color;
    };
    expect(await background("light")).toBe("rgb(255, 255, 255)");
    expect(await background("dark")).toBe("rgb(22, 25, 29)");
  });
});
