/** The student's side of a check: answers questions about a function, and nothing more. */
import { askForCheck } from "../display";
import { decode, encode } from "./wire";

type Answer = (...inputs: any[]) => unknown;

/**
 * Checks a function that you wrote: prints ✓, or ✗ with the mistake where it is a known one, and a hint.
 *
 * The numbers are compared outside your program. If the check fails, so does the cell, at its end.
 *
 * @param assignment name of the homework, "hw1-learning-rate"
 * @param exercise name of the exercise, "q2"
 * @param answer your function
 * @param options.seed draws other inputs of the same kind
 * @throws TypeError when `answer` is no function
 */
export async function check(
  assignment: string,
  exercise: string,
  answer: Answer,
  options: { seed?: number } = {},
): Promise<void> {
  if (typeof answer !== "function") {
    throw new TypeError(
      `check: ${exercise} came with a ${typeof answer}; expected is your function, without calling it`,
    );
  }
  await askForCheck({ assignment, exercise, options }, (question) => answerTo(question, answer));
}

/** What a function makes of a question's inputs: its value and the inputs as they are afterwards, or what it threw. */
export async function answerTo(question: unknown, answer: Answer): Promise<unknown> {
  const inputs = (question as { inputs: unknown[] }).inputs.map((input) => decode(input));
  try {
    const value = encode(await answer(...inputs));
    return { value, inputs: inputs.map((input) => encode(input)) };
  } catch (error) {
    return { threw: String(error) };
  }
}
