/** All that a notebook imports, in the order in which the notebooks meet it. */

// 00 Start here: what a cell may show, matrices, random numbers, data
export {
  type Bundle,
  clear,
  type Displayable,
  interruptSignal,
  progress,
  show,
  update as updateDisplay,
} from "./display";
export { Matrix, ShapeError } from "./engine/matrix";
export { eye, fromFlat, full, matrix, ones, zeros } from "./engine/matrix-constructors";
export { hstack, vstack } from "./engine/matrix-stack";
export { type Random, seed } from "./engine/random";
export { digits, housing, planar35 } from "./node/read-dataset";

// 01–03: functions, losses and pictures of two classes
export { exp, log, power } from "./engine/elementary";
export { cos, sin } from "./engine/trigonometry";
export { circles, flower, moons, type PlanarSet, spiral } from "./engine/made-datasets";
export { accuracy } from "./engine/metrics";
export { activation, leakyRelu, linear, relu, sigmoid, softmax, tanh } from "./engine/activations";
export { categoricalCrossEntropy, crossEntropy, squaredError } from "./engine/losses";
export { boundary } from "./plots/boundary";
export { boundaryAnimation } from "./plots/boundary-animation";
export { computationGraph } from "./plots/computation-graph";
export { costCurve } from "./plots/cost-curve";
export { costSurface } from "./plots/cost-surface";
export { histogram } from "./plots/histogram";
export { images } from "./plots/images";
export { curves, lines } from "./plots/lines";
export { networkDiagram } from "./plots/network-diagram";
export { panels } from "./plots/panels";
export { scatter } from "./plots/scatter";

// 04 Back-propagation by hand
export { checkGradients, type GradientCheck } from "./engine/gradient-check";

// 05 Deep networks: the building block, the network, its training
export {
  allEqual,
  allZero,
  asInLecture,
  glorot,
  he,
  scaledNormal,
  standard,
  uniform,
  xavier,
} from "./engine/initializers";
export * as layer from "./engine/layer";
export {
  backward,
  costOf,
  createNetwork,
  forward,
  type Network,
  parameterCount,
  predict,
  sizes,
  update,
} from "./engine/network";
export { adam, gradientDescent, momentum } from "./engine/optimizers";
export { parity } from "./engine/parity";
export { summary } from "./engine/summary";
export { table } from "./engine/table";
export { train, type TrainOptions } from "./engine/train";
export type { Progress, Trained } from "./engine/training-run";
export { fromJson, toJson } from "./engine/network-json";
export { loadNetwork, saveNetwork } from "./node/network-file";
export { type Row, type Sweep, sweep, type Variation } from "./node/sweep";
export { buildingBlocks } from "./plots/building-blocks";
export { live } from "./plots/live";

// 06 Handwritten digits
export { confusionMatrix, f1, precision, recall } from "./engine/metrics";
export { classOf, oneHot } from "./engine/one-hot";
export { fitScaler, type Scaler, trainTestSplit } from "./engine/preprocessing";
export { confusionPlot } from "./plots/confusion-plot";
export { heatMap } from "./plots/heat-map";

// 07 House prices
export { predictedAgainstTrue } from "./plots/predicted-against-true";

// homework
export { check } from "./checks/check";
