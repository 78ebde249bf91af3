/**
 * Sets of points in the plane that a formula makes, with noise from a seed:
 * `circles(35, { noise: 0.05, randomState: 1 })`. The first two are scikit-learn's; sine and cosine are ours, so that
 * the bits are the same everywhere.
 */
import { float64 } from "./float64";
import { type Known, Matrix } from "./matrix";
import { fromRandomState, type Random } from "./random";
import { cos, sin } from "./trigonometry";

const PI = 3.141592653589793;

/** m points, one a column: X holds x₁ and x₂, Y the classes, counted from 0. */
export interface PlanarSet<M extends number> {
  readonly X: Matrix<2, Known<M>>;
  readonly Y: Matrix<1, Known<M>>;
}

/** What all the sets below have in common. */
export interface PlanarOptions {
  /** The deviation of the normal noise on x₁ and x₂; 0 (none) when left out. */
  readonly noise?: number;
  /** The seed, a whole number from 0 to 2³² − 1. */
  readonly randomState: number;
}

interface Point {
  readonly x1: number;
  readonly x2: number;
  readonly y: number;
}

/**
 * A circle of radius 1 (class 0) around one of radius `factor` (class 1; 0.8 when left out, at least 0 and below 1), in
 * random order. Labels and order are those of scikit-learn's `make_circles` for the same `random_state`, coordinates
 * equal to 1e-15.
 * @throws RangeError for m below 2, and for options out of their range.
 */
export function circles<M extends number>(m: M, options: PlanarOptions & { readonly factor?: number }): PlanarSet<M> {
  const { noise, rng } = checked("circles", m, options);
  const { factor = 0.8 } = options;
  if (!(factor >= 0 && factor < 1)) throw new RangeError(`circles: factor is ${factor}; it must be from 0 to below 1`);
  const outer = Math.floor(m / 2);
  const circle = (count: number, radius: number, y: number) =>
    Array.from({ length: count }, (_, i) => {
      const angle = i * ((2 * PI) / count);
      return { x1: radius * cos(angle), x2: radius * sin(angle), y };
    });
  const points = [...circle(outer, 1, 0), ...circle(m - outer, factor, 1)];
  return withNoise(inRandomOrder(points, rng), noise, rng);
}

/**
 * Two half circles that reach into each other, in random order: the upper is class 0, the lower class 1. Labels and
 * order are those of scikit-learn's `make_moons` for the same `random_state`, coordinates equal to 1e-15.
 * @throws RangeError for m below 2, and for options out of their range.
 */
export function moons<M extends number>(m: M, options: PlanarOptions): PlanarSet<M> {
  const { noise, rng } = checked("moons", m, options);
  const upper = Math.floor(m / 2);
  const angles = (count: number) => {
    const step = PI / Math.max(count - 1, 1);
    return Array.from({ length: count }, (_, i) => (i > 0 && i === count - 1 ? PI : i * step));
  };
  const points = [
    ...angles(upper).map((t) => ({ x1: cos(t), x2: sin(t), y: 0 })),
    ...angles(m - upper).map((t) => ({ x1: 1 - cos(t), x2: 1 - sin(t) - 0.5, y: 1 })),
  ];
  return withNoise(inRandomOrder(points, rng), noise, rng);
}

/**
 * A flower of radius 1 whose petals (6 when left out; an even number) belong to class 0 and class 1 in turn: a set that
 * no line can divide. Sample i lies on petal i mod `petals`, at a random angle t within it, |t| ≤ π/petals, at the
 * distance cos(t · petals/2) from the middle.
 * @throws RangeError for m below 2, for petals that are not even, and for options out of their range.
 */
export function flower<M extends number>(m: M, options: PlanarOptions & { readonly petals?: number }): PlanarSet<M> {
  const { noise, rng } = checked("flower", m, options);
  const { petals = 6 } = options;
  if (!Number.isInteger(petals / 2) || petals < 2 || petals > 100) {
    throw new RangeError(`flower: petals is ${petals}; it must be an even number from 2 to 100, half of them a class`);
  }
  const points = Array.from({ length: m }, (_, i) => {
    const t = rng.uniform(-PI / petals, PI / petals);
    const angle = (i % petals) * ((2 * PI) / petals) + t;
    const distance = cos((t * petals) / 2);
    return { x1: distance * cos(angle), x2: distance * sin(angle), y: (i % petals) % 2 };
  });
  return withNoise(points, noise, rng);
}

/**
 * Spiral arms from the middle out to radius 1: `arms` of them (2 when left out), each a class 0 … arms − 1 and each
 * with so many `turns` (1 when left out). Sample i lies on arm i mod `arms`, evenly spaced along its radius.
 * @throws RangeError for m below 2 or below `arms`, for arms that are no whole number from 2 to 100, for turns that are
 * not from 0 to 100, and for options out of their range.
 */
export function spiral<M extends number>(
  m: M,
  options: PlanarOptions & { readonly arms?: number; readonly turns?: number },
): PlanarSet<M> {
  const { noise, rng } = checked("spiral", m, options);
  const { arms = 2, turns = 1 } = options;
  if (!Number.isInteger(arms) || arms < 2 || arms > Math.min(m, 100)) {
    throw new RangeError(`spiral: arms is ${arms}; it must be a whole number from 2 to ${Math.min(m, 100)}`);
  }
  if (!(turns >= 0 && turns <= 100)) throw new RangeError(`spiral: turns is ${turns}; it must be from 0 to 100`);
  const longest = Math.ceil(m / arms);
  const points = Array.from({ length: m }, (_, i) => {
    const radius = (Math.floor(i / arms) + 1) / longest;
    const angle = 2 * PI * ((i % arms) / arms + turns * radius);
    return { x1: radius * cos(angle), x2: radius * sin(angle), y: i % arms };
  });
  return withNoise(points, noise, rng);
}

function checked(
  operation: string,
  m: number,
  { noise = 0, randomState }: PlanarOptions,
): { noise: number; rng: Random } {
  if (!Number.isInteger(m) || m < 2) {
    throw new RangeError(`${operation}: m is ${m}; it must be a whole number from 2 up, so that there are two classes`);
  }
  if (!Number.isFinite(noise) || noise < 0) {
    throw new RangeError(`${operation}: noise is ${noise}; it is a deviation, a finite number from 0 up`);
  }
  return { noise, rng: fromRandomState(operation, randomState) };
}

function inRandomOrder(points: readonly Point[], rng: Random): Point[] {
  return rng.permutation(points.length).map((i) => points[i]);
}

/** Noise is drawn sample by sample, x₁ before x₂, after everything else. */
function withNoise(points: readonly Point[], noise: number, rng: Random): PlanarSet<any> {
  const m = points.length;
  const X = float64(2 * m);
  const Y = float64(m);
  points.forEach(({ x1, x2, y }, i) => {
    X[i] = x1 + rng.normal(0, noise);
    X[m + i] = x2 + rng.normal(0, noise);
    Y[i] = y;
  });
  return { X: new Matrix(2, m, X), Y: new Matrix(1, m, Y) };
}
