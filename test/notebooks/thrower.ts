/** A module for error-in-module.ipynb: what it throws must be shown by these lines, though types leave no JavaScript. */
interface Input {
  x: number;
}

/** 2·x, for x ≥ 0. */
export function twice({ x }: Input): number {
  return 2 * notNegative(x);
}

function notNegative(x: number): number {
  if (x >= 0) return x;
  throw new RangeError(`thrower: ${x} came; expected 0 or more`);
}
