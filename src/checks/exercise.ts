/** What a check knows of one exercise. Each homework's exercises stand in a file of its name. */
import type { Random } from "../engine/random";

/** One function that students write. All functions here take the same arguments as the student's. */
export interface Exercise {
  /** How it is called, for messages: "backward(parameters, cache, Y)". */
  call: string;
  /** Inputs to try it on, drawn anew for each generator; chosen so that each mistake gives other numbers. */
  inputs(rng: Random): unknown[][];
  /** The right answer, or a promise of it. Fields of an object stand in the order in which they are computed. */
  solve(...inputs: any[]): unknown;
  /** Common mistakes, known by the numbers they give; the first that fits is told. */
  mistakes: readonly Mistake[];
  /** How far an answer may be off, relative to the larger of 1 and the right number: other orders of summation are right, too. */
  tolerance: number;
  /** Names of ./src that would do the exercise for the student. */
  refused?: readonly string[];
  /** The only names of ./src that may be used; all but the refused ones when left out. */
  allowed?: readonly string[];
}

export interface Mistake {
  /** What was done, in words that finish "this is what comes out …": "without 1/m". */
  name: string;
  /** Where to look; does not give the answer away. */
  hint: string;
  /** The answer that the mistake gives, or the part of it that goes wrong first; may throw where it gives none. */
  solve(...inputs: any[]): unknown;
}

/** The exercises of one homework, by name. */
export type Exercises = Readonly<Record<string, Exercise>>;
