import { it } from "vitest";
import { seed } from "../../src/engine/random";
import { homeworks } from "../../src/checks/homeworks";
import { checker } from "../../src/checks/judge";
import { answerTo } from "../../src/checks/check";
import { Matrix } from "../../src/engine/matrix";
import { backward, cost, forward, update } from "../../src/checks/hw0/network";
import { matrix } from "../../src/engine/matrix-constructors";

const on = (v: any) => JSON.parse(JSON.stringify(v));
function most(a: any, b: any): number {
  if (typeof a === "number") return typeof b !== "number" ? Infinity : a === b ? 0 : Math.abs(a - b) / Math.max(1, Math.abs(a));
  if (a instanceof Matrix) return Math.max(...Array.from(a.data, (x, i) => most(x, b.data[i])));
  if (a === null || typeof a !== "object") return a === b ? 0 : Infinity;
  if (Array.isArray(a) && a.length !== b?.length) return Infinity;
  return Math.max(...Object.keys(a).map((k) => most(a[k], b[k])));
}
// alternative spellings
const fwd2 = ({ W1, b1, W2, b2 }: any, X: any) => {
  const layer = (W: any, b: any, A: any, g: any) => {
    const Z: any[] = [], out: any[] = [];
    for (let i = 0; i < W.rows; i++) { Z[i] = []; out[i] = [];
      for (let j = 0; j < A.cols; j++) { let z = b.at(i, 0); for (let k = W.cols - 1; k >= 0; k--) z += W.at(i, k) * A.at(k, j); Z[i][j] = z; out[i][j] = g(z); } }
    return [matrix(Z), matrix(out)] as const;
  };
  const [Z1, A1] = layer(W1, b1, X, (z: number) => (Math.exp(z) - Math.exp(-z)) / (Math.exp(z) + Math.exp(-z)));
  const [Z2, A2] = layer(W2, b2, A1, (z: number) => 1 / (1 + Math.exp(-z)));
  return { Z1, A1, Z2, A2 };
};
const cost2 = (A2: any, Y: any) => { let p = 1; for (let j = Y.cols - 1; j >= 0; j--) p *= Y.data[j] ? A2.data[j] : 1 - A2.data[j]; return -Math.log(p) / Y.cols; };
const cost3 = (A2: any, Y: any) => { let s = 0; for (let j = Y.cols - 1; j >= 0; j--) s -= (Y.data[j] * Math.log(A2.data[j]) + (1 - Y.data[j]) * Math.log(1 - A2.data[j])) / Y.cols; return s; };
const back2 = ({ W1, W2 }: any, { Z1, A1, A2 }: any, X: any, Y: any) => {
  const m = X.cols, n = W1.rows, p = W1.cols;
  const dW1 = Array.from({ length: n }, () => Array(p).fill(0)), db1 = Array.from({ length: n }, () => [0]);
  const dW2 = [Array(n).fill(0)], db2 = [[0]];
  for (let j = m - 1; j >= 0; j--) {
    const dz2 = A2.at(0, j) - Y.at(0, j); db2[0][0] += dz2 / m;
    for (let i = 0; i < n; i++) { const z = Z1.at(i, j), dz1 = W2.at(0, i) * dz2 * (1 - ((Math.exp(z) - Math.exp(-z)) / (Math.exp(z) + Math.exp(-z))) ** 2);
      dW2[0][i] += (dz2 * A1.at(i, j)) / m; db1[i][0] += dz1 / m;
      for (let k = 0; k < p; k++) dW1[i][k] += (dz1 * X.at(k, j)) / m; } }
  return { dW1: matrix(dW1), db1: matrix(db1), dW2: matrix(dW2), db2: matrix(db2) };
};
const upd2 = (p: any, g: any, alpha: number) => Object.fromEntries(Object.entries<any>(p).map(([k, W]) => [k, W.add(g[`d${k}`].scale(-1).scale(alpha))]));
const learn2 = (p: any, X: any, Y: any, { alpha, cap, goal }: any) => {
  const costs: number[] = [];
  for (;;) { const c = fwd2(p, X); costs.push(cost3(c.A2, Y)); if (costs.length > cap || costs[costs.length - 1] <= goal) return { costs, parameters: p };
    p = upd2(p, back2(p, c, X, Y), alpha); }
};
const hw1 = homeworks["hw1-learning-rate"];
const turn = (X: any) => X.pickColumns(Array.from({ length: X.cols }, (_, j) => X.cols - 1 - j));
const desc2 = (X: any, Y: any, alpha: number, cap: number) => {
  const m = X.cols, costs: number[] = []; let w = 0;
  while (costs.length <= cap) { let J = 0, dw = 0; for (let j = m - 1; j >= 0; j--) { const e = w * X.at(0, j) - Y.at(0, j); J += (e * e) / (2 * m); dw += (e * X.at(0, j)) / m; }
    if (!Number.isFinite(J)) return costs; costs.push(J); w -= alpha * dw; }
  return costs;
};
const desc3 = (X: any, Y: any, alpha: number, cap: number) => {
  const m = X.cols, xx = X.dot(X.T).at(0, 0) / m, xy = X.dot(Y.T).at(0, 0) / m, costs: number[] = [];
  for (let w = 0, i = 0; i <= cap; i++, w += alpha * (xy - w * xx)) { const E = X.scale(w).sub(Y), J = E.dot(E.T).at(0, 0) / (2 * m); if (J < Infinity) costs.push(J); else break; }
  return costs;
};
const alts: any = {
  "hw0-warm-up": { q1: [fwd2], q2: [cost2, cost3], q3: [back2], q4: [upd2], q5: [learn2] },
  "hw1-learning-rate": {
    q1: [(X: any, Y: any, a: number, c: number) => hw1.q1.solve(turn(X), turn(Y), a, c)],
    q2: [(X: any, Y: any, a: any, c: number) => hw1.q2.solve(turn(X), turn(Y), a, c)],
    q4: [desc2, desc3], q5: [(X: any) => (2 * X.cols) / X.dot(X.T).at(0, 0), (X: any) => hw1.q5.solve(turn(X))],
  },
};
void backward; void cost; void forward; void update;
it("measures", async () => {
  for (const hw of ["hw0-warm-up", "hw1-learning-rate"]) for (const [q, ex] of Object.entries(homeworks[hw])) {
    let worst = 0, iters: any = {};
    for (let s = 1; s <= 1000; s++) for (const [i, input] of ex.inputs(seed(s)).entries()) {
      const right: any = await ex.solve(...input);
      for (const alt of alts[hw][q]) worst = Math.max(worst, most(right, await alt(...input)));
      if (right?.iterations !== undefined) { iters[i] ??= [Infinity, 0]; iters[i] = [Math.min(iters[i][0], right.iterations), Math.max(iters[i][1], right.iterations)]; }
      if (Array.isArray(right) && right[0]?.alpha) right.forEach((r: any, k: number) => { const key = `${i}:${r.alpha}`; iters[key] ??= [Infinity, 0, 0]; iters[key] = [Math.min(iters[key][0], r.iterations ?? 1e9), Math.max(iters[key][1], r.iterations ?? 0), iters[key][2] + (r.iterations === null ? 1 : 0)]; });
    }
    console.log(hw, q, "summation", worst, JSON.stringify(iters));
  }
}, 600000);
it("tells", async () => {
  const over = (r: any, w: any) => { const parts = (v: any) => typeof v === "object" && v !== null && !("data" in v); return parts(r) && parts(w) && !Array.isArray(w) ? { ...r, ...w } : w; };
  for (const hw of ["hw0-warm-up", "hw1-learning-rate"]) for (const [q, ex] of Object.entries(homeworks[hw])) {
    const bad: any = {};
    const N = hw === "hw0-warm-up" ? 300 : q === "q1" || q === "q2" ? 12 : 300;
    for (const m of ex.mistakes) for (let s = 1; s <= N; s++) {
      const { message } = await checker({ [hw]: { [q]: ex } })({ assignment: hw, exercise: q, options: { seed: s } }, { ask: async (x) => on(await answerTo(on(x), async (...i: any[]) => over(await ex.solve(...i), await m.solve(...i)))), outsideNames: () => [] });
      if (!message.includes(`comes out ${m.name}.`)) (bad[m.name] ??= []).push(`${s}: ${message}`);
    }
    console.log(hw, q, "told wrongly", JSON.stringify(Object.fromEntries(Object.entries<any>(bad).map(([k, v]) => [k, [v.length, v[0]]])), null, 1));
  }
}, 600000);
