/** The numbers by which the kernels know what the engine knows by name: places in these lists. */
export const ACTIVATIONS = ["linear", "sigmoid", "tanh", "relu", "leakyRelu", "softmax"];
export const LOSSES = ["crossEntropy", "categoricalCrossEntropy", "squaredError"];
export const OPTIMIZERS = ["gradientDescent", "momentum", "adam"];
