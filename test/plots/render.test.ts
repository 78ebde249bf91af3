import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { colors } from "../../src/plots/figure";
import { type Renderer, type RendererOptions, startRenderer } from "../../src/plots/render";
import { compiledEntry, gallery, jsonOf } from "./samples";
import { parse, subpaths, texts } from "./svg";

const figures = gallery();
const entry = compiledEntry();
const folder = mkdtempSync(join(tmpdir(), "render-"));
const pictures: Record<string, string> = {};
const renderers: Renderer[] = [];

function started(options: Partial<RendererOptions> = {}): Renderer {
  const renderer = startRenderer({ entry, ...options });
  renderers.push(renderer);
  return renderer;
}

/** A render process of the test's own; `body` is what it does. */
function processThat(name: string, body: string): string {
  const file = join(folder, `${name}.cjs`);
  writeFileSync(file, `process.on("disconnect", () => process.exit());\n${body}`);
  return file;
}

beforeAll(async () => {
  const renderer = started();
  for (const [name, figure] of Object.entries(figures)) pictures[name] = await renderer.render(jsonOf(figure));
});

afterAll(() => {
  for (const renderer of renderers) renderer.close();
  rmSync(folder, { recursive: true });
});

test("a figure made by hand keeps Plotly's fonts, and its texts whatever they hold", async () => {
  const names = [
    "a < b & c",
    "<a href='http://x.y/?p=1&q=2'>a link</a>",
    "a bell: \u0007.",
    "機 🙂",
    "&lt;b&gt; &times;",
  ];
  const data = names.map((name, i) => ({ type: "scatter", name, x: [1, 2], y: [i, i] }));
  const svg = await started().render(JSON.stringify({ data, layout: { title: { text: "one & only" } } }));
  expect(texts(svg)).toEqual(
    expect.arrayContaining(["a < b & c", "a link", "a bell: .", "機 🙂", "<b> ×", "one & only"]),
  );
  expect(parse(svg).getAttribute("font-family")).toBe("'Open Sans', verdana, arial, sans-serif");
});

test("the scatter has 35 marks: 13 circles and 22 crosses", () => {
  expect(subpaths(pictures.scatter, colors.blue)).toBe(13);
  expect(subpaths(pictures.scatter, colors.vermilion)).toBe(22);
});

test("the boundary has 1600 grid marks and 35 samples over them", () => {
  const [squares, dots] = [colors.paleOrange, colors.paleBlue].map((color) => subpaths(pictures.boundary, color));
  const [above, below] = figures.boundary.data.map(({ x }) => (x as number[]).length);
  expect([squares, dots]).toEqual([above, below]);
  expect(squares + dots).toBe(1600);
  expect(subpaths(pictures.boundary, colors.blue)).toBe(13);
  expect(subpaths(pictures.boundary, colors.vermilion)).toBe(22);
});

test("the grid's marks are at 1600 different places", () => {
  const places = [...parse(pictures.boundary).querySelectorAll("[clip-path] path")]
    .filter((path: any) => [colors.paleOrange, colors.paleBlue].includes(path.getAttribute("fill")))
    .flatMap((path: any) => path.getAttribute("d").match(/M[\d.-]+[ -][\d.]+/g));
  expect(new Set(places).size).toBe(1600);
});

test("the cost curve goes through every point kept", () => {
  const paths = [...parse(pictures.curve).querySelectorAll("[clip-path] path")];
  const line = paths.find((path: any) => path.getAttribute("stroke") === colors.blue);
  expect(line.getAttribute("d").match(/[ML]/g)).toHaveLength((figures.curve.data[0].x as number[]).length);
});

test("title, axis labels, sentence and legend are there as text", () => {
  for (const [name, figure] of Object.entries(figures)) {
    const said = texts(pictures[name]);
    const { title, xaxis, yaxis } = figure.layout as any;
    const labels = [xaxis.title.text, yaxis.title.text].filter((label) => label !== ""); // a drawing may have none
    expect(said).toEqual(expect.arrayContaining([title.text, ...labels, figure.description]));
    for (const trace of figure.data) if (trace.name) expect(said).toContain(trace.name);
  }
});

test("a picture stands alone and speaks: namespace, size, role, label, no ids of other pictures", () => {
  const ids = new Set<string>();
  for (const [name, svg] of Object.entries(pictures)) {
    const root = parse(svg);
    const layout = figures[name].layout as any;
    const { width, height, title } = Object.assign({}, layout, layout.meta.still);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect([root.getAttribute("width"), root.getAttribute("height")]).toEqual([`${width}`, `${height}`]);
    expect(root.getAttribute("role")).toBe("img");
    expect(root.getAttribute("aria-label")).toBe(`${title.text}. ${figures[name].description}`);
    for (const element of root.querySelectorAll("[id]")) {
      expect(ids).not.toContain(element.id);
      ids.add(element.id);
      expect(svg).toContain(`url(#${element.id})`);
    }
  }
});

test("pictures are small", () => {
  const kilobytes = Object.entries(pictures).map(([name, svg]) => [name, Buffer.byteLength(svg) / 1000]);
  const { scatter, boundary, curve, curves } = Object.fromEntries(kilobytes);
  expect(scatter).toBeLessThan(8);
  expect(boundary).toBeLessThan(75);
  expect(curve).toBeLessThan(15);
  expect(curves).toBeLessThan(60);
  for (const [name, size] of kilobytes) expect(size, `${name}`).toBeLessThan(70);
  const all = Object.values(pictures).join("");
  expect(/ (class|style|data-\w+|on\w+)=/.exec(all)?.[0]).toBeUndefined();
  expect(/ (d|x|y|width|height|transform)="[^"]*\d\.\d{4,}/.exec(all)?.[0].slice(-50)).toBeUndefined();
});

test("a moving figure's picture has no buttons and no room for them, and shows the last moment", () => {
  const said = texts(pictures.animation);
  expect(said.filter((text) => /Play|^iteration/.test(text))).toEqual([]);
  const [above, below] = figures.animation.data.map(({ x }) => (x as number[]).length);
  expect(subpaths(pictures.animation, colors.paleOrange)).toBe(above);
  expect(subpaths(pictures.animation, colors.paleBlue)).toBe(below);
});

test("what a layout says of its picture is looked at as the layout is", async () => {
  const layout = { meta: { still: { images: [{ source: "http://localhost/a.png" }] } } };
  await expect(started().render(JSON.stringify({ data: [], layout }))).rejects.toThrow(
    /^The figure cannot be drawn: background images need a screen\.$/,
  );
});

test("a shape without a fill is drawn as its line alone", () => {
  const frames = [...parse(pictures.digits).querySelectorAll("path")].filter(
    (path: any) => path.getAttribute("stroke") === "#888888",
  );
  expect(frames.map((path: any) => path.getAttribute("fill"))).toEqual(["none", "none"]);
});

test("the same figure is the same bytes, in this process and in another, after other figures or first", async () => {
  const other = started();
  expect(await other.render(jsonOf(figures.boundary))).toBe(pictures.boundary);
  expect(await other.render(jsonOf(figures.scatter))).toBe(pictures.scatter);
  const spaced = JSON.stringify(JSON.parse(jsonOf(figures.scatter)), null, 1); // another hash: drawn again
  const again = await other.render(spaced);
  expect(again.replace(/f[0-9a-f]{8}-/g, "")).toBe(pictures.scatter.replace(/f[0-9a-f]{8}-/g, ""));
});

test("a figure seen before is not drawn again", async () => {
  const counting = processThat(
    "counting",
    `let n = 0;
     process.on("message", ({ id }) => process.send({ id, svg: "<svg>" + ++n + "</svg>" }));
     process.send({ ready: true });`,
  );
  const renderer = started({ entry: counting });
  const answers = await Promise.all(["a", "b", "a"].map((json) => renderer.render(json)));
  expect(answers).toEqual(["<svg>1</svg>", "<svg>2</svg>", "<svg>1</svg>"]);
});

test("a figure that cannot be drawn is refused with the reason, and the next one is drawn", async () => {
  const renderer = started();
  const refusal = (figure: unknown) => renderer.render(JSON.stringify(figure)).catch((error) => error.message);
  expect(await refusal({ layout: {} })).toBe("The figure cannot be drawn: it has no list of traces as its data.");
  expect(await refusal({ data: [{ type: "scatter3d" }] })).toBe(
    'The figure cannot be drawn: "scatter3d" is not a trace that can be drawn without a screen.',
  );
  expect(await refusal({ data: [], layout: { width: "wide" } })).toBe(
    "The figure cannot be drawn: Height and width should be pixel values.",
  );
  expect(await refusal({ data: [], layout: { images: [{ source: "http://localhost/a.png" }] } })).toBe(
    "The figure cannot be drawn: background images need a screen.",
  );
  await expect(renderer.render("{")).rejects.toThrow(/^The figure cannot be drawn: /);
  expect(await renderer.render(jsonOf(figures.scatter))).toBe(pictures.scatter);
});

test("what a figure's texts and links say is never run", async () => {
  const text = '<a href="javascript:alert(1)">link</a><script>alert(2)</script>';
  const svg = await started().render(JSON.stringify({ data: [{ y: [1, 2], mode: "text", text: [text, "b"] }] }));
  expect([...parse(svg).querySelectorAll("a, script, foreignObject, [href], [onclick]")]).toEqual([]);
  expect(svg).not.toContain("javascript:");
  expect(texts(svg).join(" ")).toContain("alert(2)");
});

test("a figure that takes too long is given up, and the next one is drawn", async () => {
  const renderer = started({ timeoutMs: 3000 });
  await renderer.render(jsonOf(figures.scatter));
  const endless = JSON.stringify({ data: [{ y: [1, 2] }], layout: { xaxis: { dtick: 1e-9 } } });
  await expect(renderer.render(endless)).rejects.toThrow(new Error("The figure took longer than 3 s to draw."));
  expect(await renderer.render(jsonOf(figures.curve))).toBe(pictures.curve);
});

test("a process that ends on its own costs the one figure it was drawing", async () => {
  const fragile = processThat(
    "fragile",
    `process.on("message", ({ id, json }) => (json === "bad" ? process.exit(7) : process.send({ id, svg: json })));
     process.send({ ready: true });`,
  );
  const renderer = started({ entry: fragile });
  const answers = ["one", "bad", "two"].map((json) => renderer.render(json).catch((error) => error.message));
  expect(await Promise.all(answers)).toEqual(["one", "The renderer ended unexpectedly (code 7).", "two"]);
});

test("a process that runs out of memory is said to have", async () => {
  const greedy = processThat(
    "greedy",
    `process.on("message", () => { const all = []; for (;;) all.push(new Array(1000).fill({})); });
     process.send({ ready: true });`,
  );
  const renderer = started({ entry: greedy, memoryMB: 30, timeoutMs: 30_000 });
  await expect(renderer.render("{}")).rejects.toThrow(new Error("The renderer ran out of memory (30 MB)."));
});

test("pictures leave nothing behind: a small heap does for many large ones", async () => {
  const renderer = started({ memoryMB: 200 });
  for (let i = 0; i < 14; i++) {
    const figure = { ...figures.boundary, layout: { ...figures.boundary.layout, meta: { i } } };
    expect(subpaths(await renderer.render(jsonOf(figure)), colors.blue)).toBe(13);
  }
});

test("a process that cannot start is said so", async () => {
  const renderer = started({ entry: join(folder, "missing.cjs") });
  await expect(renderer.render("{}")).rejects.toThrow(new Error("The renderer ended unexpectedly (code 1)."));
});

test("the process ends after a while without work; the next figure starts another", async () => {
  const pid = processThat(
    "pid",
    `process.on("message", ({ id }) => process.send({ id, svg: String(process.pid) }));
     process.send({ ready: true });`,
  );
  const renderer = started({ entry: pid, idleMs: 200 });
  const first = Number(await renderer.render("1"));
  expect(Number(await renderer.render("2"))).toBe(first);
  await expect.poll(() => isAlive(first), { timeout: 5000 }).toBe(false);
  expect(Number(await renderer.render("3"))).not.toBe(first);
});

test("after close nothing is drawn, and what was waited for is refused", async () => {
  const renderer = started();
  const waiting = renderer.render(jsonOf(figures.scatter)).catch((error) => error.message);
  await Promise.resolve().then(() => renderer.close());
  expect(await waiting).toBe("The renderer was closed.");
  await expect(renderer.render("{}")).rejects.toThrow(new Error("The renderer was closed."));
});

test("an idle renderer does not keep its caller alive, and ends with it", () => {
  const script = `const { startRenderer } = require(${JSON.stringify(join(dirname(entry), "render.js"))});
    const renderer = startRenderer({ entry: ${JSON.stringify(entry)} });
    renderer.render(JSON.stringify({ data: [] })).then((svg) => console.log(svg.slice(0, 4)));`;
  expect(execFileSync(process.execPath, ["-e", script], { encoding: "utf8", timeout: 30_000 })).toBe("<svg\n");
});

test.skipIf(process.platform === "win32")("a busy process ends when its caller is killed", async () => {
  const script = `const { startRenderer } = require(${JSON.stringify(join(dirname(entry), "render.js"))});
    const { fork } = require("node:child_process");
    const renderer = startRenderer({ entry: ${JSON.stringify(entry)}, timeoutMs: 60000 });
    renderer.render(JSON.stringify({ data: [] })).then(() => {
      renderer.render(JSON.stringify({ data: [{ y: [1, 2] }], layout: { xaxis: { dtick: 1e-9 } } })).catch(() => {});
      const children = require("node:fs").readFileSync("/proc/self/task/" + process.pid + "/children", "utf8");
      console.log(children.trim());
      setTimeout(() => process.kill(process.pid, "SIGKILL"), 500);
    });`;
  if (process.platform !== "linux") return;
  let output = "";
  try {
    execFileSync(process.execPath, ["-e", script], { encoding: "utf8", timeout: 30_000 });
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
  const child = Number(output.trim());
  expect(child).toBeGreaterThan(0);
  await expect.poll(() => isAlive(child), { timeout: 5000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
