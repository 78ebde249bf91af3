/** hw1: change alpha. The base program and a range of alphas; and one unit on which diverging can be understood. */
import type { Exercises } from "./exercise";
import { baseExercise, compareExercise } from "./hw1/base";
import { descendExercise, largestExercise } from "./hw1/diverging";

export const hw1LearningRate: Exercises = {
  q1: baseExercise,
  q2: compareExercise,
  q4: descendExercise,
  q5: largestExercise,
};
