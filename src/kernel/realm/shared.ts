/** What the realm's main thread and its watch thread share: an Int32Array with these places. */

/** Number of the running cell; 0 when none does. */
export const RUNNING = 0;
/** Number of the last interrupt that the main thread has taken note of. */
export const NOTED = 1;
/** Number of the last interrupt for which running code was terminated. */
export const TERMINATED = 2;

export const PLACES = 3;
