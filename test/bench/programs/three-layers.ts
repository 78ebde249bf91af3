// @ts-nocheck
// Cells, which import from the root of the repository.
// %% the 3-layer program of notebook 05: the cells of its notebook, for bench:kernel
import { asInLecture, boundary, costCurve, createNetwork, planar35, predict, seed, train } from "./src";

const { X, Y } = planar35();
const network = createNetwork({
  sizes: [2, 3, 4, 1],
  activations: ["tanh", "tanh", "sigmoid"],
  rng: seed(1),
  initializer: asInLecture,
});
// %%
const trained = await train(network, X, Y, { alpha: 0.01, until: 0.05 });
console.log(JSON.stringify({ iterations: trained.iterations, cost: trained.cost, seconds: trained.seconds }));
// %%
costCurve(trained.history, { title: "Cost of the 3-layer program" });
// %%
boundary((points) => predict(trained.network, points), X, Y);
