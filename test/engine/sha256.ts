import { createHash } from "node:crypto";

/** Of the numbers' bits, little-endian, as the fixture script takes it of a NumPy array. */
export function sha256(numbers: Float64Array): string {
  return createHash("sha256")
    .update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
    .digest("hex");
}
