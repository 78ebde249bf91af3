/** Judges a student's function: right, a mistake that is known by its numbers, or what else is wrong. */
import { seed } from "../engine/random";
import { cut, type Difference, difference } from "./compare";
import type { Exercise, Exercises } from "./exercise";
import { type OutsideName, sourceMistake } from "./source-rules";
import { type Finding, right, type Verdict, wrong } from "./verdict";
import { decode, encode } from "./wire";

export type { Verdict };

/** What the student's program gives back for one input. */
interface Answer {
  value?: unknown;
  /** The arguments as they are after the call. */
  inputs?: unknown;
  /** What the function threw. */
  threw?: unknown;
}

/** How to ask the student's program; what it answers is only believed when it is right. */
export interface Asked {
  ask(question: { inputs: unknown[] }): Promise<unknown>;
  outsideNames(): OutsideName[] | undefined;
}

/** Draws the inputs that students see. */
const SEED = 1;

/**
 * A checker for these homeworks. With `options.seed` the inputs are others, which the student is not to see: then what
 * was expected is not told, only what the mistake is.
 */
export function checker(homeworks: Readonly<Record<string, Exercises>>) {
  return async (
    request: { assignment: string; exercise: string; options: Record<string, unknown> },
    asked: Asked,
  ): Promise<Verdict> => {
    const { assignment, exercise: name, options } = request;
    const exercises = Object.hasOwn(homeworks, assignment) ? homeworks[assignment] : undefined;
    if (!exercises) return wrong(name, unknownName("homework", assignment, homeworks));
    const exercise = Object.hasOwn(exercises, name) ? exercises[name] : undefined;
    if (!exercise) return wrong(name, unknownName("exercise", name, exercises));
    const isHidden = typeof options.seed === "number";
    const finding = await judge(exercise, isHidden ? (options.seed as number) : SEED, asked);
    return finding ? wrong(name, finding, isHidden) : right(name, exercise.call);
  };
}

async function judge(exercise: Exercise, seedNumber: number, asked: Asked): Promise<Finding | undefined> {
  const inputs = exercise.inputs(seed(seedNumber));
  const came: unknown[] = [];
  for (const input of inputs) {
    const encoded = input.map((value) => encode(value));
    const answer = ((await asked.ask({ inputs: encoded })) ?? {}) as Answer;
    const misbehaved = misbehaviour(exercise, encoded, answer);
    if (misbehaved) return misbehaved;
    came.push(decode(answer.value));
  }
  const expected = await Promise.all(inputs.map((input) => exercise.solve(...input)));
  const at = expected.findIndex((value, i) => difference(value, came[i], exercise.tolerance));
  const source = () => sourceMistake(exercise, asked.outsideNames());
  if (at < 0) return source();
  const found = difference(expected[at], came[at], exercise.tolerance) as Difference;
  return (await knownMistake(exercise, inputs, expected, came, found)) ?? source() ?? describe(found);
}

/** The function threw, or changed what it was given. */
function misbehaviour(exercise: Exercise, before: unknown[], { threw, inputs: after }: Answer): Finding | undefined {
  if (typeof threw === "string") return { first: `${exercise.call} failed: ${cut(threw.replace(/\s+/g, " "), 500)}` };
  const isSame = (value: unknown, i: number) =>
    Array.isArray(after) && JSON.stringify(value) === JSON.stringify(after[i]);
  const changed = before.findIndex((value, i) => !isSame(value, i));
  if (changed < 0) return undefined;
  return { first: `${nameOfInput(exercise, changed)} was changed by ${nameOf(exercise)}.`, hints: [KEEP] };
}

const KEEP = "Leave arguments as they are, and return new values: whoever calls the function may need them again.";

/** A mistake whose numbers, in the part that is wrong, are those that came, for every input. */
async function knownMistake(
  { mistakes, tolerance }: Exercise,
  inputs: unknown[][],
  expected: unknown[],
  came: unknown[],
  found: Difference,
): Promise<Finding | undefined> {
  const [part] = found.path.split(/[.[]/);
  const of = (value: unknown) => (part ? (value as Record<string, unknown> | undefined)?.[part] : value);
  for (const { name, hint, solve } of mistakes) {
    const given = await Promise.all(inputs.map(async (input) => of(await attempt(() => solve(...input)))));
    if (!given.some((value, i) => value !== undefined && difference(of(expected[i]), value, tolerance))) continue;
    if (!given.every((value, i) => value !== undefined && !difference(value, of(came[i]), tolerance))) continue;
    const what = found.path ? `${found.path} is what comes out` : "this is what comes out";
    return { first: `${what} ${name}.`, hints: [hint], comparison: comparison(found) };
  }
  return undefined;
}

async function attempt(compute: () => unknown): Promise<unknown> {
  try {
    return await compute();
  } catch {
    return undefined;
  }
}

function describe(found: Difference): Finding {
  const { path, sort, expected, came, hint } = found;
  const hints = hint ? [hint] : [];
  const what = path ? `${path} is` : "it returns";
  if (sort === "number" || sort === "value")
    return { first: `${path || "the answer"} is not right.`, hints, comparison: comparison(found) };
  if (sort === "notFinite") return { first: `${what} ${came}.`, hints, comparison: comparison(found) };
  return { first: `${what} ${came}; expected is ${expected}.`, hints };
}

function comparison({ expected, came, path }: Difference): string {
  return `${path ? `${path}: ` : ""}expected ${expected}, came ${came}`;
}

/** "backward" of "backward(parameters, cache, Y)". */
function nameOf({ call }: Exercise): string {
  return call.slice(0, call.indexOf("("));
}

function nameOfInput({ call }: Exercise, index: number): string {
  const names = call.slice(call.indexOf("(") + 1, call.lastIndexOf(")")).split(",");
  return `the argument ${names[index]?.trim() ?? index + 1}`;
}

function unknownName(what: string, name: string, known: object): Finding {
  return { first: `there is no ${what} ${JSON.stringify(name)}; there are ${Object.keys(known).join(", ")}` };
}
