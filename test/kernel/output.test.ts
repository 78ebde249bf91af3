import { afterAll, describe, expect, it } from "vitest";
import { Compiler } from "../../src/kernel/compiler/compiler";
import type { Output } from "../../src/kernel/outputs";
import type { Renderer } from "../../src/kernel/renderer";
import { root, TestSession } from "./kernel";

const compiler = new Compiler(root);
const session = new TestSession(compiler);
afterAll(() => {
  session.close();
  compiler.close();
});
const DISPLAY = 'Symbol.for("Jupyter.display")';

describe("output", () => {
  it("keeps prints, errors, displays and the result apart and in order", async () => {
    await session.run('import { show, update, clear, progress } from "./src/display";');
    const { outputs } = await session.run(
      "console.log('a', 1); console.error('b'); show({ c: 1 }); process.stdout.write('d'); [1, 2]",
    );
    expect(outputs).toEqual([
      { type: "stream", name: "stdout", text: "a 1\n" },
      { type: "stream", name: "stderr", text: "b\n" },
      { type: "display", data: { "text/plain": "{ c: 1 }" }, metadata: {} },
      { type: "stream", name: "stdout", text: "d" },
      { type: "result", data: { "text/plain": "[ 1, 2 ]" }, metadata: {} },
    ]);
  });

  it("of the last expression is a result, of a declaration or undefined nothing", async () => {
    expect((await session.run("'text'")).result).toBe("'text'");
    expect((await session.run("null")).result).toBe("null");
    expect((await session.run("undefined")).outputs).toEqual([]);
    expect((await session.run("const k = 5;")).outputs).toEqual([]);
    expect((await session.run("await Promise.resolve(6)")).result).toBe("6");
  });

  it("of an object that shows itself is its whole bundle", async () => {
    const { outputs } = await session.run(
      `({ [${DISPLAY}]: async () => ({ "text/html": "<b>x</b>", "application/json": { a: [1] }, "text/plain": "x" }) })`,
    );
    expect(outputs).toEqual([
      {
        type: "result",
        data: { "text/html": "<b>x</b>", "application/json": { a: [1] }, "text/plain": "x" },
        metadata: {},
      },
    ]);
  });

  it("can be updated and cleared", async () => {
    const { outputs } = await session.run(
      "show(1, { id: 'n' }); update('n', 2); clear({ wait: true }); clear(); show(progress(1, 3))",
    );
    expect(outputs.slice(0, 4)).toEqual([
      { type: "display", data: { "text/plain": "1" }, metadata: {}, id: "n" },
      { type: "display", data: { "text/plain": "2" }, metadata: {}, id: "n", update: true },
      { type: "clear", wait: true },
      { type: "clear", wait: false },
    ]);
    expect((outputs[4] as { data: unknown }).data).toMatchObject({ "text/plain": "33 %" });
  });

  it("is seen while the cell still runs", async () => {
    const seen: string[] = [];
    const running = session.execute("console.log('now'); while (Date.now() > 0) {}", (output) => {
      if (output.type !== "stream") return;
      seen.push(output.text);
      session.interrupt();
    });
    await running;
    expect(seen).toEqual(["now\n"]);
  });

  it("is cut at 1 MB a cell, with a word about it, and the session knows", async () => {
    const { printed, outcome } = await session.run("for (let i = 0; i < 300000; i++) console.log('line ' + i)");
    expect(outcome).toEqual({ status: "ok", flooded: true, late: [] });
    expect(printed).toHaveLength(2 ** 20 + "\n… cut here: a cell may print 1 MB\n".length);
    expect(printed.endsWith("\n… cut here: a cell may print 1 MB\n")).toBe(true);
    expect((await session.run("console.log('next')")).printed).toBe("next\n");
  });

  it("of one value may be 20 MB, but not 40", async () => {
    const text = (n: number) => `({ [${DISPLAY}]: () => ({ "text/plain": "x".repeat(${n} * 2 ** 20) }) })`;
    expect((await session.run(text(20))).result).toHaveLength(20 * 2 ** 20);
    expect((await session.run(text(40))).error).toBe(
      "RangeError: display: 40.0 MB came; one output may hold 32 MB; show less of it",
    );
  });

  it("of values that are shown is cut at 1000 a cell; the result is not", async () => {
    const { outputs, outcome, result } = await session.run("for (let i = 0; i < 3000; i++) show(i);\n'end'");
    expect(outcome.flooded).toBe(true);
    expect(outputs).toHaveLength(1002);
    expect(outputs[1000]).toMatchObject({ text: "… cut here: a cell may show 1000 values\n" });
    expect(result).toBe("'end'");
  });

  it("that fails to show itself fails its own cell and no later one", async () => {
    const broken = `({ [${DISPLAY}]: async () => { throw new Error("no picture"); } })`;
    expect((await session.run(`show(${broken});\n1`)).error).toBe("Error: no picture");
    expect((await session.run("1 + 1")).result).toBe("2");
  });

  it("that takes its time comes before the result", async () => {
    const slow = `({ [${DISPLAY}]: async () => { await new Promise((r) => setTimeout(r, 20)); return { "text/plain": "slow" }; } })`;
    const { outputs } = await session.run(`show(${slow});\n'result'`);
    expect(outputs.map((output) => output.type)).toEqual(["display", "result"]);
  });

  it("that is no bundle is refused with what was expected", async () => {
    expect((await session.run(`({ [${DISPLAY}]: () => ({ html: "<b>" }) })`)).error).toBe(
      `TypeError: display: { html: '<b>' } came; expected an object with MIME types as keys: { "text/plain": "…" }`,
    );
  });

  it("past the frames, straight to the descriptor, is not lost", async () => {
    const { printed } = await session.run(
      "import { writeSync } from 'fs'; writeSync(1, 'raw'); await new Promise((r) => setTimeout(r, 50));",
    );
    expect(printed).toBe("raw");
  });

  it("of a timer's handle is short and always the same", async () => {
    expect((await session.run("setTimeout(() => {}, 1)")).result).toBe("Timer {}");
  });

  it("of standard input is refused", async () => {
    expect((await session.run("import { readFileSync } from 'fs'; readFileSync(0, 'utf8')")).error).toMatch(/EBADF/);
    expect((await session.run("process.stdin")).error).toBe(
      "Error: stdin: a notebook has no keyboard input; write the value into the cell instead",
    );
  });

  it("of a timer belongs to the cell that runs then, or the last one", async () => {
    const seen: Output[] = [];
    await session.execute("void setTimeout(() => console.log('later'), 20);", (output) => seen.push(output));
    await new Promise((done) => setTimeout(done, 100));
    expect(seen).toEqual([{ type: "stream", name: "stdout", text: "later\n" }]);
  });
});

describe("pictures", () => {
  const drawn: string[] = [];
  const renderer: Renderer = {
    warmUp: () => drawn.push("warm"),
    canRender: (bundle) => "test/figure" in bundle && !("image/svg+xml" in bundle),
    async render(bundle) {
      const name = bundle["test/figure"] as string;
      drawn.push(name);
      if (name === "broken") throw new Error("cannot draw");
      return { ...bundle, "image/svg+xml": `<svg>${name}</svg>` };
    },
  };
  const figure = (name: string) => `({ [${DISPLAY}]: () => ({ "test/figure": "${name}" }) })`;

  it("are added to bundles by the renderer, in order with other outputs", async () => {
    const own = new TestSession(compiler, { renderer });
    await own.run('import { show, update } from "./src/display";');
    const { outputs } = await own.run(`show(${figure("one")}); console.log('between'); ${figure("two")}`);
    expect(outputs).toEqual([
      { type: "display", data: { "test/figure": "one", "image/svg+xml": "<svg>one</svg>" }, metadata: {} },
      { type: "stream", name: "stdout", text: "between\n" },
      { type: "result", data: { "test/figure": "two", "image/svg+xml": "<svg>two</svg>" }, metadata: {} },
    ]);
    own.close();
  });

  it("of a display that is updated are drawn once, of its last state", async () => {
    const own = new TestSession(compiler, { renderer });
    await own.run('import { show, update } from "./src/display";');
    drawn.length = 0;
    const { outputs } = await own.run(
      `show(${figure("a")}, { id: "n" }); update("n", ${figure("b")}); update("n", ${figure("c")});`,
    );
    expect(drawn).toEqual(["c"]);
    expect(outputs[outputs.length - 1]).toEqual({
      type: "display",
      data: { "test/figure": "c", "image/svg+xml": "<svg>c</svg>" },
      metadata: {},
      id: "n",
      update: true,
    });
    own.close();
  });

  it("that cannot be drawn are left out", async () => {
    const own = new TestSession(compiler, { renderer });
    const { outputs } = await own.run(figure("broken"));
    expect(outputs).toEqual([{ type: "result", data: { "test/figure": "broken" }, metadata: {} }]);
    own.close();
  });

  it("are prepared for when a cell imports, not before", async () => {
    const own = new TestSession(compiler, { renderer });
    drawn.length = 0;
    await own.run("1 + 1");
    expect(drawn).toEqual([]);
    await own.run('import { show } from "./src/display";');
    expect(drawn).toEqual(["warm"]);
    own.close();
  });
});
