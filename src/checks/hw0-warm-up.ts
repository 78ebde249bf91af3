/** hw0: forward, cost, backward and update for one hidden layer, as pure functions, and the loop that uses them. */
import type { Exercises } from "./exercise";
import { backwardExercise, updateExercise } from "./hw0/backward";
import { costExercise, forwardExercise } from "./hw0/forward";
import { learnExercise } from "./hw0/learn";

export const hw0WarmUp: Exercises = {
  q1: forwardExercise,
  q2: costExercise,
  q3: backwardExercise,
  q4: updateExercise,
  q5: learnExercise,
};
