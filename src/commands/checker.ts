/** Gives the kernel the homework's checks; loaded, with the engine behind them, when a cell asks for one. */
import type { Checker } from "../kernel/checker";

export const homeworkChecker: Checker = async (request, asked) => {
  const { checker } = await import("../checks/judge");
  const { homeworks } = await import("../checks/homeworks");
  return checker(homeworks)(request, asked);
};
