/** A training that can be watched: a progress bar and the cost curve, redrawn in place while the cell runs. */
import { asBundle, type Displayable, interruptSignal, progress, show, update } from "../display";
import { type CostCurveOptions, type CostPoint, costCurve } from "./cost-curve";
import { type Figure, short } from "./figure";
import { sketch } from "./sketch";

/** What a training says of itself while it runs, and once more at its end. */
export interface LiveProgress extends CostPoint {
  /** The costs so far, this one at the end. */
  readonly history: readonly CostPoint[];
  /** The cap on iterations: where the bar is full. */
  readonly iterations: number;
  /** Why the training has ended; undefined while it goes on. */
  readonly stopped?: "cost" | "iterations" | "interrupted" | "diverged";
}

/** To spread into train's options: `train(network, X, Y, { alpha, ...live("Training") })`. */
export interface Live {
  onProgress(at: LiveProgress): void;
  /** Milliseconds from one call of onProgress to the next: four pictures a second. */
  readonly progressEvery: number;
  /** Aborted when the running cell is interrupted. */
  readonly signal: AbortSignal;
}

/** Where the number of live displays so far is kept. */
const counter = Symbol.for("workbook.live");

/**
 * Shows an empty bar at once, then the bar and the cost curve as the training goes on, and at its end one line and the
 * whole curve: what stays depends on the training alone, not on the machine's speed.
 */
export function live(title = "Training", options: CostCurveOptions = {}): Live {
  const id = nextId();
  show(progress(0, 1, "starting"), { id: `${id}-bar` });
  show(line("The cost curve comes here."), { id }); // its place is kept now, before what the training prints
  return {
    onProgress(at) {
      update(`${id}-bar`, state(at));
      if (!Number.isFinite(at.cost)) return; // diverged from the start: there is nothing to draw
      const curve = costCurve(at.history, { ...options, title });
      update(id, at.stopped ? curve : sketched(curve));
    },
    progressEvery: 250,
    get signal() {
      return interruptSignal();
    },
  };
}

/** The bar; one line instead when the training has come to its end. */
function state({ iteration, iterations, cost, stopped }: LiveProgress): Displayable {
  const reached = `after ${iteration} iterations, cost ${short(cost)}`;
  if (stopped) return line(`${ENDS[stopped]} ${reached}.`);
  return progress(iteration, iterations, `iteration ${iteration} of at most ${iterations}, cost ${short(cost)}`);
}

const ENDS = { cost: "Arrived", iterations: "Stopped at the cap", interrupted: "Interrupted", diverged: "Diverged" };

/** The curve while it changes. */
function sketched(curve: Figure): Displayable {
  return { [asBundle]: () => ({ "text/html": sketch(curve), "text/plain": curve.description }) };
}

function line(text: string): Displayable {
  return { [asBundle]: () => ({ "text/plain": text }) };
}

/** Counts in the program, not in this module: an edited module is loaded anew, the displays of earlier cells remain. */
function nextId(): string {
  const program = globalThis as Record<symbol, unknown>;
  const count = ((program[counter] as number | undefined) ?? 0) + 1;
  program[counter] = count;
  return `live-${count}`;
}
