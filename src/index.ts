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
export { costCurve } from "./plots/cost-curve";
export { boundary } from "./plots/boundary";
export { scatter } from "./plots/scatter";

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
export { train, type TrainOptions } from "./engine/train";
export type { Progress, Trained } from "./engine/training-run";
export { live } from "./plots/live";

// 06 Handwritten digits
export { confusionMatrix, f1, precision, recall } from "./engine/metrics";
export { classOf, oneHot } from "./engine/one-hot";
export { fitScaler, type Scaler, trainTestSplit } from "./engine/preprocessing";
