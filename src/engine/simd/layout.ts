/** Where everything lies in the memory of a plan: decided once, before training. All sizes are in numbers of 8 bytes. */
import type { Network } from "../network";
import { FREE } from "./instance";

/** One layer's sizes and addresses, named as in assembly/plan.ts. */
export interface LayerLayout {
  readonly n: number;
  readonly p: number;
  /** From one sample to the next in A, and in Aprev. */
  readonly ld: number;
  readonly ldPrev: number;
  /** From one row to the next in W, and in WT. */
  readonly ldW: number;
  readonly ldWT: number;
  readonly W: number;
  readonly b: number;
  readonly nextW: number;
  readonly nextB: number;
  readonly WT: number;
  readonly dW: number;
  readonly db: number;
  readonly VW: number;
  readonly Vb: number;
  readonly SW: number;
  readonly Sb: number;
  readonly A: number;
  readonly dZ: number;
}

export interface Layout {
  readonly layers: readonly LayerLayout[];
  /** Samples that go through the network together. */
  readonly block: number;
  readonly plan: number;
  readonly optimizer: number;
  /** The layers' records, one behind the other. */
  readonly records: number;
  readonly X: number;
  readonly Y: number;
  readonly terms: number;
  readonly outputs: number;
  readonly costs: number;
  readonly corrections: number;
  readonly order: number;
  readonly XB: number;
  readonly YB: number;
  /** Bytes in all. */
  readonly end: number;
}

/** How many iterations may be asked for at once. */
export const MOST_ITERATIONS = 4096;

/**
 * A block's activations and gradients should fit into a core's second cache, with room for the weights; what one product
 * reads of them, a strip of columns at a time, fits into the first. (Measured: 128 to 256 kB are best.)
 */
const BLOCK_BYTES = 196_608;
/** Blocks shorter than this read the weights too often. */
const SHORTEST_BLOCK = 64;

/** Kernels work on four rows and on up to eight numbers at a time: what they read and write too much is nobody's. */
const SLACK = 8;

export function layOut(network: Network, m: number, batchSize: number | undefined, memories: number): Layout {
  let end = FREE;
  /** Room for so many numbers, on a cache line of its own. */
  const room = (numbers: number): number => {
    const at = end;
    end = Math.ceil((at + 8 * (numbers + SLACK)) / 64) * 64;
    return at;
  };
  const L = network.layers.length;
  /** Samples lie side by side; but softmax takes them one at a time, in vectors of two. */
  const inPairs = network.layers[L - 1].activation.name === "softmax";
  const widths = [network.layers[0].W.cols, ...network.layers.map(({ W }) => W.rows)].map((n, l) =>
    stride(l === L && inPairs ? even(n) : n),
  );
  const numbersPerSample = 2 * widths.reduce((total, width) => total + width, 0);
  const longest = Math.max(SHORTEST_BLOCK, Math.floor(BLOCK_BYTES / (8 * numbersPerSample)));
  const block = 4 * Math.ceil(Math.min(longest, batchSize ?? m) / 4);
  const layers = network.layers.map(({ W }, index): LayerLayout => {
    const n: number = W.rows;
    const p: number = W.cols;
    const ldPrev = widths[index];
    const ld = widths[index + 1];
    const ldW = stride(even(p));
    const ldWT = stride(even(n));
    const ofW = () => room((n + 3) * ldW);
    const ofb = () => room(n);
    const [W0, b, nextW, nextB, dW, db] = [ofW(), ofb(), ofW(), ofb(), ofW(), ofb()];
    const WT = room(p * ldWT);
    const [VW, Vb] = memories > 0 ? [ofW(), ofb()] : [0, 0];
    const [SW, Sb] = memories > 1 ? [ofW(), ofb()] : [0, 0];
    const [A, dZ] = [room(block * ld), room(block * ld)];
    return { n, p, ld, ldPrev, ldW, ldWT, W: W0, b, nextW, nextB, WT, dW, db, VW, Vb, SW, Sb, A, dZ };
  });
  const ofX = (samples: number) => room((samples + 3) * widths[0]);
  const ofY = (samples: number) => room((samples + 3) * widths[L]);
  return {
    layers,
    block,
    plan: room(16),
    optimizer: room(8),
    records: room(10 * L),
    X: ofX(m),
    Y: ofY(m),
    terms: room(block * widths[L]),
    outputs: room(block * widths[L]),
    costs: room(MOST_ITERATIONS),
    corrections: room(2 * MOST_ITERATIONS),
    order: room(batchSize === undefined ? 0 : Math.ceil(m / 2)),
    XB: batchSize === undefined ? 0 : ofX(batchSize),
    YB: batchSize === undefined ? 0 : ofY(batchSize),
    end,
  };
}

/**
 * Numbers from one row to the next, where a row has n: where rows are long, an odd number of cache lines, since columns
 * of a matrix whose rows are a power of two apart would all compete for the same few places.
 */
export function stride(n: number): number {
  return n >= 64 && n % 16 === 0 ? n + 8 : n;
}

/** Room for vectors of two. */
export function even(n: number): number {
  return n + (n % 2);
}
