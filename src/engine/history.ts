/** The cost along a training, kept small however long it runs. */

/** The cost before update number `iteration` (counted from 0). */
export interface Point {
  readonly iteration: number;
  readonly cost: number;
}

/** How many evenly spaced points are kept; even. */
const MOST = 1000;

/**
 * At most a thousand points at iterations 0, s, 2s, …: when there is no more room every second one is dropped and the
 * step s doubles. It depends on the iterations alone, not on time, so that two runs keep the same points.
 */
export class History {
  private kept: Point[] = [];
  private step = 1;

  add(iteration: number, cost: number): void {
    if (iteration % this.step !== 0) return;
    if (this.kept.length === MOST) {
      this.kept = this.kept.filter((_, i) => i % 2 === 0);
      this.step *= 2;
      if (iteration % this.step !== 0) return;
    }
    this.kept.push({ iteration, cost });
  }

  /** The points so far, and `last` at their end. */
  upTo(last: Point): Point[] {
    const end = this.kept[this.kept.length - 1];
    return end !== undefined && end.iteration === last.iteration ? [...this.kept] : [...this.kept, last];
  }
}
