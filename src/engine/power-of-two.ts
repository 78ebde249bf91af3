/** Scaling by powers of two, exactly, without touching a number's bits. */

/** POWER_OF_TWO[k + 1022] = 2ᵏ for every normal k, −1022 … 1023. */
export const POWER_OF_TWO = new Float64Array(2046);
POWER_OF_TWO[1022] = 1;
for (let k = 1; k <= 1023; k++) POWER_OF_TWO[1022 + k] = 2 * POWER_OF_TWO[1021 + k];
for (let k = 1; k <= 1022; k++) POWER_OF_TWO[1022 - k] = POWER_OF_TWO[1023 - k] / 2;

/** y · 2ᵏ with one rounding, also where the result is subnormal; 1/4 ≤ |y| ≤ 4 and any whole k. */
export function timesPowerOfTwo(y: number, k: number): number {
  if (k > 1020) return k > 1026 ? y * Infinity : y * POWER_OF_TWO[k + 1012] * 1024;
  if (k >= -1018) return y * POWER_OF_TWO[k + 1022];
  return k < -1080 ? y * 0 : y * POWER_OF_TWO[k + 1122] * 7.888609052210118e-31; // 2⁻¹⁰⁰
}
