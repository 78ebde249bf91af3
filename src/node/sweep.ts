/** Trains many variations of a network at once, one in each core, and puts their ends and curves beside each other. */
import { availableParallelism } from "node:os";
import { asBundle, type Displayable, interruptSignal, progress, show, update } from "../display";
import { type Parcel, pack } from "./sweep-message";
import { type Sweep, sweepResult } from "./sweep-result";
import { NOT_RUN, Thread, trainOnThreads } from "./sweep-threads";
import {
  complete,
  type Labelled,
  type Outcome,
  textOf,
  trainVariation,
  type Variation,
  without,
} from "./sweep-variation";

export type { Row, Sweep } from "./sweep-result";
export type { Variation } from "./sweep-variation";

export interface SweepOptions {
  /** How many variations are trained at once; as many as there are cores when left out. 1: none beside the cell itself. */
  threads?: number;
  /** Stops all trainings when aborted; an interrupt of the running cell when left out. */
  signal?: AbortSignal;
}

/**
 * Trains every variation, and returns their rows in the order in which they were given:
 *
 *     const result = await sweep(
 *       { "alpha 0.01": { alpha: 0.01 }, "alpha 0.1": { alpha: 0.1 } },
 *       { sizes: [2, 3, 4, 1], activations: ["tanh", "tanh", "sigmoid"], X, Y, until: 0.05 },
 *     );
 *     show(costCurve(result.curves));
 *     result
 *
 * A list of variations makes its own labels of what each of them says. (Labels that are whole numbers would come first,
 * as JavaScript orders them: give them a word.)
 *
 * Each variation is trained in a thread of its own, by `src/engine` as it now is, and has the same bits as if it were
 * trained here. Where there can be no threads, or a variation holds a function that can't be sent to one (a loss of
 * your own, `report`), all are trained here one after the other, and one line says why.
 *
 * A training that fails or diverges is a row that says so. An interrupt keeps what was learned until then.
 *
 * @param base what all variations share; a variation's own values come first
 * @throws RangeError when there are no variations, or `threads` is no whole number from 1 up
 */
export async function sweep(
  variations: Readonly<Record<string, Variation>> | readonly Variation[],
  base: Variation = {},
  options: SweepOptions = {},
): Promise<Sweep> {
  const { threads = availableParallelism(), signal = interruptSignal() } = options;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(`sweep: threads is ${threads}; it must be a whole number from 1 up`);
  }
  const all = complete(variations, base);
  if (all.length === 0) {
    throw new RangeError('sweep: there are no variations; give some, for example { "alpha 0.1": { alpha: 0.1 } }');
  }
  const ready = signal.aborted || threads === 1 ? undefined : openThreads(all, threads);
  const bar = new Bar(all.length);
  const outcomes = ready
    ? await trainOnThreads(ready.parcel, ready.threads, signal, bar.set)
    : await trainHere(all, signal, bar.set);
  bar.end(outcomes.filter(({ stopped }) => stopped !== "not run").length);
  return sweepResult(all.map(({ label }, index) => ({ label, ...outcomes[index] })));
}

/** As many threads as are of use, the first one running; nothing, and one printed line, where that can't be. */
function openThreads(all: readonly Labelled[], most: number): { parcel: Parcel; threads: Thread[] } | undefined {
  try {
    const parcel = pack(all);
    const said = new Map<string, Thread>();
    const threads = Array.from({ length: Math.min(most, all.length) }, () => new Thread(said));
    threads[0].open(parcel.matrices);
    return { parcel, threads };
  } catch (error) {
    console.log(`sweep: trains one after the other, since ${textOf(error)}`);
    return undefined;
  }
}

async function trainHere(
  all: readonly Labelled[],
  signal: AbortSignal,
  onProgress: (index: number, part: number) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [index, { variation }] of all.entries()) {
    const train = () => trainVariation(variation, signal, (part) => onProgress(index, part));
    outcomes.push(signal.aborted ? without("not run", NOT_RUN) : await train());
    onProgress(index, 1);
  }
  return outcomes;
}

/** Where the number of sweeps so far is kept: in the program, since an edited module is loaded anew. */
const counter = Symbol.for("workbook.sweep");

/** One bar for all trainings; what it says at the end does not depend on the machine's speed. */
class Bar {
  private readonly id = nextId();
  private readonly parts: number[];
  private shown = performance.now();

  constructor(private readonly total: number) {
    this.parts = new Array(total).fill(0);
    show(progress(0, total, `0 of ${total} trained`), { id: this.id });
  }

  readonly set = (index: number, part: number): void => {
    this.parts[index] = part;
    if (performance.now() - this.shown < 100) return;
    this.shown = performance.now();
    const done = this.parts.reduce((sum, one) => sum + one, 0);
    const ended = this.parts.filter((one) => one === 1).length;
    update(this.id, progress(done, this.total, `${ended} of ${this.total} trained`));
  };

  end(trained: number): void {
    const line: Displayable = { [asBundle]: () => ({ "text/plain": `${trained} of ${this.total} trained.` }) };
    update(this.id, line);
  }
}

function nextId(): string {
  const program = globalThis as Record<symbol, unknown>;
  const count = ((program[counter] as number | undefined) ?? 0) + 1;
  program[counter] = count;
  return `sweep-${count}`;
}
