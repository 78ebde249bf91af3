/** Which way a training takes: the fast one wherever it is there and computes what the readable code computes. */
import { Descent, MiniBatchDescent } from "../descent";
import type { Matrix } from "../matrix";
import type { Network } from "../network";
import type { Path, PathSettings } from "../path";
import { seed } from "../random";
import { hasKernels } from "./instance";
import { Plan } from "./plan";

type Samples = Matrix<any, any>;

/** The readable way. */
export function readablePath(network: Network, X: Samples, Y: Samples, settings: PathSettings): Path {
  const { batchSize, rng } = settings;
  if (batchSize === undefined || rng === undefined) return new Descent(network, X, Y, settings);
  return new MiniBatchDescent(network, X, Y, { ...settings, batchSize, rng });
}

/**
 * The fast way; undefined for an activation, loss or optimizer of one's own, and, after saying once why, where the
 * machine or the code is not made for it. Since students may edit the equations, both ways first make two iterations on
 * a few samples, and two with a loud alpha: only when all parameters are the same, bit for bit, the fast one is taken.
 */
export function fastPath(network: Network, X: Samples, Y: Samples, settings: PathSettings): Path | undefined {
  if (!Plan.knows(network, settings)) return undefined;
  if (!hasKernels()) {
    say("This machine has no WebAssembly SIMD: training runs on the readable code, with the same numbers, but slower.");
    return undefined;
  }
  if (!agree(network, X, Y, settings)) {
    say(
      "The equations in src/engine were edited: training runs on them, and not on the fast path, which keeps the old.",
    );
    return undefined;
  }
  return Plan.of(network, X, Y, settings);
}

const SAMPLES = 8;
const ITERATIONS = 2;

/** With a usual alpha, a step is much smaller than the parameters, whose rounding then hides the gradients' last bits. */
const LOUD = 1048576; // 2²⁰

function agree(network: Network, X: Samples, Y: Samples, settings: PathSettings): boolean {
  return [settings.alpha, LOUD].every((alpha) => agreeWith(network, X, Y, { ...settings, alpha }));
}

function agreeWith(network: Network, X: Samples, Y: Samples, settings: PathSettings): boolean {
  const few = Math.min(SAMPLES, X.cols);
  const [Xfew, Yfew] = [X.columns(0, few), Y.columns(0, few)];
  const batchSize = settings.batchSize === undefined ? undefined : Math.min(settings.batchSize, few);
  const trial = () => ({ ...settings, until: -Infinity, batchSize, rng: settings.rng && seed(0) });
  const fast = Plan.of(network, Xfew, Yfew, trial());
  if (!fast) return false;
  const readable = readablePath(network, Xfew, Yfew, trial());
  for (let i = 0; ; i++) {
    if (!Object.is(readable.cost(), fast.cost())) return false;
    if (i === ITERATIONS) break;
    const [a, b] = [readable.advance(1), fast.advance(1)];
    if (a.broken?.what !== b.broken?.what) return false;
    if (a.broken) break;
  }
  return same(readable.network(), fast.network());
}

/** Whether all parameters are equal, −0 counting as 0. */
function same(a: Network, b: Network): boolean {
  return a.layers.every(({ W, b: bias }, index) => W.equals(b.layers[index].W) && bias.equals(b.layers[index].b));
}

const said = new Set<string>();

function say(line: string): void {
  if (said.has(line)) return;
  said.add(line);
  console.log(line);
}
