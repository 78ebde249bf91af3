/** The exercises of all homeworks. */
import type { Exercises } from "./exercise";
import { hw0WarmUp } from "./hw0-warm-up";

export const homeworks: Readonly<Record<string, Exercises>> = {
  "hw0-warm-up": hw0WarmUp,
};
