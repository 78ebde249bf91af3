/** hw3: fewer layers. A network of any depth, its parameters, and the distribution plot. */
import type { Exercises } from "./exercise";
import { countParameters } from "./hw3/count-parameters";
import { forwardAll } from "./hw3/forward-all";
import { gridPoints } from "./hw3/grid-points";
import { misread } from "./hw3/misread";

export const hw3Depth: Exercises = { q1: countParameters, q2: forwardAll, q3: gridPoints, q4: misread };
