/** What src/engine/simd calls. Addresses are bytes in the memory that the caller brings along. */
import { activate } from "./activations";
import { exponential } from "./elementary";
import { SQUARED_ERROR } from "./losses";
import { pass, Plan, squaredWeights, transposeAll, update } from "./plan";
import { product } from "./product";

export { activate, exponential, product, transposeAll as prepare };

/** J of m samples; with `learn`, the sums of their gradients are kept for the next step. */
export function cost(plan: Plan, X: usize, Y: usize, m: i32, learn: bool): f64 {
  let J = pass(plan, X, Y, m, learn) / <f64>m;
  if (plan.loss == SQUARED_ERROR) J /= 2;
  const lambda = plan.optimizer.lambda;
  return lambda == 0 ? J : J + (lambda / 2) * squaredWeights(plan);
}

/**
 * Up to `count` iterations over all m samples, from the gradients that were kept: a step, then its cost, left at
 * costs[i], and its gradients. Ends early with a cost of at most `until`, or with `plan.failed`. Returns how many
 * iterations were made that did not fail.
 */
export function iterate(
  plan: Plan, X: usize, Y: usize, m: i32, count: i32, until: f64, costs: usize, corrections: usize,
): i32 {
  for (let i = 0; i < count; i++) {
    takeCorrections(plan, corrections, i);
    const finite = update(plan, m);
    const J = cost(plan, X, Y, m, true);
    if (fails(plan, J, finite)) return i;
    store<f64>(costs + ((<usize>i) << 3), J);
    if (J <= until) return i + 1;
  }
  return count;
}

/**
 * Up to `count` iterations over mini-batches of `size` samples, which are order[from], order[from + 1], … of m; XB and
 * YB are room for one. Ends early with `plan.failed`. Returns how many iterations were made that did not fail.
 */
export function iterateBatches(
  plan: Plan, X: usize, Y: usize, m: i32, order: usize, from: i32, size: i32, XB: usize, YB: usize,
  count: i32, corrections: usize,
): i32 {
  for (let i = 0; i < count; i++, from += size) {
    const rows = min(size, m - from);
    const indices = order + ((<usize>from) << 2);
    gather(XB, X, plan.inputBytes, indices, rows);
    gather(YB, Y, plan.outputBytes, indices, rows);
    const total = pass(plan, XB, YB, rows, true);
    if (fails(plan, total, true)) return i; // the mini-batch's cost without L2, as in descent.ts: finite if its sum is
    takeCorrections(plan, corrections, i);
    if (!update(plan, rows)) {
      plan.failed = 2;
      return i;
    }
  }
  return count;
}

// @ts-ignore: decorator
@inline function fails(plan: Plan, J: f64, finite: bool): bool {
  plan.failed = isFinite(J) ? (finite ? 0 : 2) : 1;
  return plan.failed != 0;
}

/** Adam's two factors for iteration i; the other optimizers don't look at them. */
// @ts-ignore: decorator
@inline function takeCorrections(plan: Plan, corrections: usize, i: i32): void {
  const at = corrections + ((<usize>i) << 4);
  plan.optimizer.correction1 = load<f64>(at);
  plan.optimizer.correction2 = load<f64>(at, 8);
}

/** The rows of `bytes` bytes with these numbers, one behind the other. */
function gather(to: usize, from: usize, bytes: i32, indices: usize, rows: i32): void {
  for (let i = 0; i < rows; i++, to += bytes) {
    memory.copy(to, from + <usize>load<i32>(indices + ((<usize>i) << 2)) * bytes, bytes);
  }
}
