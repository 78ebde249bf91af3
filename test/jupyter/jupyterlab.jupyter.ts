/** Notebooks 00 and 05 in JupyterLab, in both of its themes, as a student uses them; pictures go to test-results/. */
import type { Browser, BrowserContext, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch } from "../plots/chromium";
import { Lab, WorkbookCopy } from "./lab";
import { LabPage, lowestContrast, outputs, THEMES } from "./lab-page";

let copy: WorkbookCopy;
let lab: Lab;
let browser: Browser;
let context: BrowserContext;
/** The open notebook: 00 first, then 05. */
let open: LabPage;

beforeAll(async () => {
  copy = new WorkbookCopy();
  lab = await Lab.start(copy.root);
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1400, height: 1000 } });
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
  copy?.remove();
});

/** The cell with this id in a notebook of the student's. */
function cell(notebook: string, id: string): Locator {
  const index = copy.read(notebook).cells.findIndex((each) => each.id === id);
  if (index < 0) throw new Error(`${notebook} has no cell ${id}`);
  return open.cell(index);
}

/** The texts of a cell's outputs, once there are that many and none of them waits for a drawing. */
async function texts(of: Locator, count = 1): Promise<(string | null)[]> {
  await expect.poll(() => outputs(of).count(), { timeout: 60_000 }).toBe(count);
  return outputs(of).allTextContents();
}

/** Waits until every code cell has run. */
async function allHaveRun(): Promise<void> {
  const waiting = async () => (await open.prompts()).filter((prompt) => !/^\[\d+\]:$/.test(prompt));
  await expect.poll(waiting, { timeout: 60_000 }).toEqual([]);
  await open.idle();
}

/** How many points each trace of a cell's live plot has; undefined while there is none. */
function tracesOf(of: Locator): Promise<number[] | undefined> {
  return of.evaluate((root: any) => root.querySelector(".js-plotly-plot")?.data.map((trace: any) => trace.x.length));
}

/** Of each cell: that its outputs can be read, and end where the output area ends; and a picture of it. */
async function look(notebook: string, ids: string[]): Promise<void> {
  for (const theme of THEMES) {
    await open.theme(theme);
    for (const id of ids) {
      const shown = cell(notebook, id);
      await shown.scrollIntoViewIfNeeded();
      await open.screenshot(`${notebook.slice(0, 2)}-${id}-${theme.toLowerCase()}`, shown);
      for (const output of await outputs(shown).all()) {
        if (!(await isPlot(output))) await readable(`${theme}, ${id}`, output);
        expect(await overflow(output), `${theme}, ${id}: pixels that stick out`).toBeLessThanOrEqual(0);
      }
    }
  }
  await open.theme("Light");
}

/** 4.5 is what WCAG asks of a text, 3 of a sign: the marks under a line of code. */
async function readable(what: string, output: Locator): Promise<void> {
  const { ratio, text } = await lowestContrast(output);
  expect(ratio, `${what}: contrast of ${JSON.stringify(text)}`).toBeGreaterThanOrEqual(/^[|^ ]*$/.test(text) ? 3 : 4.5);
}

/** A plot has a sheet of its own, whatever the theme. */
function isPlot(output: Locator): Promise<boolean> {
  return output.evaluate((element: any) => element.matches(".jp-RenderedPlotly"));
}

function overflow(output: Locator): Promise<number> {
  return output.evaluate((element: any) => element.scrollWidth - element.clientWidth);
}

/** No dialog is open, and nobody complained. */
async function allIsWell(): Promise<void> {
  expect(await open.page.locator(".jp-Dialog").allTextContents()).toEqual([]);
  expect(open.complaints).toEqual([]);
}

describe("notebook 00", () => {
  const NOTEBOOK = "00-start-here.ipynb";
  const here = (id: string) => cell(NOTEBOOK, id);

  beforeAll(async () => {
    open = await LabPage.open(context, lab, NOTEBOOK);
  });

  test("opens with the outputs it was saved with", async () => {
    expect(await texts(here("first-function"))).toEqual(["a slope of 3 makes a step of 0.03\n"]);
    await expect.poll(() => tracesOf(here("first-plot"))).toEqual([13, 22]);
  });

  test("runs all cells", async () => {
    await open.menu("Run", "Run All Cells");
    await allHaveRun();
    expect(await open.prompts()).toEqual(copy.codeCells(NOTEBOOK).map((_, n) => `[${n + 1}]:`));
    expect(await texts(here("first-value"))).toEqual(["1"]);
    expect(await texts(here("first-function"))).toEqual(["a slope of 3 makes a step of 0.03\n"]);
    expect(await texts(here("latest-value"))).toEqual(["1.5"]);
    expect(await texts(here("shape-right"))).toEqual(["[ 4, 35 ]"]);
  });

  test("shows a matrix as a small table with its shape", async () => {
    const table = outputs(here("import-src")).locator("table");
    expect(await table.locator("caption").textContent()).toBe("2×3");
    expect(await table.locator("td").allTextContents()).toEqual(["1.", "2.", "3.", "4.", "5.", "6."]);
  });

  test("shows the plot live, with 35 points", async () => {
    expect(await tracesOf(here("first-plot"))).toEqual([13, 22]);
    expect(await here("first-plot").locator(".js-plotly-plot .points path").count()).toBe(35);
  });

  test("shows the shape error of a cell that did not run, with the line marked", async () => {
    const [error, ...others] = await texts(here("shape-error"));
    expect(others).toEqual([]);
    expect(error).toBe(`CompileError: the cell was not run

cell [7], line 3: Argument of type 'Matrix<2, 35>' is not assignable to parameter of type 'Matrix<3, 35>'. (TS2345)
  1 | const W = seed(1).randn(4, 3); // random numbers, always the same ones for the seed 1
  2 | console.log("not printed: the cell does not run");
> 3 | const Z = W.dot(X);
    |                 ^
  Type '2' is not assignable to type '3'.`);
  });

  test("shows the error of a matrix, with the calls that led there", async () => {
    const [error] = await texts(here("shape-runtime-error"));
    expect(error).toMatch(/^ShapeError: dot: 4×3 · 2×35: the left has 3 columns, the right has 2 rows/);
    expect(error).toContain("> 2 | seed(1).randn(4, sizes[0]).dot(X)");
    expect(error).toMatch(/at cell \[9\], line 2$/);
  });

  test("can be read in both themes", async () => {
    await look(NOTEBOOK, [
      "first-function",
      "import-src",
      "first-plot",
      "shape-error",
      "shape-runtime-error",
      "edit-src",
    ]);
  });

  test("restarts and runs all cells", async () => {
    await open.menu("Run", "Restart Kernel and Run All Cells…");
    await open.page.locator(".jp-Dialog .jp-mod-warn").click();
    await expect.poll(() => open.prompts()).toContain("[*]:");
    await allHaveRun();
    expect(await open.prompts()).toEqual(copy.codeCells(NOTEBOOK).map((_, n) => `[${n + 1}]:`));
    expect(await texts(here("latest-value"))).toEqual(["1.5"]);
  });

  test("keeps its outputs when it is saved and loaded again, and a picture for GitHub", async () => {
    await open.save();
    const plot = copy.codeCells(NOTEBOOK).find(({ id }) => id === "first-plot")?.outputs?.[0].data ?? {};
    expect(Object.keys(plot).sort()).toEqual(["application/vnd.plotly.v1+json", "image/svg+xml", "text/plain"]);
    expect([plot["image/svg+xml"]].flat().join("")).toMatch(/^<svg /);
    await open.page.reload();
    await open.idle();
    expect(await texts(here("latest-value"))).toEqual(["1.5"]);
    await expect.poll(() => tracesOf(here("first-plot"))).toEqual([13, 22]);
    const drawn = here("first-plot").locator(".main-svg").first();
    await expect.poll(() => drawn.getAttribute("width")).toBe("610"); // as before, not as wide as the window
    await open.screenshot("00-first-plot-reloaded", here("first-plot"));
    expect(await texts(here("shape-error"))).toEqual([expect.stringMatching(/^CompileError: the cell was not run/)]);
  });

  test("completes a name of the engine with Tab", async () => {
    const imported = await open.run('import { createNetwork } from "./src";\ncreateNetwork.name');
    expect(await texts(imported)).toEqual(["'createNetwork'"]);
    const written = await open.write("createNetw");
    expect(await open.complete()).toEqual(["createNetwork"]);
    await open.screenshot("completer");
    await open.page.keyboard.press("Enter");
    await expect.poll(() => open.textOf(written)).toBe("createNetwork");
  });

  test("completes in the middle of a word, and after a dot", async () => {
    const written = await open.write("createNetwor({");
    for (let n = "etwor({".length; n > 0; n--) await open.page.keyboard.press("ArrowLeft");
    expect(await open.complete()).toEqual(["createNetwork"]);
    await open.page.keyboard.press("Enter");
    await expect.poll(() => open.textOf(written)).toBe("createNetwork({");
    await open.write("A.");
    expect(await open.complete()).toEqual(expect.arrayContaining(["add", "cols", "dot", "rows", "T", "times"]));
    await open.page.keyboard.press("Escape");
  });

  test("shows what a function is for with Shift+Tab, and with a question mark", async () => {
    await open.write("createNetwork");
    await open.page.keyboard.press("Shift+Tab");
    const tooltip = open.page.locator(".jp-Tooltip");
    await tooltip.waitFor();
    expect(await tooltip.textContent()).toContain("A new network with the parameters that the initializer draws.");
    expect(await tooltip.textContent()).toContain("sizes: readonly number[];");
    await open.screenshot("tooltip");
    await open.page.keyboard.press("Escape");
    const [page] = await texts(await open.run("createNetwork?"));
    expect(page).toContain("A new network with the parameters that the initializer draws.");
  });

  test("interrupts an endless loop with the ■ button; names of earlier cells are alive", async () => {
    await open.run("const kept = 41;");
    await open.idle();
    const endless = await open.run("while (true) {}");
    await expect.poll(() => endless.locator(".jp-InputPrompt").textContent()).toBe("[*]:");
    await open.interrupt();
    const [error] = await texts(endless);
    expect(error).toMatch(/^Interrupted/);
    await open.screenshot("interrupted");
    expect(await texts(await open.run("[kept + 1, A.rows]"))).toEqual(["[ 42, 2 ]"]);
  });

  test("opens no dialog and leaves nothing on the browser's console", allIsWell);
});

describe("notebook 05", () => {
  const NOTEBOOK = "05-deep-networks.ipynb";
  const here = (id: string) => cell(NOTEBOOK, id);
  const COSTS = [
    "itera 0 cost 0.65971979",
    "itera 10000 cost 0.65971121",
    "itera 20000 cost 0.65970933",
    "itera 30000 cost 0.65967828",
  ];

  beforeAll(async () => {
    open = await LabPage.open(context, lab, NOTEBOOK);
  });

  test("ends a training with a line, a live plot and the prints", async () => {
    await open.menu("Run", "Run All Cells");
    await allHaveRun();
    expect(await texts(here("train"), 4)).toEqual([
      "Arrived after 54817 iterations, cost 0.05.",
      expect.stringContaining("The cost falls from 0.6597 at iteration 0 to 0.05 at iteration 54817."),
      expect.stringContaining(COSTS.join("\n")),
      "'the cost reached 0.05 at iteration 54817'",
    ]);
    expect(await lastPoint(here("train"))).toEqual([54817, 0.049998]);
  });

  test("moves bar and curve in place while it trains", async () => {
    const options = '{ alpha: 1e-7, iterations: 3_000_000, ...live("A slow one") }';
    const training = await open.run(`(await train(network, A0, Y, ${options})).stopped`);
    const states = await open.watch(training);
    await expect.poll(() => texts(training, 3), { timeout: 60_000 }).toContain("'iterations'");
    const seen = await states();
    const bars = seen.map(([bar]) => bar).filter((bar) => /^ \d+ % iteration/.test(bar));
    const curves = seen.map(([, curve]) => curve).filter((curve) => curve?.startsWith("A slow one"));
    expect(new Set(bars).size, "states of the bar").toBeGreaterThanOrEqual(2);
    expect(new Set(curves).size, "states of the curve").toBeGreaterThanOrEqual(2);
    expect(Math.max(...seen.map((state) => state.length)), "bar, curve, result").toBe(3);
  });

  test("prints the lecture's four costs", async () => {
    const [printed] = await texts(here("loop-run"));
    expect(printed?.split("\n").slice(0, 4)).toEqual(COSTS);
  });

  test("shows the network as a table, the cost curve and the distribution plot live", async () => {
    expect(await outputs(here("network")).locator("caption").textContent()).toBe("2-3-4-1: 30 parameters");
    expect(await lastPoint(here("curve-plot"))).toEqual([54817, 0.049998]);
    const [inside, outside, ...samples] = (await tracesOf(here("distribution-plot"))) ?? [];
    expect([inside + outside, ...samples]).toEqual([1600, 13, 22]);
  });

  test("can be read in both themes", async () => {
    await look(NOTEBOOK, [
      "data-plot",
      "initialize",
      "loop-run",
      "network",
      "train",
      "curve-plot",
      "distribution-plot",
    ]);
  });

  test("interrupts a training, whose bar can be read in both themes, and keeps what was learned", async () => {
    const options = '{ alpha: 1e-7, iterations: 500_000_000, ...live("A long one") }';
    const training = await open.run(`const long = await train(network, A0, Y, ${options});\nlong.stopped`);
    const bar = outputs(training).first();
    for (const theme of THEMES) {
      await open.theme(theme);
      const before = await bar.textContent();
      await expect.poll(() => bar.textContent()).not.toBe(before);
      await training.scrollIntoViewIfNeeded();
      await open.screenshot(`05-training-${theme.toLowerCase()}`);
      await readable(theme, bar);
    }
    await open.theme("Light");
    await open.interrupt();
    const [line, , stopped] = await texts(training, 3);
    expect(line).toMatch(/^Interrupted after \d+ iterations, cost 0.6597\.$/);
    expect(stopped).toBe("'interrupted'");
    const [x] = await lastPoint(training);
    expect(line).toContain(`after ${x} iterations`);
    expect(await texts(await open.run("[long.iterations > 0, trained.iterations]"))).toEqual(["[ true, 54817 ]"]);
  });

  test("keeps the pictures of its plots, the live one's too, when it is saved", async () => {
    await open.save();
    const withPicture = copy
      .codeCells(NOTEBOOK)
      .filter(({ outputs = [] }) => outputs.some(({ data }) => data?.["image/svg+xml"] !== undefined));
    const drawn = ["data-plot", "train", "curve-plot", "distribution-plot"];
    expect(withPicture.map(({ id }) => id)).toEqual(expect.arrayContaining(drawn));
  });

  test("opens no dialog and leaves nothing on the browser's console", allIsWell);
});

/** Where the last line of a cell's live plot ends, x and y. */
async function lastPoint(of: Locator): Promise<number[]> {
  await of.locator(".js-plotly-plot .lines").first().waitFor({ state: "attached" });
  return of.evaluate((root: any) => {
    const [{ x, y }] = root.querySelector(".js-plotly-plot").data;
    return [x.at(-1), y.at(-1)];
  });
}

test("Ctrl+C ends JupyterLab, which had nothing to complain about", async () => {
  await browser.close();
  expect(await lab.stop()).toBe(0);
  expect(lab.log.match(/Traceback|^\[E .*/gm)).toBeNull();
});
