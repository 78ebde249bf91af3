/** The cell that runs: its end comes once, by its own code, an error that nobody awaits, or an interrupt. */
import { setRunning } from "./interrupt";
import { send } from "./output";
import { describeThrown } from "./stack";
import { clearCellTimers, delay } from "./timers";

/** How long an interrupted cell may take to end by itself, keeping what it has: `train` looks at its signal. */
const INTERRUPT_MS = 500;
/** How long a cell may go on after an error that it does not await; it may be waiting for what never comes. */
const LOST_MS = 1000;

export class RunningCell {
  readonly abort = new AbortController();
  /** Resolves when all that was displayed so far is out. */
  displays: Promise<unknown> = Promise.resolve();
  isOver = false;
  private lost: { value: unknown } | undefined;

  /** @param boundNames says, at the end, which of the cell's names were bound */
  constructor(
    readonly cell: number,
    private readonly boundNames: () => string[],
  ) {
    setRunning(cell);
  }

  /** Tells the session that the cell is over, and what was thrown, if anything. */
  finish(thrown: { value: unknown } | undefined): void {
    if (this.isOver) return;
    this.isOver = true;
    setRunning(0);
    const failure = thrown ?? this.lost;
    send({ type: "done", cell: this.cell, error: failure && describeThrown(failure.value), bound: this.boundNames() });
  }

  /** An error that nobody awaits fails the cell, which may go on to its end. */
  lose(value: unknown): void {
    this.lost ??= { value };
    delay(() => this.finish(undefined), LOST_MS);
  }

  /** The cell is told by its signal; if it does not end in time it is given up, and its timers with it. */
  interrupt(terminated: boolean): void {
    this.abort.abort();
    delay(
      () => {
        if (this.isOver) return;
        clearCellTimers();
        const value = Object.assign(new Error("the cell was interrupted"), { name: "Interrupted", stack: "" });
        this.finish({ value });
      },
      terminated ? 0 : INTERRUPT_MS,
    );
  }
}
