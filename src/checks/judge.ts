/** Judges a student's function: right, a mistake that is known by its numbers, or what else is wrong. */
import { seed } from "../engine/random";
import { type Difference, difference } from "./compare";
import type { Exercise, Exercises } from "./exercise";
import { type OutsideName, sourceMistake } from "./source-rules";
import { decode, encode } from "./wire";

/** What the student's program gives back for one input. */
interface Answer {
  value?: unknown;
  /** The arguments as they are after the call. */
  inputs?: unknown[];
  /** What the function threw. */
  threw?: string;
}

/** How to ask the student's program; what it answers is only believed when it is right. */
export interface Asked {
  ask(question: { inputs: unknown[] }): Promise<unknown>;
  outsideNames(): OutsideName[] | undefined;
}

export interface Verdict {
  passed: boolean;
  message: string;
  bundle: Record<string, unknown>;
}

const SEED = 1;

/** A checker for these homeworks. */
export function checker(homeworks: Readonly<Record<string, Exercises>>) {
  return async (
    request: { assignment: string; exercise: string; options: Record<string, unknown> },
    asked: Asked,
  ): Promise<Verdict> => {
    const exercises = Object.hasOwn(homeworks, request.assignment) ? homeworks[request.assignment] : undefined;
    if (!exercises) return wrong(request.exercise, unknownName("homework", request.assignment, homeworks));
    const exercise = Object.hasOwn(exercises, request.exercise) ? exercises[request.exercise] : undefined;
    if (!exercise) return wrong(request.exercise, unknownName("exercise", request.exercise, exercises));
    const { seed: given = SEED } = request.options;
    const mistake = await judge(exercise, typeof given === "number" ? given : SEED, asked);
    return mistake === undefined ? right(request.exercise, exercise) : wrong(request.exercise, mistake);
  };
}

/** The first line of what is wrong is the message; the rest explains. */
async function judge(exercise: Exercise, seedNumber: number, asked: Asked): Promise<string[] | undefined> {
  const inputs = exercise.inputs(seed(seedNumber));
  const came: unknown[] = [];
  for (const input of inputs) {
    const encoded = input.map((value) => encode(value));
    const answer = ((await asked.ask({ inputs: encoded })) ?? {}) as Answer;
    if (typeof answer.threw === "string") return [`${exercise.call} failed: ${answer.threw}`];
    const changed = changedInput(encoded, answer.inputs);
    if (changed !== undefined) return [`${nameOfInput(exercise, changed)} was changed by ${nameOf(exercise)}.`, KEEP];
    came.push(decode(answer.value));
  }
  const expected = inputs.map((input) => exercise.solve(...input));
  const { tolerance } = exercise;
  const at = expected.findIndex((value, i) => difference(value, came[i], tolerance));
  if (at >= 0) {
    const found = difference(expected[at], came[at], tolerance) as Difference;
    return knownMistake(exercise, inputs, expected, came, found) ?? describe(found);
  }
  return sourceMistake(exercise, asked.outsideNames());
}

const KEEP = "Leave arguments as they are, and return new values: whoever calls the function may need them again.";

function changedInput(before: unknown[], after: unknown): number | undefined {
  if (!Array.isArray(after)) return undefined;
  const index = before.findIndex((value, i) => JSON.stringify(value) !== JSON.stringify(after[i]));
  return index < 0 ? undefined : index;
}

/** A mistake whose numbers, in the part that is wrong, are those that came, for every input. */
function knownMistake(
  exercise: Exercise,
  inputs: unknown[][],
  expected: unknown[],
  came: unknown[],
  found: Difference,
): string[] | undefined {
  const [part] = found.path.split(/[.[]/);
  const of = (value: unknown) => (part ? (value as Record<string, unknown> | undefined)?.[part] : value);
  const mistake = exercise.mistakes.find(({ solve }) => {
    const given = inputs.map((input) => attempt(() => of(solve(...input))));
    const tells = given.some(
      (value, i) => value !== undefined && difference(of(expected[i]), value, exercise.tolerance),
    );
    return (
      tells && given.every((value, i) => value !== undefined && !difference(value, of(came[i]), exercise.tolerance))
    );
  });
  if (!mistake) return undefined;
  const what = found.path ? `${found.path} is what comes out` : "this is what comes out";
  return [`${what} ${mistake.name}.`, mistake.hint, ...comparison(found)];
}

function attempt(compute: () => unknown): unknown {
  try {
    return compute();
  } catch {
    return undefined;
  }
}

function describe(found: Difference): string[] {
  const what = found.path ? `${found.path} is ` : "";
  const first = {
    shape: `${what || "it returns "}${found.came}; expected is ${found.expected}.`,
    kind: `${what || "it returns "}${found.came}; expected is ${found.expected}.`,
    notFinite: `${what || "it returns "}${found.came}; expected is ${found.expected}.`,
    number: `${found.path || "the answer"} is not right.`,
  }[found.sort];
  const explained = found.hint ? [found.hint] : [];
  return found.sort === "number" ? [first, ...explained, ...comparison(found)] : [first, ...explained];
}

function comparison({ expected, came, path }: Difference): string[] {
  return [`${path ? `${path}: ` : ""}expected ${expected}, came ${came}`];
}

/** "backward" of "backward(parameters, cache, Y)". */
function nameOf({ call }: Exercise): string {
  return call.slice(0, call.indexOf("("));
}

function nameOfInput({ call }: Exercise, index: number): string {
  const names = call.slice(call.indexOf("(") + 1, call.lastIndexOf(")")).split(",");
  return `the argument ${names[index]?.trim() ?? index + 1}`;
}

function unknownName(what: string, name: string, known: object): string[] {
  return [`there is no ${what} ${JSON.stringify(name)}; there are ${Object.keys(known).join(", ")}`];
}

function right(name: string, { call }: Exercise): Verdict {
  return { passed: true, message: "right", bundle: asText("✓", name, [`${call} is right`]) };
}

function wrong(name: string, lines: string[]): Verdict {
  return { passed: false, message: lines[0], bundle: asText("✗", name, lines) };
}

function asText(mark: string, name: string, lines: string[]): Record<string, unknown> {
  const [first, ...rest] = lines;
  return { "text/plain": [`${mark} ${name}: ${first}`, ...rest.map((line) => `  ${line}`)].join("\n") };
}
