/** hw4: other data. Two circles, a grid over them, the best constant answer, and what a straight line can see. */
import type { Exercises } from "./exercise";
import { classMeans } from "./hw4/class-means";
import { constantCost } from "./hw4/constant-cost";
import { gridOver } from "./hw4/grid-over";
import { twoCircles } from "./hw4/two-circles";

export const hw4Circles: Exercises = { q1: twoCircles, q2: gridOver, q3: constantCost, q4: classMeans };
