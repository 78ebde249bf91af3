/**
 * What passes between `sweep` and its threads. Functions can't be sent: an activation goes by its name, a loss too, and
 * what was made by a function (scaledNormal(0.01)) is made again in the thread. X and Y lie in memory that all threads
 * share, and are sent once a thread.
 */
import { activation } from "../engine/activations";
import { type Filling, fillingFrom } from "../engine/initializers";
import { lossNamed } from "../engine/losses";
import { Matrix } from "../engine/matrix";
import type { Network } from "../engine/network";
import { type Optimizer, optimizerFrom } from "../engine/optimizers";
import type { Data, Labelled, Outcome, Variation } from "./sweep-variation";

/** A matrix as it travels. */
interface Numbers {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** A variation as it travels. */
export interface Job {
  /** Places in the parcel's matrices. */
  readonly X?: number;
  readonly Y?: number;
  readonly loss?: string;
  readonly initializer?: { readonly W: Filling["made"]; readonly b: Filling["made"] };
  readonly optimizer?: Pick<Optimizer, "name" | "parameters">;
  /** Everything else. */
  readonly rest: object;
}

export interface Parcel {
  readonly jobs: readonly Job[];
  readonly matrices: readonly Numbers[];
}

/** @throws TypeError that names what can't be sent, and of which variation it is. */
export function pack(variations: readonly Labelled[]): Parcel {
  const places = new Map<Data, number>();
  const placeOf = (a: Data | undefined) => {
    if (!a || !ArrayBuffer.isView(a.data)) return undefined; // the training says what is wrong with it
    if (!places.has(a)) places.set(a, places.size);
    return places.get(a);
  };
  const jobs = variations.map(({ label, variation }): Job => {
    const { X, Y, loss, initializer, optimizer, ...rest } = variation;
    const what = unsendable(variation);
    if (what !== undefined) throw new TypeError(`the ${what} of "${label}" cannot be sent to another thread`);
    return {
      X: placeOf(X),
      Y: placeOf(Y),
      loss: loss?.name,
      initializer: initializer && { W: initializer.W.made, b: initializer.b.made },
      optimizer: optimizer && { name: optimizer.name, parameters: optimizer.parameters },
      rest,
    };
  });
  return { jobs, matrices: [...places.keys()].map(shared) };
}

/** The variation that was packed; `matrices` are the parcel's. */
export function unpack(job: Job, matrices: readonly Data[]): Variation {
  const { X, Y, loss, initializer, optimizer, rest } = job;
  return {
    ...rest,
    X: X === undefined ? undefined : matrices[X],
    Y: Y === undefined ? undefined : matrices[Y],
    loss: loss === undefined ? undefined : lossNamed(loss),
    initializer: initializer && { W: fillingFrom(initializer.W), b: fillingFrom(initializer.b) },
    optimizer: optimizer && optimizerFrom(optimizer),
  };
}

export function matrixOf({ rows, cols, data }: Numbers): Data {
  return new Matrix(rows, cols, data);
}

/** The first value with functions that are not the engine's own. */
function unsendable({ X: _X, Y: _Y, loss, initializer, optimizer, ...rest }: Variation): string | undefined {
  if (loss && !succeeds(() => lossNamed(loss.name) === loss)) return `loss ${loss.name}`;
  if (initializer && !(isMade(initializer.W) && isMade(initializer.b))) return "initializer";
  if (optimizer && !isOptimizer(optimizer)) return `optimizer ${optimizer.name}`;
  return Object.entries(rest).find(([, value]) => !succeeds(() => structuredClone(value) !== null))?.[0];
}

/** One of your own may say that it is made by a function of the engine; its text tells. */
function isMade({ made, fill }: Filling): boolean {
  return succeeds(() => String(fillingFrom(made).fill) === String(fill));
}

function isOptimizer({ name, parameters, direct }: Optimizer): boolean {
  return succeeds(() => String(optimizerFrom({ name, parameters }).direct) === String(direct));
}

function succeeds(test: () => boolean): boolean {
  try {
    return test();
  } catch {
    return false;
  }
}

/** Its numbers are copied once, for all threads. */
function shared({ rows, cols, data }: Data): Numbers {
  const common = new Float64Array(new SharedArrayBuffer(8 * data.length));
  common.set(data);
  return { rows, cols, data: common };
}

/** An outcome as it travels: the network without its functions. */
export type SentOutcome = Omit<Outcome, "network"> & {
  readonly layers?: readonly { readonly W: Numbers; readonly b: Numbers; readonly activation: string }[];
};

/** Small matrices are parts of larger buffers, which would be sent whole: so they are copied. */
export function packOutcome({ network, ...rest }: Outcome): SentOutcome {
  const copy = ({ rows, cols, data }: Data): Numbers => ({ rows, cols, data: data.slice() });
  const layers = network?.layers.map(({ W, b, activation: g }) => ({ W: copy(W), b: copy(b), activation: g.name }));
  return { ...rest, layers };
}

export function unpackOutcome({ layers, ...rest }: SentOutcome): Outcome {
  if (!layers) return rest;
  const network: Network = {
    layers: layers.map(({ W, b, activation: g }) => ({ W: matrixOf(W), b: matrixOf(b), activation: activation(g) })),
  };
  return { ...rest, network };
}
