/**
 * NumPy's legacy random numbers: `seed(1).randn(3, 2)` holds the same numbers, bit for bit, as `np.random.seed(1)` and
 * `np.random.randn(3, 2)` on x86-64, so that the lecture's program prints the lecture's costs.
 *
 * A generator is a value that you hand to whoever draws; there is no global one.
 * Source: Matsumoto and Nishimura 1998, "Mersenne Twister"; NumPy's `RandomState` for how its words become numbers.
 */
import { float64 } from "./float64";
import { log } from "./glibc-log";
import { type Known, Matrix } from "./matrix";
import { checkSize } from "./matrix-constructors";
import { MersenneTwister } from "./mersenne-twister";

const SEED_RULE = "a whole number from 0 to 4294967295";

/**
 * A generator started from a whole number from 0 to 2³² − 1; the same seed gives the same numbers.
 * @throws RangeError for any other seed.
 */
export function seed(n: number): Random {
  if (isSeed(n)) return new Random(n);
  throw new RangeError(`seed: ${n} is not ${SEED_RULE}, for example seed(1)`);
}

/** `seed(randomState)`, for an operation that has its seed among its options, as in scikit-learn. */
export function fromRandomState(operation: string, randomState: number): Random {
  if (isSeed(randomState)) return new Random(randomState);
  throw new RangeError(`${operation}: randomState is ${randomState}; it must be ${SEED_RULE}, for example 1`);
}

function isSeed(n: number): boolean {
  return Number.isInteger(n) && n >= 0 && n <= 4294967295;
}

/**
 * A stream of random numbers. Every draw moves it on: the order of the draws matters.
 *
 * `random`, `uniform`, `randn` and `normal` throw a ShapeError for a size that is no size; any other argument that
 * makes no sense is a RangeError. What throws has drawn nothing.
 */
export class Random {
  private readonly words: MersenneTwister;
  /** The polar method makes normals in pairs: the second waits here for the next draw. */
  private waiting: number | undefined = undefined;

  /** Use `seed(n)`. */
  constructor(n: number) {
    this.words = new MersenneTwister(n);
  }

  /** Uniform on [0, 1): one number, or a rows × cols matrix, filled row by row. */
  random(): number;
  random<R extends number, C extends number>(rows: R, cols: C): Matrix<Known<R>, Known<C>>;
  random(rows?: number, cols?: number): unknown {
    return this.draw("random", () => this.words.double(), rows, cols);
  }

  /** Uniform on [low, high): one number, or a rows × cols matrix, filled row by row. */
  uniform(low: number, high: number): number;
  uniform<R extends number, C extends number>(low: number, high: number, rows: R, cols: C): Matrix<Known<R>, Known<C>>;
  uniform(low: number, high: number, rows?: number, cols?: number): unknown {
    if (!Number.isFinite(high - low)) {
      throw new RangeError(`uniform: from ${low} to ${high} is no range of finite numbers, for example uniform(-1, 1)`);
    }
    return this.draw("uniform", () => low + (high - low) * this.words.double(), rows, cols);
  }

  /** Normal with mean 0 and deviation 1: one number, or a rows × cols matrix, filled row by row. */
  randn(): number;
  randn<R extends number, C extends number>(rows: R, cols: C): Matrix<Known<R>, Known<C>>;
  randn(rows?: number, cols?: number): unknown {
    return this.draw("randn", () => this.standardNormal(), rows, cols);
  }

  /** Normal with this mean and deviation: one number, or a rows × cols matrix, filled row by row. */
  normal(mean: number, deviation: number): number;
  normal<R extends number, C extends number>(
    mean: number,
    deviation: number,
    rows: R,
    cols: C,
  ): Matrix<Known<R>, Known<C>>;
  normal(mean: number, deviation: number, rows?: number, cols?: number): unknown {
    if (!Number.isFinite(mean) || !Number.isFinite(deviation) || deviation < 0) {
      const rule = "both must be finite, the deviation not below 0";
      throw new RangeError(`normal: mean ${mean}, deviation ${deviation}; ${rule}`);
    }
    return this.draw("normal", () => mean + deviation * this.standardNormal(), rows, cols);
  }

  /** A whole number from low up to, but not including, high; with `size`, that many. Below 2⁵³, 2³² apart at most. */
  randint(low: number, high: number): number;
  randint(low: number, high: number, size: number): number[];
  randint(low: number, high: number, size?: number): number | number[] {
    const top = high - 1 - low;
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || top < 0 || top > 4294967295) {
      throw new RangeError(
        `randint: no whole number from ${low} up to but not including ${high}; low must be below high, both whole`,
      );
    }
    if (size === undefined) return low + this.words.upTo(top);
    return Array.from({ length: count("randint", size) }, () => low + this.words.upTo(top));
  }

  /** The numbers 0 … n − 1 in random order. */
  permutation(n: number): number[] {
    return this.shuffle(Array.from({ length: count("permutation", n) }, (_, i) => i));
  }

  /**
   * One of the numbers 0 … n − 1, or of an array's elements; with `size`, an array of that many. Each is as likely as
   * any other; with `replace: false` none is taken twice.
   */
  choice(from: number): number;
  choice<T>(from: readonly T[]): T;
  choice(from: number, size: number, options?: { replace?: boolean }): number[];
  choice<T>(from: readonly T[], size: number, options?: { replace?: boolean }): T[];
  choice<T>(from: number | readonly T[], size?: number, { replace = true } = {}): unknown {
    const n = typeof from === "number" ? count("choice", from) : from.length;
    const wanted = size === undefined ? 1 : count("choice", size);
    if (n === 0) throw new RangeError("choice: there is nothing to choose from; at least one element is needed");
    if (!replace && wanted > n) {
      throw new RangeError(`choice: ${wanted} of ${n} without replacement; ask for ${n} at most, or use replace: true`);
    }
    const indices = replace ? this.randint(0, n, wanted) : this.permutation(n).slice(0, wanted);
    const chosen = typeof from === "number" ? indices : indices.map((i) => from[i]);
    return size === undefined ? chosen[0] : chosen;
  }

  /** Puts the array itself in random order, and returns it. */
  shuffle<T>(array: T[]): T[] {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.words.upTo(i);
      [array[i], array[j]] = [array[j], array[i]];
    }
    return array;
  }

  /** The polar method (Marsaglia and Bray 1964): a point in the unit disc gives two normals. */
  private standardNormal(): number {
    if (this.waiting !== undefined) {
      const second = this.waiting;
      this.waiting = undefined;
      return second;
    }
    for (;;) {
      const x1 = 2 * this.words.double() - 1;
      const x2 = 2 * this.words.double() - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 >= 1 || r2 === 0) continue;
      const f = Math.sqrt((-2 * log(r2)) / r2);
      this.waiting = f * x1;
      return f * x2;
    }
  }

  private draw(name: string, next: () => number, rows?: number, cols?: number): unknown {
    if (rows === undefined && cols === undefined) return next();
    checkSize(name, rows as number, cols as number);
    const data = float64((rows as number) * (cols as number));
    for (let i = 0; i < data.length; i++) data[i] = next();
    return new Matrix(rows as number, cols as number, data);
  }
}

function count(name: string, n: number): number {
  if (Number.isInteger(n) && n >= 0) return n;
  throw new RangeError(`${name}: ${n} is not a whole number from 0 up`);
}
