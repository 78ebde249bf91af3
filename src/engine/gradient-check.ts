/**
 * Gradient checking: every derivative a second time, from the cost alone, beside what `backward` says.
 * Lecture 001, equation 1.8; lecture 004, equation 4.17.
 */
import type { Displayable } from "../display";
import { gradientCheckTable } from "./gradient-check-table";
import { penalty, withPenalty } from "./l2";
import type { Gradients } from "./layer";
import { crossEntropy, type Loss } from "./losses";
import { Matrix } from "./matrix";
import { backward, costOf, forward, type Network } from "./network";
import { plural, ShapeError, shapeText } from "./shape-error";

/** How to check. */
export interface GradientCheckOptions {
  /** Whose derivatives they are; crossEntropy when left out. */
  loss?: Loss;
  /** L2: adds (λ/2) Σ W² to the cost (4.14) and λW to dW. 0, none, when left out. */
  lambda?: number;
  /** ε: a parameter w is moved by ε·max(1, |w|) to both sides. 6e-6 when left out; see `EPSILON`. */
  epsilon?: number;
  /**
   * The backward to be checked: the gradients of layers 1 … L in their order. The engine's own when left out.
   * With `lambda`, its dW must hold λW too.
   */
  gradients?: (network: Network, X: Matrix<any, any>, Y: Matrix<any, any>, loss: Loss) => readonly Gradients[];
}

/** One parameter's two derivatives. */
export interface Compared {
  /** l, from 1. */
  readonly layer: number;
  readonly parameter: "W" | "b";
  /** Where in W[l] or b[l], counted from 0. */
  readonly row: number;
  readonly column: number;
  readonly numeric: number;
  readonly analytic: number;
  /** The relative error (4.17), from 0 to 1; Infinity where one of the two is not finite. */
  readonly error: number;
  /** Whether the error is at most `TOLERANCE`, or the difference no larger than rounding alone may make it. */
  readonly agrees: boolean;
}

/** What the check found; shows itself as a table, and is text elsewhere. */
export interface GradientCheck extends Displayable {
  readonly agrees: boolean;
  /** The largest error; where some entries don't agree, the largest among those. */
  readonly worst: Compared;
  /** Each layer's worst, in order. */
  readonly layers: readonly Compared[];
  toString(): string;
}

/**
 * A difference over 2ε is wrong by about ε²·f‴/6, since the curve bends, and by about u·f/ε, since both costs are
 * rounded (u = 1.1e-16) and nearly cancel. With f and f‴ of one size the sum is least at ε = ∛(3u) ≈ 7e-6, and then
 * about 2e-11. A larger ε meets the curve, a smaller one the rounding: 1e-10 leaves six digits of the derivative at most.
 */
const EPSILON = 6e-6;

/** Right derivatives come to 1e-7 and less, a wrong factor or sign to 1e-2 and more. */
const TOLERANCE = 1e-5;

/** Half the distance from 1 to the next number: what one rounding may do. */
const ROUNDING = 1.1102230246251565e-16;

/**
 * Compares the analytic and the numeric derivative of every parameter, X being n[0] × m and Y n[L] × m.
 *
 * Costs two forward passes a parameter: meant for small networks and few samples. Where a ReLU's z lies within ε of 0
 * the two differ and both are right: there is a corner.
 *
 * @throws RangeError for an epsilon or lambda that is none, labels that the loss has no meaning for, or an output that
 * the loss doesn't go with; ShapeError when X, Y or the gradients don't fit the network.
 */
export function checkGradients(
  network: Network,
  X: Matrix<any, any>,
  Y: Matrix<any, any>,
  options: GradientCheckOptions = {},
): GradientCheck {
  const { loss = crossEntropy, lambda = 0, epsilon = EPSILON } = options;
  if (!(epsilon > 0 && epsilon < 1)) refuse("epsilon", epsilon, "a small number above 0, for example 6e-6");
  if (!(lambda >= 0 && lambda < Infinity)) refuse("lambda", lambda, "a number from 0 up");
  const cost = (of: Network) => costOf(of, X, Y, loss) + penalty(of, lambda);
  const slack = (8 + Math.sqrt(X.cols)) * ROUNDING * Math.abs(cost(network));
  const { gradients: own = engineGradients(lambda) } = options;
  const gradients = own(network, X, Y, loss);
  checkSizes(network, gradients);
  const copy = copyOf(network);
  const all = copy.layers.map((layer, index) => {
    const { dW, db } = gradients[index];
    const pairs = [["W", layer.W, dW] as const, ["b", layer.b, db] as const];
    return pairs.flatMap(([parameter, values, analytic]) =>
      Array.from(values.data, (_, i): Compared => {
        const { numeric, noise } = slope(() => cost(copy), values.data, i, epsilon, slack);
        const place = { layer: index + 1, parameter, row: Math.floor(i / values.cols), column: i % values.cols };
        return { ...place, numeric, analytic: analytic.data[i], ...compare(numeric, analytic.data[i], noise) };
      }),
    );
  });
  const layers = all.map(worstOf);
  const result = { agrees: layers.every(({ agrees }) => agrees), worst: worstOf(layers), layers };
  return { ...result, ...gradientCheckTable(network, all, layers, X.cols) };
}

/** The derivative of `cost` to `data[i]`, which is moved to both sides and put back; and what rounding may add to it. */
function slope(cost: () => number, data: Float64Array, i: number, epsilon: number, slack: number) {
  const w = data[i];
  const step = epsilon * Math.max(1, Math.abs(w));
  const [above, below] = [w + step, w - step];
  data[i] = above;
  const Jabove = cost();
  data[i] = below;
  const Jbelow = cost();
  data[i] = w;
  const width = above - below; // 2ε, as w ± ε were rounded
  const numeric = (Jabove - Jbelow) / width; // (1.8)  f′(a) ≈ (f(a+ε) − f(a−ε)) / 2ε
  return { numeric, noise: (2 * slack) / width };
}

function compare(numeric: number, analytic: number, noise: number): { error: number; agrees: boolean } {
  const difference = Math.abs(numeric - analytic);
  const size = Math.abs(numeric) + Math.abs(analytic);
  if (!Number.isFinite(size)) return { error: Infinity, agrees: false };
  const error = size === 0 ? 0 : difference / size; // (4.17)  |numeric − analytic| / (|numeric| + |analytic|)
  return { error, agrees: error <= TOLERANCE || difference <= noise };
}

/** The first entry with the largest error; one that agrees only if all do. */
function worstOf(entries: readonly Compared[]): Compared {
  return entries.reduce((worst, entry) => {
    if (worst.agrees !== entry.agrees) return worst.agrees ? entry : worst;
    return entry.error > worst.error ? entry : worst;
  });
}

function engineGradients(lambda: number): Required<GradientCheckOptions>["gradients"] {
  return (network, X, Y, loss) => withPenalty(backward(network, forward(network, X), Y, loss), network, lambda);
}

/** With parameters of its own, which may be moved. */
function copyOf(network: Network): Network {
  const own = (a: Matrix<any, any>) => new Matrix<any, any>(a.rows, a.cols, a.data.slice());
  return { layers: network.layers.map(({ W, b, activation }) => ({ W: own(W), b: own(b), activation })) };
}

function checkSizes({ layers }: Network, gradients: readonly Gradients[]): void {
  if (gradients.length !== layers.length) {
    const counts = `${plural(gradients.length, "layer")} came, the network has ${layers.length}`;
    throw new ShapeError(`checkGradients: gradients of ${counts}; give { dW, db } for layers 1 to ${layers.length}`);
  }
  layers.forEach(({ W, b }, index) => {
    const { dW, db } = gradients[index];
    checkSize(`dW[${index + 1}]`, dW, `W[${index + 1}]`, W);
    checkSize(`db[${index + 1}]`, db, `b[${index + 1}]`, b);
  });
}

function checkSize(name: string, d: Matrix<any, any> | undefined, of: string, a: Matrix<any, any>): void {
  if (d && d.rows === a.rows && d.cols === a.cols) return;
  if (!d) throw new ShapeError(`checkGradients: ${name} is missing; it must be ${shapeText(a)}, as ${of} is`);
  const fix = d.rows === a.cols && d.cols === a.rows ? `; ${name}.T would fit` : "";
  throw new ShapeError(`checkGradients: ${name} is ${shapeText(d)}, but ${of} is ${shapeText(a)}${fix}`);
}

function refuse(name: string, value: unknown, need: string): never {
  throw new RangeError(`checkGradients: ${name} is ${value}; it must be ${need}`);
}
