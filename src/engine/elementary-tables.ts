/**
 * The tables behind exp, tanh and softplus, made once when this module is loaded. A row holds two numbers; in the first
 * two tables the second is what the first cuts off, so that their values count as exact.
 */
import { productError, sumError } from "./fma";
import { log } from "./glibc-log";

/** high + low: about 105 bits of a number. */
interface Wide {
  readonly high: number;
  readonly low: number;
}

const ONE: Wide = { high: 1, low: 0 };
const TWO_TO_THE_128TH: Wide = { high: 1.0054299011128027, low: 9.499186535455032e-17 }; // 2^(1/128)
const TANH_64TH: Wide = { high: 0.015623728558408866, low: -7.4112544400785215e-19 }; // tanh(1/64)

/** Row j: 2^(j/128), for 0 ≤ j < 128. */
export const EXP_TABLE = table(128, ONE, (power) => product(power, TWO_TO_THE_128TH));

/** Row n: tanh(n/64), for n/64 up to 20, by tanh(a + b) = (tanh a + tanh b)/(1 + tanh a · tanh b). */
export const TANH_TABLE = table(1281, { high: 0, low: 0 }, (tanh) =>
  quotient(sum(tanh, TANH_64TH), sum(ONE, product(tanh, TANH_64TH))),
);

/** Row n: log(1 + n/64) and 1/(1 + n/64), for 0 ≤ n ≤ 64. */
export const LOG1P_TABLE = Float64Array.from({ length: 130 }, (_, i) => {
  const x = 1 + (i >> 1) / 64;
  return i % 2 === 0 ? log(x) : 1 / x;
});

function table(length: number, first: Wide, next: (previous: Wide) => Wide): Float64Array {
  const rows = new Float64Array(2 * length);
  let value = first;
  for (let i = 0; i < length; i++) {
    rows[2 * i] = value.high;
    rows[2 * i + 1] = value.low;
    value = next(value);
  }
  return rows;
}

function wide(high: number, low: number): Wide {
  const rounded = high + low;
  return { high: rounded, low: high - rounded + low };
}

function sum(a: Wide, b: Wide): Wide {
  const high = a.high + b.high;
  return wide(high, sumError(a.high, b.high, high) + (a.low + b.low));
}

function product(a: Wide, b: Wide): Wide {
  const high = a.high * b.high;
  return wide(high, productError(a.high, b.high, high) + (a.high * b.low + a.low * b.high));
}

function quotient(a: Wide, b: Wide): Wide {
  const high = a.high / b.high;
  const back = high * b.high;
  const remainder = a.high - back - productError(high, b.high, back) + (a.low - high * b.low);
  return wide(high, remainder / b.high);
}
