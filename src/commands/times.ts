/** How long each cell took, from what the runner says when one begins. */
import type { Job } from "../kernel/execute/run-all";

export class CellTimes {
  private readonly begun = new Map<Job, number[]>();

  /** A cell of this notebook begins, and the one before it is over. */
  begin(job: Job): void {
    this.begun.set(job, [...(this.begun.get(job) ?? []), performance.now()]);
  }

  /** The notebook is over: the seconds of its cells that were run, in order. */
  end(job: Job): number[] {
    const begun = [...(this.begun.get(job) ?? []), performance.now()];
    this.begun.delete(job);
    return begun.slice(1).map((end, c) => (end - begun[c]) / 1000);
  }
}
