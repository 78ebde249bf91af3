/**
 * Ways to fill W[l] and b[l] before training. A network is filled in the order W[1], b[1], W[2], b[2], …, each row by
 * row; with another order the same seed gives another network.
 */
import type { Matrix } from "./matrix";
import { full, zeros } from "./matrix-constructors";
import type { Random } from "./random";

/** Fills one W (n × p) or one b (n × 1; p is then 1). Draws from rng only what it needs. */
export interface Filling {
  readonly name: string;
  fill(rng: Random, n: number, p: number): Matrix<any, any>;
}

/** How a network's parameters start: one filling for every W[l], one for every b[l]. */
export interface Initializer {
  readonly W: Filling;
  readonly b: Filling;
}

/** Normal numbers with deviation `scale`. Lecture 003, equation 3.34; the lecture program (002) fills b so too, with scale 1. */
export function scaledNormal(scale = 0.01): Filling {
  checkNumber("scaledNormal", scale);
  return {
    name: `${scale}·randn`,
    fill: (rng, n, p) => rng.randn(n, p).scale(scale), // (3.34)  W = 0.01·randn, b = 0
  };
}

/** All zero: right for b, and the lecture's warning for W, whose hidden units then stay alike. */
export function allZero(): Filling {
  return { name: "0", fill: (_rng, n, p) => zeros(n, p) };
}

/** All the same number. */
export function allEqual(value: number): Filling {
  checkNumber("allEqual", value);
  return { name: `${value}`, fill: (_rng, n, p) => full(n, p, value) };
}

/** W = 0.01·randn and b = 0 (3.34), for networks that say nothing else. */
export const standard: Initializer = { W: scaledNormal(0.01), b: allZero() };

/** W = 0.01·randn and b = randn, as the lecture's three-layer program (002) has it. */
export const asInLecture: Initializer = { W: scaledNormal(0.01), b: scaledNormal(1) };

function checkNumber(name: string, x: number): void {
  if (!Number.isFinite(x)) throw new RangeError(`${name}: ${x} is not a finite number, for example ${name}(0.5)`);
}
