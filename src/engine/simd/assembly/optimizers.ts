/**
 * One step for one parameter, by the three optimizers of src/engine/optimizers.ts: from P (W or b) and the sum G of the
 * samples' gradients to `next`, on `count` numbers. Returns 0, or NaN when a number of `next` is not finite.
 */
import { add, both, div, mul, sub } from "./vector";

export const GRADIENT_DESCENT = 0;
export const MOMENTUM = 1;
export const ADAM = 2;

@unmanaged
export class Optimizer {
  kind: i32;
  unused: i32;
  alpha: f64;
  beta1: f64;
  beta2: f64;
  epsilon: f64;
  /** λ of L2; 0 without. */
  lambda: f64;
  /** 1/(1 − β₁ᵗ) and 1/(1 − β₂ᵗ) of the step that comes. */
  correction1: f64;
  correction2: f64;
}

export function step(
  o: Optimizer, next: usize, P: usize, G: usize, V: usize, S: usize, count: i32, overM: f64, lambda: f64,
): f64 {
  const bytes = (<usize>count) << 3;
  const alpha = both(o.alpha);
  const mean = both(overM);
  const decay = both(lambda);
  let check = both(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const p = v128.load(P + at);
    let g = mul(mean, v128.load(G + at));
    if (lambda != 0) g = add(g, mul(decay, p));
    const q = sub(p, mul(alpha, direction(o, g, V + at, S + at)));
    v128.store(next + at, q);
    check = add(check, sub(q, q));
  }
  return f64x2.extract_lane(check, 0) + f64x2.extract_lane(check, 1);
}

/** What is taken away, but for α. */
// @ts-ignore: decorator
@inline function direction(o: Optimizer, g: v128, V: usize, S: usize): v128 {
  if (o.kind == GRADIENT_DESCENT) return g;
  const v = add(mul(both(o.beta1), v128.load(V)), mul(both(1 - o.beta1), g));
  v128.store(V, v);
  if (o.kind == MOMENTUM) return v;
  const s = add(mul(both(o.beta2), v128.load(S)), mul(both(1 - o.beta2), mul(g, g)));
  v128.store(S, s);
  const root = f64x2.sqrt(mul(both(o.correction2), s));
  return div(mul(both(o.correction1), v), add(root, both(o.epsilon)));
}
