/**
 * The kill matrix: wrong solutions of an exercise, each of which its check must refuse with a message of its own, and
 * right ones that differ, all of which it must accept. A homework's table stands in `hwN.test.ts`:
 *
 *     killMatrix("hw0-warm-up", {
 *       q2: {
 *         answer: "cost",                                         // the name given to check
 *         cells: [IMPORTS],                                       // what the notebook runs before: imports, earlier answers
 *         right: {
 *           "with matrices": `function cost(A2, Y) { … / m }`,    // the first is the one that `change` changes
 *           "with loops": `function cost(A2, Y) { … }`,
 *         },
 *         wrong: {
 *           "without 1/m": { change: ["/ m", ""], says: "this is what comes out without 1/m." },
 *           "a global": { cells: ["let m = 35;"], code: `function cost…`, says: "it uses the global variable m (cell [2], line 1)." },
 *         },
 *       },
 *     });
 *
 * The functions are TypeScript, as students write it. They are compiled and judged here, source rules included, without
 * a process; `inSession` takes the long way, through a notebook's session. All is tried with the visible inputs and
 * with others (a seed), where nothing of what was expected may show. Each mistake that an exercise knows must stand in
 * the table (some `says` holds its name), and must be told from all others.
 */
import ts from "@tslab/typescript-for-tslab";
import { afterAll, describe, expect, it } from "vitest";
import { answerTo } from "../../src/checks/check";
import type { Exercises } from "../../src/checks/exercise";
import { homeworks } from "../../src/checks/homeworks";
import { checker, type Verdict } from "../../src/checks/judge";
import * as workbook from "../../src/index";
import { checkCalls } from "../../src/kernel/compiler/check-calls";
import { Compiler } from "../../src/kernel/compiler/compiler";
import { outsideNames } from "../../src/kernel/compiler/outside-names";
import { root, TestSession } from "../kernel/kernel";

/** A wrong solution: the first right one with some text exchanged, or a text of its own. */
export interface Wrong {
  /** Pairs: what stands there, what comes in its place; each is exchanged once. */
  change?: readonly string[];
  code?: string;
  /** Further cells, run before it. */
  cells?: readonly string[];
  /** The first line of what the check says against it, whole. */
  says: string;
}

export interface Entry {
  /** Name of the function. */
  answer: string;
  cells?: readonly string[];
  right: Readonly<Record<string, string>>;
  wrong: Readonly<Record<string, Wrong>>;
}

/** By the name of the exercise. */
export type Table = Readonly<Record<string, Entry>>;

/** Inputs that the students see, and two drawings that they don't. */
const SEEDS = [undefined, 1001, 1002];
const FEWEST_MISTAKES = 8;

/** Registers the tests of a homework's table. */
export function killMatrix(assignment: string, table: Table): void {
  for (const [exercise, entry] of Object.entries(table)) {
    describe(`${assignment} ${exercise} accepts`, () => {
      for (const [name, code] of Object.entries(entry.right))
        it(name, () => accepts(assignment, exercise, cellsOf(entry, code)));
    });
    describe(`${assignment} ${exercise} refuses`, () => {
      for (const [name, wrong] of Object.entries(entry.wrong))
        it(name, () => refuses(assignment, exercise, cellsOf(entry, wrongCode(entry, wrong), wrong), wrong.says));
      it("each with a message of its own", () => {
        const said = Object.values(entry.wrong).map(({ says }) => says);
        expect(said.filter((line, i) => said.indexOf(line) !== i)).toEqual([]);
      });
    });
    knowsItsMistakes(assignment, exercise, entry);
  }
  it(`${assignment}: every exercise is in the table`, () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(homeworks[assignment]).sort());
  });
}

/** The same through a session: a compiler, a process of its own, the kernel's checks. The error of the last cell. */
export async function inSession(
  compiler: Compiler,
  assignment: string,
  exercise: string,
  entry: Entry,
  code: string,
): Promise<{ error: string | undefined; shown: string }> {
  const session = new TestSession(compiler, { checker: checker(homeworks) });
  try {
    const { cells, call } = cellsOf(entry, code);
    for (const cell of cells) expect((await session.run(cell)).error).toBeUndefined();
    await session.run('import { check } from "./src";');
    const { error, outputs } = await session.run(call(assignment, exercise));
    const shown = outputs.flatMap((output) => (output.type === "display" ? [output.data["text/plain"]] : []));
    return { error, shown: shown.join("\n") };
  } finally {
    session.close();
  }
}

/** Registers tests that take the first right and the first wrong answer of each exercise the long way. */
export function firstInSession(assignment: string, table: Table): void {
  describe("in a notebook's session", () => {
    const compiler = new Compiler(root);
    afterAll(() => compiler.close());

    it.each(Object.keys(table))("%s accepts its first right answer", async (exercise) => {
      const [right] = Object.values(table[exercise].right);
      const { error, shown } = await inSession(compiler, assignment, exercise, table[exercise], right);
      expect(error).toBeUndefined();
      expect(shown).toMatch(new RegExp(`^✓ ${exercise}: .* is right$`));
    });

    it.each(Object.keys(table))("%s refuses its first wrong answer, with the mistake's name", async (exercise) => {
      const [wrong] = Object.values(table[exercise].wrong);
      const code = wrongCode(table[exercise], wrong);
      const { error } = await inSession(compiler, assignment, exercise, table[exercise], code);
      expect(error).toBe(`CheckFailed: ${exercise}: ${wrong.says}`);
    });
  });
}

/** The text of a wrong solution. */
export function wrongCode({ right }: Entry, { change = [], code }: Wrong): string {
  let text = code ?? Object.values(right)[0];
  for (let i = 0; i < change.length; i += 2) {
    if (!text.includes(change[i])) throw new Error(`kill matrix: ${change[i]} does not stand in\n${text}`);
    text = text.replace(change[i], () => change[i + 1]);
  }
  return text;
}

interface Cells {
  cells: string[];
  answer: string;
  call(assignment: string, exercise: string): string;
}

function cellsOf({ answer, cells = [] }: Entry, code: string, { cells: more = [] }: Partial<Wrong> = {}): Cells {
  const call = (assignment: string, exercise: string) => `await check("${assignment}", "${exercise}", ${answer});`;
  return { cells: [...cells, ...more, code], answer, call };
}

async function accepts(assignment: string, exercise: string, cells: Cells): Promise<void> {
  for (const seed of SEEDS) {
    const { message, passed } = await verdictOn(assignment, exercise, cells, seed);
    expect({ seed, message, passed }).toEqual({ seed, message: "right", passed: true });
  }
}

async function refuses(assignment: string, exercise: string, cells: Cells, says: string): Promise<void> {
  for (const seed of SEEDS) {
    const { message, passed, bundle } = await verdictOn(assignment, exercise, cells, seed);
    expect({ seed, message, passed }).toEqual({ seed, message: says, passed: false });
    if (seed !== undefined) expect(bundle["text/plain"]).not.toMatch(/expected .*, came/);
  }
}

/** Compiles the cells, and has the function that they leave judged, as a notebook's session does. */
function verdictOn(assignment: string, exercise: string, student: Cells, seed?: number): Promise<Verdict> {
  const call = student.call(assignment, exercise);
  const answer = evaluated([...student.cells, `export default ${student.answer};`].join("\n"));
  const cells = [...student.cells, call].map((source, i) => ({ cell: i + 1, source }));
  const options = seed === undefined ? {} : { seed };
  return checker(homeworks)(
    { assignment, exercise, options },
    {
      ask: async (question) => passedOn(await answerTo(passedOn(question), answer)),
      outsideNames: () => outsideNames(ts, cells, checkCalls(ts, call)[0].answer),
    },
  );
}

/** What is left of a value on its way through a pipe. */
function passedOn(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function evaluated(source: string): (...inputs: any[]) => unknown {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: { default?: (...inputs: any[]) => unknown } = {};
  new Function("exports", "require", outputText)(exports, () => workbook);
  return exports.default as (...inputs: any[]) => unknown;
}

function knowsItsMistakes(assignment: string, name: string, { wrong }: Entry): void {
  const { [name]: exercise } = homeworks[assignment] as Exercises;
  describe(`${assignment} ${name} knows`, () => {
    it(`at least ${FEWEST_MISTAKES} mistakes, each in the table and with a hint`, () => {
      const names = exercise.mistakes.map((mistake) => mistake.name);
      expect(names.length).toBeGreaterThanOrEqual(FEWEST_MISTAKES);
      const said = Object.values(wrong).map(({ says }) => says);
      expect(names.filter((known) => !said.some((line) => line.includes(`comes out ${known}.`)))).toEqual([]);
      expect(exercise.mistakes.filter(({ hint }) => !/[.?]$/.test(hint))).toEqual([]);
    });

    it.each(exercise.mistakes.map((mistake) => [mistake.name, mistake] as const))("%s", async (known, { solve }) => {
      for (const seed of SEEDS) {
        const right = (...inputs: any[]) => exercise.solve(...inputs);
        const answer = async (...inputs: any[]) => overlaid(await right(...inputs), await solve(...inputs));
        const judge = checker({ [assignment]: { [name]: { ...exercise } } });
        const options = seed === undefined ? {} : { seed };
        const { message } = await judge(
          { assignment, exercise: name, options },
          { ask: async (question) => passedOn(await answerTo(question, answer)), outsideNames: () => [] },
        );
        expect(message).toContain(`comes out ${known}.`);
      }
    });
  });
}

/** The right answer, with the parts that a mistake gives in their place. */
function overlaid(right: unknown, wrong: unknown): unknown {
  const isParts = (value: unknown) => typeof value === "object" && value !== null && !("data" in value);
  return isParts(right) && isParts(wrong) && !Array.isArray(wrong)
    ? { ...(right as object), ...(wrong as object) }
    : wrong;
}
