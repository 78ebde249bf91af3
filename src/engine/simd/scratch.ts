/** The memory in which single operations run: their operands are copied in, the result is copied out. */
import { FREE, instantiate, type Kernels } from "./instance";

export interface Scratch {
  readonly kernels: Kernels;
  /** The whole memory, of which what lies before `FREE` is the kernels'. */
  readonly numbers: Float64Array;
}

/** What is kept from one operation to the next; larger operations take a memory of their own, and leave it. */
const KEPT = 16_777_216;
const MOST = 268_435_456;

/** The kernels read and write a little behind the end of what they are given. */
const SLACK = 64;

let kept: Scratch | undefined;

/** Room for so many numbers behind `FREE`; undefined where there are no kernels, or not so much memory. */
export function scratchFor(count: number): Scratch | undefined {
  const bytes = FREE + 8 * (count + SLACK);
  if (kept && bytes <= kept.numbers.byteLength) return kept;
  if (bytes > MOST) return undefined;
  const kernels = instantiate(bytes <= KEPT / 2 ? 2 * bytes : bytes);
  if (!kernels) return undefined;
  const made = { kernels, numbers: new Float64Array(kernels.memory.buffer) };
  if (bytes <= KEPT) kept = made;
  return made;
}
