/** The exercises of all homeworks. */
import type { Exercises } from "./exercise";
import { hw0WarmUp } from "./hw0-warm-up";
import { hw1LearningRate } from "./hw1-learning-rate";
import { hw2Initialization } from "./hw2-initialization";
import { hw3Depth } from "./hw3-depth";
import { hw4Circles } from "./hw4-circles";
import { template } from "./template";

export const homeworks: Readonly<Record<string, Exercises>> = {
  "hw0-warm-up": hw0WarmUp,
  "hw1-learning-rate": hw1LearningRate,
  "hw2-initialization": hw2Initialization,
  "hw3-depth": hw3Depth,
  "hw4-circles": hw4Circles,
  template,
};
