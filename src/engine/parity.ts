/** Parity, the lecture's example (002) of a function that depth makes easier to build: is the number of ones odd? */
import { float64 } from "./float64";
import { type Known, Matrix } from "./matrix";
import { fromFlat } from "./matrix-constructors";
import { fromRandomState } from "./random";

/** n bits a sample, and their parity. */
export interface Parity<N extends number> {
  readonly X: Matrix<Known<N>, any>;
  readonly Y: Matrix<1, any>;
}

/** All inputs of so many bits are 20 million numbers. */
const MOST_BITS = 20;

/**
 * Inputs of n bits (X, n × m, a 0 or 1 for each bit) and whether the ones among them are odd in number (Y, 1 × m).
 * Lecture 002; equation 5.14.
 *
 * `parity(n)` holds all 2ⁿ inputs, as the binary numbers 0, 1, 2, … with x₁ the highest bit;
 * `parity(n, { m, randomState })` m random ones (repeats are possible), those of `np.random.randint(0, 2, (n, m))`.
 * @throws RangeError for an n or m that is no whole number from 1 up, for n above 20 without m, or for no seed.
 */
export function parity<N extends number>(n: N, random?: { m: number; randomState: number }): Parity<N> {
  checkCount("n", n);
  const X = random ? randomBits(n, random) : allBits(n);
  return { X, Y: new Matrix(1, X.cols, oddOnes(X)) };
}

function oddOnes(X: Matrix<any, any>): Float64Array {
  const m = X.cols;
  const y = float64(m);
  for (let j = 0; j < X.rows; j++) {
    for (let i = 0; i < m; i++) y[i] = y[i] === X.data[j * m + i] ? 0 : 1; // (5.14)  y = x₁ XOR … XOR x_n
  }
  return y;
}

function allBits(n: number): Matrix<any, any> {
  if (n > MOST_BITS) {
    const fix = `ask for some of them: parity(${n}, { m: 1000, randomState: 1 })`;
    throw new RangeError(`parity: 2^${n} inputs are too many (n is ${MOST_BITS} at most); ${fix}`);
  }
  const m = 1 << n;
  const data = float64(n * m);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < m; i++) data[j * m + i] = (i >> (n - 1 - j)) & 1;
  }
  return new Matrix(n, m, data);
}

function randomBits(n: number, { m, randomState }: { m: number; randomState: number }): Matrix<any, any> {
  checkCount("m", m);
  return fromFlat(n, m, fromRandomState("parity", randomState).randint(0, 2, n * m));
}

function checkCount(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new RangeError(`parity: ${name} is ${value}; it must be a whole number from 1 up`);
}
