/** Gives the kernel the homework's checks. */
import { homeworks } from "../checks/homeworks";
import { checker } from "../checks/judge";
import type { Checker } from "../kernel/checker";

export const homeworkChecker: Checker = checker(homeworks);
