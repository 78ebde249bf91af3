/**
 * Room for a matrix's numbers. Node takes up to a microsecond for every `new Float64Array` above 64 bytes, more than a
 * small product takes altogether; a view of a larger buffer takes a thirtieth of that. So small matrices are cut from
 * a common buffer, one after another, each part used once. (A matrix that is kept keeps its buffer's 64 kB alive.)
 */
const BUFFER = 65536;
const SMALL = 1024;

let buffer = new ArrayBuffer(BUFFER);
let used = 0;

/** n zeros that nobody else has. */
export function float64(n: number): Float64Array {
  if (n > SMALL) return new Float64Array(n);
  if (used + 8 * n > BUFFER) {
    buffer = new ArrayBuffer(BUFFER);
    used = 0;
  }
  const numbers = new Float64Array(buffer, used, n);
  used += 8 * n;
  return numbers;
}
