/**
 * Training on memory that was laid out once (by ../layout.ts): nothing is allocated while it runs.
 *
 * Samples lie one behind the other, each a row of `ld` numbers, so that a layer is a product with Wᵀ, and two units
 * share a vector. They are taken a block at a time, small enough for the processor's caches: the block goes forward
 * through all layers and back again, and adds its part to the gradients. Since each sum goes on where the block before
 * left it, its terms come in the order of the samples.
 */
import { activate, differentiate } from "./activations";
import { lossAndDerivative } from "./losses";
import { Optimizer, step } from "./optimizers";
import { product } from "./product";
import { add, both } from "./vector";

/** One layer; the fields in the order in which ../plan.ts writes them. A, Z share a buffer, and so do dA, dZ. */
@unmanaged
export class Layer {
  n: i32;
  p: i32;
  activation: i32;
  /** Numbers from one sample to the next in A, and in Aprev. */
  ld: i32;
  ldPrev: i32;
  /** Numbers from one row to the next in W, and in WT: even ones. */
  ldW: i32;
  ldWT: i32;
  W: usize; // n rows of ldW
  b: usize; // n
  nextW: usize;
  nextB: usize;
  WT: usize; // p rows of ldWT
  dW: usize; // n rows of ldW, and room for 3 more
  db: usize;
  VW: usize;
  Vb: usize;
  SW: usize;
  Sb: usize;
  A: usize;
  dZ: usize;
}

const LAYER: usize = 80;

@unmanaged
export class Plan {
  L: i32;
  loss: i32;
  /** The most samples in a block. */
  block: i32;
  layers: usize;
  optimizer: Optimizer;
  terms: usize;
  outputs: usize;
  /** Bytes from one sample to the next in X and in Y. */
  inputBytes: i32;
  outputBytes: i32;
  /** Why the last iteration is of no use: 0 it is not, 1 its cost is not finite, 2 one of its parameters is not. */
  failed: i32;
}

// @ts-ignore: decorator
@inline function layerOf(plan: Plan, l: i32): Layer {
  return changetype<Layer>(plan.layers + <usize>(l - 1) * LAYER);
}

/** Σ L over m samples; with `learn`, the sums of their gradients are left in dW and db. */
export function pass(plan: Plan, X: usize, Y: usize, m: i32, learn: bool): f64 {
  const L = plan.L;
  const first = layerOf(plan, 1);
  const output = layerOf(plan, L);
  const stepX = (<usize>first.ldPrev) << 3;
  const stepY = (<usize>output.ld) << 3;
  let total: f64 = 0;
  for (let from = 0; from < m; from += plan.block) {
    const rows = min(plan.block, m - from);
    const input = X + <usize>from * stepX;
    forward(plan, input, rows);
    const labels = Y + <usize>from * stepY;
    total = lossAndDerivative(
      plan.loss, output.activation, output.A, labels, output.ld, output.n, rows, plan.terms, plan.outputs, total,
    );
    if (learn) backward(plan, input, rows, from > 0);
  }
  return total;
}

/** Z[l] = W[l]·A[l−1] + b[l] and A[l] = g(Z[l]), but for the output, whose g belongs to the loss. */
function forward(plan: Plan, X: usize, rows: i32): void {
  let A = X;
  for (let l = 1; l <= plan.L; l++) {
    const layer = layerOf(plan, l);
    const ld = (<usize>layer.ld) << 3;
    const ldWT = (<usize>layer.ldWT) << 3;
    product(layer.A, ld, rows, layer.n, A, (<usize>layer.ldPrev) << 3, 8, layer.WT, ldWT, layer.p, false, layer.b);
    A = layer.A;
    if (l < plan.L) activate(layer.activation, A, rows * layer.ld);
  }
}

/** dW[l] and db[l] from dZ[l], and dZ[l−1]. The output's dZ lies where its Z was. */
function backward(plan: Plan, X: usize, rows: i32, goOn: bool): void {
  let dZ = layerOf(plan, plan.L).A;
  for (let l = plan.L; l >= 1; l--) {
    const layer = layerOf(plan, l);
    const ld = (<usize>layer.ld) << 3;
    const ldPrev = (<usize>layer.ldPrev) << 3;
    const Aprev = l == 1 ? X : layerOf(plan, l - 1).A;
    const ldW = (<usize>layer.ldW) << 3;
    const pairs = layer.p + (layer.p & 1);
    product(layer.dW, ldW, layer.n, pairs, dZ, 8, ld, Aprev, ldPrev, rows, goOn, 0);
    sumRows(layer.db, dZ, layer.n, ld, rows, goOn);
    if (l == 1) return;
    const before = layerOf(plan, l - 1);
    product(before.dZ, ldPrev, rows, layer.p, dZ, ld, 8, layer.W, ldW, layer.n, false, 0);
    differentiate(before.activation, before.dZ, before.A, rows * layer.ldPrev);
    dZ = before.dZ;
  }
}

/** The sum of the rows, each of n numbers: eight side by side, of which the last may be nobody's. */
function sumRows(sum: usize, rows: usize, n: i32, ld: usize, count: i32, goOn: bool): void {
  const bytes = (<usize>n) << 3;
  for (let at: usize = 0; at < bytes; at += 64) {
    let s0 = both(0), s1 = s0, s2 = s0, s3 = s0;
    const to = sum + at;
    if (goOn) {
      s0 = v128.load(to); s1 = v128.load(to, 16); s2 = v128.load(to, 32); s3 = v128.load(to, 48);
    }
    let row = rows + at;
    for (let i = 0; i < count; i++, row += ld) {
      s0 = add(s0, v128.load(row)); s1 = add(s1, v128.load(row, 16));
      s2 = add(s2, v128.load(row, 32)); s3 = add(s3, v128.load(row, 48));
    }
    v128.store(to, s0); v128.store(to, s1, 16); v128.store(to, s2, 32); v128.store(to, s3, 48);
  }
}

/**
 * The optimizer's step for every parameter, from the gradients that `pass` left for m samples. What the parameters were
 * before stays in nextW and nextB. Returns whether they all are finite.
 */
export function update(plan: Plan, m: i32): bool {
  const overM = 1.0 / <f64>m;
  const o = plan.optimizer;
  let check: f64 = 0;
  for (let l = 1; l <= plan.L; l++) {
    const layer = layerOf(plan, l);
    clearPads(layer);
    check += step(o, layer.nextW, layer.W, layer.dW, layer.VW, layer.SW, layer.n * layer.ldW, overM, o.lambda);
    check += step(o, layer.nextB, layer.b, layer.db, layer.Vb, layer.Sb, layer.n, overM, 0);
    const W = layer.W;
    const b = layer.b;
    layer.W = layer.nextW;
    layer.b = layer.nextB;
    layer.nextW = W;
    layer.nextB = b;
    transpose(layer);
  }
  return check == 0;
}

/** Where a row of parameters has an odd number, what lies behind it must stay 0. */
function clearPads(layer: Layer): void {
  if (layer.p & 1) {
    const row = (<usize>layer.ldW) << 3;
    let pad = layer.dW + ((<usize>layer.p) << 3);
    for (let i = 0; i < layer.n; i++, pad += row) store<f64>(pad, 0);
  }
  if (layer.n & 1) store<f64>(layer.db + ((<usize>layer.n) << 3), 0);
}

/** Every WT from its W, before the first pass. */
export function transposeAll(plan: Plan): void {
  for (let l = 1; l <= plan.L; l++) transpose(layerOf(plan, l));
}

/** Σ W² over all layers, each summed for itself, row by row. */
export function squaredWeights(plan: Plan): f64 {
  let total: f64 = 0;
  for (let l = 1; l <= plan.L; l++) {
    const layer = layerOf(plan, l);
    let sum: f64 = 0;
    const count = layer.n * layer.ldW;
    for (let i = 0; i < count; i++) {
      const w = load<f64>(layer.W + ((<usize>i) << 3));
      sum += w * w;
    }
    total += sum;
  }
  return total;
}

/** WT from W. */
function transpose(layer: Layer): void {
  const n = layer.n;
  const p = layer.p;
  const row = (<usize>layer.ldW) << 3;
  const column = (<usize>layer.ldWT) << 3;
  for (let i = 0; i < n; i++) {
    let from = layer.W + <usize>i * row;
    let to = layer.WT + ((<usize>i) << 3);
    for (let k = 0; k < p; k++, from += 8, to += column) store<f64>(to, load<f64>(from));
  }
}
