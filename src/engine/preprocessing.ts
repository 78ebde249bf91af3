/** What is done to data before training: features are put on one scale, samples are split into two sets. */
import { float64 } from "./float64";
import { Matrix } from "./matrix";
import { fromRandomState } from "./random";
import { plural, ShapeError, shapeText } from "./shape-error";

/** The distance from 1 to the next double. */
const EPSILON = 2.220446049250313e-16;

/** What `fitScaler` has learned of n features, to be used on these and on other samples. */
export interface Scaler<N extends number> {
  /** Each feature's mean, n × 1. */
  readonly mean: Matrix<N, 1>;
  /** Each feature's population deviation, n × 1; 1 for a feature that is constant. */
  readonly deviation: Matrix<N, 1>;
  /** Samples on the new scale, n × m: mean 0 and deviation 1 for those that were fitted, 0 for a constant feature. */
  transform<M extends number>(X: Matrix<N, M>): Matrix<N, M>;
  /** From the new scale back to the old one, n × m. */
  inverse<M extends number>(X: Matrix<N, M>): Matrix<N, M>;
}

/**
 * Learns each feature's mean and deviation from X (n × m, one sample a column). Lecture 004; equation 6.1.
 *
 * The sums run in the order of scikit-learn's StandardScaler, with its correction of the variance, so that two or more
 * features get its bits (given the samples as C-ordered rows).
 * @throws RangeError when X holds NaN or ±∞. `transform` and `inverse` throw a ShapeError for other than n features.
 */
export function fitScaler<N extends number>(X: Matrix<N, any>): Scaler<N> {
  const at = X.data.findIndex((x) => !Number.isFinite(x));
  if (at >= 0) {
    const where = `feature ${Math.floor(at / X.cols)} of sample ${at % X.cols}`;
    throw new RangeError(
      `fitScaler: ${where} is ${X.data[at]}; mean and deviation need finite numbers (both count from 0)`,
    );
  }
  const mean = X.sum({ axis: 1 }).map((sum) => sum / X.cols);
  const deviation = deviationOf(X, mean);
  return {
    mean,
    deviation,
    transform: (other) => {
      checkFeatures("transform", mean.rows, other);
      return other.sub(mean).div(deviation); // (6.1)  x′ = (x − mean)/deviation
    },
    inverse: (other) => {
      checkFeatures("inverse", mean.rows, other);
      return other.times(deviation).add(mean);
    },
  };
}

/**
 * Each feature's population deviation, and 1 where the variance is no larger than rounding alone can make it.
 * Source for the correction and for the bound: Chan, Golub and LeVeque 1983, "Algorithms for computing the sample
 * variance".
 */
function deviationOf<N extends number>(X: Matrix<N, any>, mean: Matrix<N, 1>): Matrix<N, 1> {
  const m = X.cols;
  const distance = X.sub(mean);
  const squares = distance.times(distance).sum({ axis: 1 }).data;
  const excess = distance.sum({ axis: 1 }).data; // 0 but for the mean's rounding, and put right here
  const deviation = float64(mean.rows);
  for (let i = 0; i < mean.rows; i++) {
    const variance = (squares[i] - (excess[i] * excess[i]) / m) / m;
    const rounding = m * mean.data[i] * EPSILON;
    const constant = variance <= m * EPSILON * variance + rounding * rounding;
    deviation[i] = constant ? 1 : Math.sqrt(variance);
  }
  return new Matrix(mean.rows, 1, deviation);
}

function checkFeatures(operation: string, n: number, X: Matrix<any, any>): void {
  if (X.rows === n) return;
  const fitted = `the scaler was fitted on ${plural(n, "feature")}`;
  throw new ShapeError(`${operation}: X is ${shapeText(X)}, but ${fitted}; one row a feature is needed`);
}

/** Samples to learn from and samples to be judged by; in each X a column is a sample, in each Y its label. */
export interface Split<N extends number, K extends number> {
  readonly Xtrain: Matrix<N, any>;
  readonly Xtest: Matrix<N, any>;
  readonly Ytrain: Matrix<K, any>;
  readonly Ytest: Matrix<K, any>;
}

/**
 * Splits m samples at random, as scikit-learn's `train_test_split` does for the same `random_state`.
 *
 * - `testSize`: the test samples as a share of all, between 0 and 1 (rounded up), or their number, from 1 up; 0.25 when
 *   left out
 * - `randomState`: the seed, a whole number from 0 to 2³² − 1
 *
 * @throws ShapeError when X and Y have not as many columns; RangeError when a set would be empty, or for no seed.
 */
export function trainTestSplit<N extends number, K extends number>(
  X: Matrix<N, any>,
  Y: Matrix<K, any>,
  { testSize = 0.25, randomState }: { testSize?: number; randomState: number },
): Split<N, K> {
  const m: number = X.cols;
  if (Y.cols !== m) {
    const counts = `X has ${plural(m, "sample")}, Y has ${Y.cols}`;
    throw new ShapeError(`trainTestSplit: ${counts} (X is ${shapeText(X)}, Y is ${shapeText(Y)}; one a column)`);
  }
  const testCount = testSize < 1 ? Math.ceil(testSize * m) : testSize;
  if (!Number.isInteger(testCount) || testCount < 1 || testCount >= m) {
    const rule = `a share between 0 and 1, or a number of samples from 1 to ${m - 1}, so that neither set is empty`;
    throw new RangeError(`trainTestSplit: testSize ${testSize} of ${plural(m, "sample")}; it must be ${rule}`);
  }
  const order = fromRandomState("trainTestSplit", randomState).permutation(m);
  const test = order.slice(0, testCount);
  const train = order.slice(testCount);
  return { Xtrain: pick(X, train), Xtest: pick(X, test), Ytrain: pick(Y, train), Ytest: pick(Y, test) };
}

/** These columns of A, in this order. */
function pick<N extends number>(A: Matrix<N, any>, columns: number[]): Matrix<N, any> {
  const out = float64(A.rows * columns.length);
  for (let i = 0, at = 0; i < A.rows; i++) {
    for (const j of columns) out[at++] = A.data[i * A.cols + j];
  }
  return new Matrix(A.rows, columns.length, out);
}
