/** exp, tanh and σ of many numbers on the kernels, with the bits of elementary.ts, which says what they compute. */
import { exp, logistic, tanh } from "../elementary";
import { float64 } from "../float64";
import { ACTIVATIONS } from "./codes";
import { FREE, type Kernels } from "./instance";
import { scratchFor } from "./scratch";

/**
 * How many numbers there must be. Measured, copying included, the kernels are 1.3 times as fast as the readable
 * functions on 8 numbers, twice on 32, four times on 256 and more.
 */
export const PAYS = 256;

type OfNumber = (x: number) => number;

const activate = (name: string) => (kernels: Kernels, at: number, count: number) =>
  kernels.activate(ACTIVATIONS.indexOf(name), at, count);

/** What the kernels have, known by the function itself: another one, with whatever name, is not in the list. */
const KNOWN = new Map<OfNumber, (kernels: Kernels, at: number, count: number) => void>([
  [exp, (kernels, at, count) => kernels.exponential(at, count)],
  [tanh, activate("tanh")],
  [logistic, activate("sigmoid")],
]);

const agreed = new Map<OfNumber, boolean>();

/**
 * f of every number; undefined for any other f, where it does not pay, where there are no kernels, or when the readable
 * f was edited so that it gives other numbers: a few hundred, made both ways before f is first used, tell.
 */
export function fastMap(data: Float64Array, f: OfNumber): Float64Array | undefined {
  if (data.length < PAYS || !KNOWN.has(f)) return undefined;
  if (!agreed.has(f)) agreed.set(f, agree(f));
  return agreed.get(f) ? onKernels(data, f) : undefined;
}

function onKernels(data: Float64Array, f: OfNumber): Float64Array | undefined {
  const scratch = scratchFor(data.length);
  if (!scratch) return undefined;
  const at = FREE / 8;
  scratch.numbers.set(data, at);
  KNOWN.get(f)?.(scratch.kernels, FREE, data.length);
  const out = float64(data.length);
  out.set(scratch.numbers.subarray(at, at + data.length));
  return out;
}

/** From 1e-12 to beyond the largest exponent, on both sides of 0, and what is no ordinary number. */
function examples(): Float64Array {
  const numbers = [0, -0, NaN, Infinity, -Infinity];
  for (let x = 1e-12; x < 1000; x *= 1.17) numbers.push(x, -x);
  return Float64Array.from(numbers);
}

function agree(f: OfNumber): boolean {
  const data = examples();
  const fast = onKernels(data, f);
  return fast !== undefined && data.every((x, i) => Object.is(f(x), fast[i]));
}
