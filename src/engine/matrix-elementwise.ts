/** The loops of what is done element by element. Both sides hold equally many numbers; the result is a new array. */
import { float64 } from "./float64";

export function plus(left: Float64Array, right: Float64Array): Float64Array {
  const out = float64(left.length);
  for (let i = 0; i < out.length; i++) out[i] = left[i] + right[i];
  return out;
}

export function minus(left: Float64Array, right: Float64Array): Float64Array {
  const out = float64(left.length);
  for (let i = 0; i < out.length; i++) out[i] = left[i] - right[i];
  return out;
}

export function hadamard(left: Float64Array, right: Float64Array): Float64Array {
  const out = float64(left.length);
  for (let i = 0; i < out.length; i++) out[i] = left[i] * right[i]; // (4.5)  (a ∘ b)_i = a_i b_i
  return out;
}

export function quotient(left: Float64Array, right: Float64Array): Float64Array {
  const out = float64(left.length);
  for (let i = 0; i < out.length; i++) out[i] = left[i] / right[i];
  return out;
}

export function scaled(k: number, left: Float64Array): Float64Array {
  const out = float64(left.length);
  for (let i = 0; i < out.length; i++) out[i] = k * left[i];
  return out;
}

export function mapped(left: Float64Array, f: (x: number) => number): Float64Array {
  const out = float64(left.length);
  for (let i = 0; i < out.length; i++) out[i] = f(left[i]); // (2.1)  u = f(v), element by element
  return out;
}

/** f of each pair of numbers: for what is rarer than the four above, and may take a call a number. */
export function paired(left: Float64Array, right: Float64Array, f: (x: number, y: number) => number): Float64Array {
  const out = float64(left.length);
  for (let i = 0; i < out.length; i++) out[i] = f(left[i], right[i]);
  return out;
}
