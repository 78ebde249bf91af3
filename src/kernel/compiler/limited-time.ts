/** Ends synchronous work that takes too long: with a few lines of types a cell can keep the compiler busy for hours. */
import { createContext, Script } from "node:vm";

const place = createContext({ work: undefined as unknown });
const start = new Script("work()");

/**
 * @returns what `work` returns
 * @throws Error when it is not done in time; it was ended somewhere in the middle, and what it worked on is damaged
 */
export function withinTime<Result>(work: () => Result, ms: number): Result {
  place.work = work;
  try {
    return start.runInContext(place, { timeout: ms }) as Result;
  } catch (error) {
    const isLate = (error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
    throw isLate ? new Error(`it was not done after ${ms / 1000} s`) : error;
  } finally {
    place.work = undefined;
  }
}
