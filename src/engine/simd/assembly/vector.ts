/** Short names for two float64 lanes. No fused multiply-add anywhere: every operation rounds, as in the readable code. */

// @ts-ignore: decorator
@inline export function both(x: f64): v128 {
  return f64x2.splat(x);
}

// @ts-ignore: decorator
@inline export function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

// @ts-ignore: decorator
@inline export function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

// @ts-ignore: decorator
@inline export function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

// @ts-ignore: decorator
@inline export function div(a: v128, b: v128): v128 {
  return f64x2.div(a, b);
}

/** Two rows of a table of pairs, turned into the two first halves and the two second halves. */
// @ts-ignore: decorator
@inline export function firsts(row0: v128, row1: v128): v128 {
  return i64x2.shuffle(row0, row1, 0, 2);
}

// @ts-ignore: decorator
@inline export function seconds(row0: v128, row1: v128): v128 {
  return i64x2.shuffle(row0, row1, 1, 3);
}
