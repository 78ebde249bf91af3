/** Random trainings for the tests of the fast path, and how two results are compared. */
import fc from "fast-check";
import { scaledNormal } from "../../../src/engine/initializers";
import { categoricalCrossEntropy, crossEntropy, type Loss, squaredError } from "../../../src/engine/losses";
import type { Matrix } from "../../../src/engine/matrix";
import { fromFlat } from "../../../src/engine/matrix-constructors";
import { createNetwork, type Network } from "../../../src/engine/network";
import { oneHot } from "../../../src/engine/one-hot";
import { adam, gradientDescent, momentum, type Optimizer } from "../../../src/engine/optimizers";
import type { Advance, Path, PathSettings } from "../../../src/engine/path";
import { type Random, seed } from "../../../src/engine/random";

export type Samples = Matrix<any, any>;

export const HIDDEN = ["linear", "sigmoid", "tanh", "relu", "leakyRelu"];

/** Every output activation with every loss that goes with it. */
export const OUTPUTS: readonly (readonly [string, Loss])[] = [
  ["sigmoid", crossEntropy],
  ["softmax", categoricalCrossEntropy],
  ...HIDDEN.map((output) => [output, squaredError] as const),
];

export const OPTIMIZERS: readonly Optimizer[] = [gradientDescent, momentum(0.8), adam()];

/** What a training is drawn from. */
export interface Drawn {
  readonly sizes: readonly number[];
  readonly hidden: readonly string[];
  readonly m: number;
  readonly batchSize: number | undefined;
  readonly lambda: number;
  /** Where it is large, a step shows the gradients' last bits. */
  readonly alpha: number;
  /** Standard deviation of the first parameters: where it is large, units are saturated and exponentials over- and underflow. */
  readonly spread: number;
  readonly draw: number;
}

export function drawn(most: { depth: number; width: number; m: number }, leastM = 1): fc.Arbitrary<Drawn> {
  const { depth, width, m } = most;
  return fc
    .record({
      sizes: fc.array(fc.integer({ min: 1, max: width }), { minLength: 2, maxLength: depth + 1 }),
      m: fc.integer({ min: leastM, max: m }),
      part: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      lambda: fc.constantFrom(0, 0.03),
      alpha: fc.constantFrom(0.01, 0.3, 8),
      spread: fc.constantFrom(0.4, 1, 40),
      draw: fc.nat(),
    })
    .chain(({ part, ...rest }) =>
      fc.array(fc.constantFrom(...HIDDEN), { minLength: rest.sizes.length - 2, maxLength: rest.sizes.length - 2 }).map(
        (hidden): Drawn => ({
          ...rest,
          hidden,
          batchSize: part === undefined ? undefined : 1 + Math.floor(part * (rest.m - 1)),
        }),
      ),
    );
}

export interface Training {
  readonly network: Network;
  readonly X: Samples;
  readonly Y: Samples;
  /** New ones every time, since mini-batches draw from `rng`. */
  readonly settings: () => PathSettings;
}

export function trainingFrom(one: Drawn, output: string, loss: Loss, optimizer: Optimizer): Training {
  const { sizes, hidden, m, batchSize, lambda, alpha, spread } = one;
  const rng = seed(one.draw);
  const initializer = { W: scaledNormal(spread), b: scaledNormal(spread) };
  const network = createNetwork({ sizes, activations: [...hidden, output], rng, initializer });
  const X = rng.randn(sizes[0], m) as Samples;
  const Y = labelsFor(loss, sizes[sizes.length - 1], m, rng);
  const settings = () => ({ alpha, loss, optimizer, lambda, until: -Infinity, batchSize, rng: seed(3) });
  return { network, X, Y, settings };
}

function labelsFor({ name }: Loss, K: number, m: number, rng: Random): Samples {
  if (name === "squaredError") return rng.randn(K, m);
  if (name === "crossEntropy") return rng.random(K, m).less(0.5);
  return oneHot(fromFlat(1, m, rng.randint(0, K, m)) as Matrix<1, any>, K);
}

/** Makes so many updates both ways; returns all costs and parameters that are not the same, and of what use they are. */
export function advanceBoth(readable: Path, fast: Path, updates: number): Compared {
  const one = advance(readable, updates);
  const other = advance(fast, updates);
  const networks = [readable.network(), fast.network()];
  const wrong = [
    ...(same(one.costs, other.costs) && Object.is(readable.cost(), fast.cost()) ? [] : ["cost"]),
    ...(one.made === other.made && one.broken === other.broken ? [] : [`${one.broken} and ${other.broken}`]),
    ...networks[0].layers.flatMap(({ W, b }, index) => [
      ...(same(W.data, networks[1].layers[index].W.data) ? [] : [`W[${index + 1}]`]),
      ...(same(b.data, networks[1].layers[index].b.data) ? [] : [`b[${index + 1}]`]),
    ]),
  ];
  return { wrong, broken: one.broken !== undefined };
}

export interface Compared {
  /** What differs, by name. */
  readonly wrong: readonly string[];
  /** Whether the training can't go on. */
  readonly broken: boolean;
}

function advance(path: Path, updates: number): { made: number; costs: number[]; broken: string | undefined } {
  const costs: number[] = [];
  for (let made = 0; made < updates; ) {
    const step: Advance = path.advance(updates - made);
    costs.push(...Array.from(step.costs));
    if (step.broken)
      return { made: made + step.updates, costs, broken: `${step.broken.what} ${made + step.broken.after}` };
    made += step.updates;
  }
  return { made: updates, costs, broken: undefined };
}

/** The same bits, −0 counting as 0. */
function same(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.from(a).every((x, i) => x === b[i] || Object.is(x, b[i]));
}
