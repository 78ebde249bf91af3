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
  /** Which of the makers below made it, and with what: enough to make it again elsewhere. */
  readonly made: readonly [maker: string, ...numbers: number[]];
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
    made: ["scaledNormal", scale],
    fill: (rng, n, p) => rng.randn(n, p).scale(scale), // (3.34)  W = 0.01·randn, b = 0
  };
}

/** All zero: right for b, and the lecture's warning for W, whose hidden units then stay alike. */
export function allZero(): Filling {
  return { name: "0", made: ["allZero"], fill: (_rng, n, p) => zeros(n, p) };
}

/** All the same number. */
export function allEqual(value: number): Filling {
  checkNumber("allEqual", value);
  return { name: `${value}`, made: ["allEqual", value], fill: (_rng, n, p) => full(n, p, value) };
}

/** Uniform on [low, high). The digits' tutorial that lecture 004 goes back to starts with [0, 1). */
export function uniform(low = 0, high = 1): Filling {
  checkNumber("uniform", low);
  checkNumber("uniform", high);
  if (low >= high) throw new RangeError(`uniform: [${low}, ${high}) is empty; low must be below high`);
  return {
    name: `uniform on [${low}, ${high})`,
    made: ["uniform", low, high],
    fill: (rng, n, p) => rng.uniform(low, high, n, p),
  };
}

/** Normal with deviation √(1/p), p being the layer's inputs: a sum of p terms then stays as large as one of them. */
export function xavier(): Filling {
  return {
    name: "√(1/p)·randn",
    made: ["xavier"],
    fill: (rng, n, p) => rng.randn(n, p).scale(Math.sqrt(1 / p)),
  };
}

/** Normal with deviation √(2/(p + n)), between what suits forward and backward. Glorot and Bengio 2010. */
export function glorot(): Filling {
  return {
    name: "√(2/(p+n))·randn",
    made: ["glorot"],
    fill: (rng, n, p) => rng.randn(n, p).scale(Math.sqrt(2 / (p + n))),
  };
}

/** Normal with deviation √(2/p), for ReLU, which lets half of its inputs through. He et al. 2015. */
export function he(): Filling {
  return {
    name: "√(2/p)·randn",
    made: ["he"],
    fill: (rng, n, p) => rng.randn(n, p).scale(Math.sqrt(2 / p)),
  };
}

const MAKERS: Record<string, (...numbers: number[]) => Filling> = {
  scaledNormal,
  allZero,
  allEqual,
  uniform,
  xavier,
  glorot,
  he,
};

/**
 * The filling that `made` describes.
 * @throws RangeError for a maker that is not one of this file.
 */
export function fillingFrom([maker, ...numbers]: Filling["made"]): Filling {
  if (Object.hasOwn(MAKERS, maker)) return MAKERS[maker](...numbers);
  throw new RangeError(`filling "${maker}" is not known; use one of ${Object.keys(MAKERS).join(", ")}`);
}

/** W = 0.01·randn and b = 0 (3.34), for networks that say nothing else. */
export const standard: Initializer = { W: scaledNormal(0.01), b: allZero() };

/** W = 0.01·randn and b = randn, as the lecture's three-layer program (002) has it. */
export const asInLecture: Initializer = { W: scaledNormal(0.01), b: scaledNormal(1) };

function checkNumber(name: string, x: number): void {
  if (!Number.isFinite(x)) throw new RangeError(`${name}: ${x} is not a finite number, for example ${name}(0.5)`);
}
