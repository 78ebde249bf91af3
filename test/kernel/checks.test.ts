import { afterAll, describe, expect, it } from "vitest";
import type { CheckRequest } from "../../src/kernel/checker";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { root, TestSession } from "./kernel";

const compiler = new Compiler(root);
afterAll(() => compiler.close());

/** A check that passes a function which doubles 3, and whatever is asked is noted. */
function checking(requests: CheckRequest[] = []) {
  return new TestSession(compiler, {
    checker: async (request, asked) => {
      requests.push(request);
      const answer = await asked.ask(3);
      const names = asked.outsideNames()?.map(({ name, what, line }) => `${name} ${what} ${line}`);
      const passed = answer === 6;
      return {
        passed,
        message: passed ? "right" : `${answer} is not 6`,
        bundle: { "text/plain": `${passed} ${names}` },
      };
    },
  });
}

/** `check` as notebooks have it, without the engine's values. */
const CHECK = `
const check = (assignment, exercise, f, options = {}) =>
  (globalThis as any)[Symbol.for("workbook.host")].check({ assignment, exercise, options }, (question) => f(question));
`;

const shown = ({ outputs }: Awaited<ReturnType<TestSession["run"]>>) =>
  outputs.flatMap((output) => (output.type === "display" ? [output.data["text/plain"]] : []));

describe("a check", () => {
  it("asks the student's function, judges outside the program, and shows the verdict", async () => {
    const requests: CheckRequest[] = [];
    const session = checking(requests);
    await session.run(CHECK);
    await session.run("let k = 2;\nfunction twice(x) {\n  return k * x;\n}");
    const ran = await session.run('await check("hw", "q1", twice, { seed: 7 });');
    expect(ran.error).toBeUndefined();
    expect(shown(ran)).toEqual(["true k variable 3"]);
    expect(requests).toEqual([{ assignment: "hw", exercise: "q1", options: { seed: 7 } }]);
    session.close();
  });

  it("that fails lets the cell run to its end and then fails it", async () => {
    const session = checking();
    await session.run(CHECK);
    const ran = await session.run(
      'await check("hw", "q1", (x) => x);\nawait check("hw", "q2", (x) => 2 * x);\nconsole.log("the end");',
    );
    expect(ran.error).toBe("CheckFailed: q1: 3 is not 6");
    expect(shown(ran)).toEqual(["false ", "true "]);
    expect(ran.printed).toBe("the end\n");
    session.close();
  });

  it("awaits a promise that the function returns", async () => {
    const session = checking();
    await session.run(CHECK);
    expect((await session.run('await check("hw", "q1", async (x) => 2 * x);')).error).toBeUndefined();
    session.close();
  });

  const evasions: Record<string, string> = {
    "check is another function": 'const check = async (...a) => {};\nawait check("hw", "q1", (x) => x);',
    "nobody awaits it": 'check("hw", "q1", (x) => new Promise(() => {}));\nundefined;',
    "it stands behind a condition": 'if (false) await check("hw", "q1", (x) => x);',
    "another exercise is asked for": `const ask = check;
const other = (a, e, f) => ask("hw", "q9", f);
{ const check = other; await check("hw", "q1", (x) => 2 * x); }`,
    "other options are asked for": `const ask = check;
{ const check = (a, e, f, o) => ask(a, e, f, {}); await check("hw", "q1", (x) => 2 * x, { seed: 7 }); }`,
  };
  for (const [how, source] of Object.entries(evasions)) {
    it(`that is in the source must be made: ${how}`, async () => {
      const session = checking();
      await session.run(CHECK);
      expect((await session.run(source)).error).toBe(
        "CheckMissing: the check of q1 was not made: write `await check(…)`, with the `check` that comes from ./src",
      );
      session.close();
    });
  }

  it("does not turn a number into points: a cell with a check has no result", async () => {
    const session = checking();
    await session.run(CHECK);
    const ran = await session.run('await check("hw", "q1", (x) => x);\n100');
    expect(ran.outputs.map(({ type }) => type)).toEqual(["display", "display", "error"]);
    session.close();
  });

  it("ends with the program: the cell says how that ended", async () => {
    const session = checking();
    await session.run(CHECK);
    const ran = await session.run('await check("hw", "q1", () => process.exit(0));');
    expect(ran.error).toBe("ProgramExit: the cell ended the program with exit code 0; all names are gone");
    session.close();
  });

  it("of a function that never answers is ended by the cell's limit", async () => {
    const session = checking();
    await session.run(CHECK);
    const ran = await session.run('await check("hw", "q1", () => { while (true) {} });', { timeoutMs: 500 });
    expect(ran.error).toBe("Timeout: the cell ran longer than its limit of 0.5 s and was ended; all names are gone");
    session.close();
  });

  it("that the checker fails at has failed", async () => {
    const session = new TestSession(compiler, {
      checker: async (_, asked) => {
        throw new RangeError(`what is ${await asked.ask(3)}?`);
      },
    });
    await session.run(CHECK);
    const ran = await session.run('await check("hw", "q1", (x) => 2 * x);');
    expect(ran.error).toBe("CheckFailed: q1: it could not be judged: what is 6?");
    expect(shown(ran)).toEqual(["✗ q1: it could not be judged: what is 6?"]);
    session.close();
  });

  it("cannot be made where nobody judges", async () => {
    const session = new TestSession(compiler);
    await session.run(CHECK);
    expect((await session.run('await check("hw", "q1", (x) => x);')).error).toContain("CheckMissing");
    session.close();
  });
});
