/** hw2: other starting values. How large the weights start, drawing them, and training until a cost is reached. */
import type { Exercises } from "./exercise";
import { descend } from "./hw2/descend";
import { deviations } from "./hw2/deviations";
import { initialize } from "./hw2/initialize";

export const hw2Initialization: Exercises = { q1: deviations, q2: initialize, q3: descend };
