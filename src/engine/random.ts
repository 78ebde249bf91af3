/**
 * NumPy's legacy random numbers: `seed(1).randn(3, 2)` holds the same numbers, bit for bit, as `np.random.seed(1)` and
 * `np.random.randn(3, 2)` on x86-64, so that the lecture's program prints the lecture's costs.
 *
 * A generator is a value that you hand to whoever draws; there is no global one.
 * Source: Matsumoto and Nishimura 1998, "Mersenne Twister"; NumPy's `RandomState` for how its words become numbers.
 */
import { log } from "./glibc-log";
import { type Known, Matrix } from "./matrix";
import { checkSize } from "./matrix-constructors";
import { MersenneTwister } from "./mersenne-twister";

/**
 * A generator started from a whole number from 0 to 2³² − 1; the same seed gives the same numbers.
 * @throws RangeError for any other seed.
 */
export function seed(n: number): Random {
  if (!Number.isInteger(n) || n < 0 || n > 4294967295) {
    throw new RangeError(`seed: ${n} is not a whole number from 0 to 4294967295, for example seed(1)`);
  }
  return new Random(n);
}

/**
 * A stream of random numbers. Every draw moves it on: the order of the draws matters.
 *
 * `random`, `uniform` and `randn` throw a ShapeError for a size that is no size, `randint` and `permutation` a RangeError.
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
    return this.draw("uniform", () => low + (high - low) * this.words.double(), rows, cols);
  }

  /** Normal with mean 0 and deviation 1: one number, or a rows × cols matrix, filled row by row. */
  randn(): number;
  randn<R extends number, C extends number>(rows: R, cols: C): Matrix<Known<R>, Known<C>>;
  randn(rows?: number, cols?: number): unknown {
    return this.draw("randn", () => this.normal(), rows, cols);
  }

  /** A whole number from low up to, but not including, high; with `size`, that many. Both below 2⁵³, 2³² apart at most. */
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

  /** Puts the array itself in random order, and returns it. */
  shuffle<T>(array: T[]): T[] {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.words.upTo(i);
      [array[i], array[j]] = [array[j], array[i]];
    }
    return array;
  }

  /** The polar method (Marsaglia and Bray 1964): a point in the unit disc gives two normals. */
  private normal(): number {
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
    const data = new Float64Array((rows as number) * (cols as number));
    for (let i = 0; i < data.length; i++) data[i] = next();
    return new Matrix(rows as number, cols as number, data);
  }
}

function count(name: string, n: number): number {
  if (Number.isInteger(n) && n >= 0) return n;
  throw new RangeError(`${name}: ${n} is not a whole number from 0 up`);
}
