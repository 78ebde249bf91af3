"""Gradient descent in NumPy as a good programmer writes it: whole arrays, in place where a copy would be thrown away.

A is n x m, one sample a column. The losses are computed from Z, so that no logarithm of 0 can come up.
"""

import time

import numpy as np

from workloads import first_parameters, load


def about():
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return f"NumPy {np.__version__} ({blas.get('name')} {blas.get('version')})"


def sigmoid(Z):
    A = np.exp(-Z)
    A += 1
    return np.reciprocal(A, out=A)


def relu(Z):
    return np.maximum(Z, 0)


def softmax(Z):
    A = np.exp(Z - Z.max(axis=0))
    A /= A.sum(axis=0)
    return A


def sigmoid_slope(A):
    slope = 1 - A
    slope *= A
    return slope


def tanh_slope(A):
    slope = A * A
    return np.subtract(1, slope, out=slope)


def relu_slope(A):
    return A > 0


def cross_entropy(Z, Y):
    """Mean over the samples of the sum over the outputs of log(1 + e^z) - y z."""
    smooth = np.exp(-np.abs(Z))
    np.log1p(smooth, out=smooth)
    return (smooth.sum() + np.maximum(Z, 0).sum() - np.vdot(Y, Z)) / Z.shape[1]


def categorical_cross_entropy(Z, Y):
    """Mean over the samples of log(sum of e^z) - z of the right class."""
    highest = Z.max(axis=0)
    return (np.log(np.exp(Z - highest).sum(axis=0)).sum() + highest.sum() - np.vdot(Y, Z)) / Z.shape[1]


G = {"sigmoid": sigmoid, "tanh": np.tanh, "relu": relu, "softmax": softmax}
SLOPE = {"sigmoid": sigmoid_slope, "tanh": tanh_slope, "relu": relu_slope}
COST = {"crossEntropy": cross_entropy, "categoricalCrossEntropy": categorical_cross_entropy}


class Program:
    """One workload. `train(updates)` always starts from the same parameters."""

    def __init__(self, spec):
        self.spec = spec
        self.X, self.Y = load(spec)

    def train(self, updates):
        """Seconds, final cost and parameters. The cost is computed before every update and once after the last."""
        W, b = (list(part) for part in zip(*first_parameters(self.spec)))
        g = [G[name] for name in self.spec["activations"]]
        slope = [SLOPE.get(name) for name in self.spec["activations"]]
        cost_of = COST[self.spec["loss"]]
        step = self.spec["alpha"] / self.spec["m"]
        Y, L = self.Y, len(W)

        started = time.perf_counter()
        for update in range(updates + 1):
            A = [self.X]
            for l in range(L):
                Z = W[l] @ A[l]
                Z += b[l]
                A.append(g[l](Z))
            cost = cost_of(Z, Y)
            if update == updates:
                break
            dZ = A[L] - Y
            for l in reversed(range(L)):
                dW = dZ @ A[l].T
                db = dZ.sum(axis=1, keepdims=True)
                if l > 0:
                    dZ = W[l].T @ dZ
                    dZ *= slope[l - 1](A[l])
                dW *= step
                db *= step
                W[l] -= dW
                b[l] -= db
        seconds = time.perf_counter() - started
        return seconds, float(cost), list(zip(W, b))
