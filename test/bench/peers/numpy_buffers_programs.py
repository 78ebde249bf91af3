"""The same as numpy_programs.py with the last bit of speed squeezed out: all buffers are made before the loop.

Nothing is allocated in the loop, and every result is written where it is wanted, at the price of a program that is hard
to read.
"""

import time

import numpy as np

from workloads import first_parameters, load


def about():
    return "NumPy again, with buffers"


def sigmoid(Z, A):
    np.negative(Z, out=A)
    np.exp(A, out=A)
    np.add(A, 1, out=A)
    np.reciprocal(A, out=A)


def tanh(Z, A):
    np.tanh(Z, out=A)


def relu(Z, A):
    np.maximum(Z, 0, out=A)


def softmax(Z, A):
    np.subtract(Z, Z.max(axis=0), out=A)
    np.exp(A, out=A)
    np.divide(A, A.sum(axis=0), out=A)


def times_sigmoid_slope(dA, A, spare):
    np.subtract(1, A, out=spare)
    np.multiply(spare, A, out=spare)
    np.multiply(dA, spare, out=dA)


def times_tanh_slope(dA, A, spare):
    np.multiply(A, A, out=spare)
    np.subtract(1, spare, out=spare)
    np.multiply(dA, spare, out=dA)


def times_relu_slope(dA, A, spare):
    np.greater(A, 0, out=spare, casting="unsafe")
    np.multiply(dA, spare, out=dA)


def cross_entropy(Z, Y, spare, other):
    """Mean over the samples of the sum over the outputs of log(1 + e^z) - y z."""
    np.copysign(Z, -1, out=spare)
    np.exp(spare, out=spare)
    np.log1p(spare, out=spare)
    np.maximum(Z, 0, out=other)
    return (spare.sum() + other.sum() - np.vdot(Y, Z)) / Z.shape[1]


def categorical_cross_entropy(Z, Y, spare, other):
    """Mean over the samples of log(sum of e^z) - z of the right class."""
    highest = Z.max(axis=0)
    np.subtract(Z, highest, out=spare)
    np.exp(spare, out=spare)
    return (np.log(spare.sum(axis=0)).sum() + highest.sum() - np.vdot(Y, Z)) / Z.shape[1]


G = {"sigmoid": sigmoid, "tanh": tanh, "relu": relu, "softmax": softmax}
SLOPE = {"sigmoid": times_sigmoid_slope, "tanh": times_tanh_slope, "relu": times_relu_slope}
COST = {"crossEntropy": cross_entropy, "categoricalCrossEntropy": categorical_cross_entropy}


class Program:
    """One workload. `train(updates)` always starts from the same parameters."""

    def __init__(self, spec):
        self.spec = spec
        self.X, self.Y = load(spec)
        m = spec["m"]
        n = spec["sizes"]
        self.Z = [np.empty((k, m)) for k in n[1:]]
        self.A = [self.X] + [np.empty((k, m)) for k in n[1:]]
        self.spare = [np.empty((k, m)) for k in n[1:]]
        self.dZ = [np.empty((k, m)) for k in n[1:]]
        self.dW = [np.empty((k, p)) for k, p in zip(n[1:], n)]
        self.db = [np.empty((k, 1)) for k in n[1:]]
        self.step = np.full((m, 1), spec["alpha"] / m)

    def train(self, updates):
        """Seconds, final cost and parameters. The cost is computed before every update and once after the last."""
        W, b = (list(part) for part in zip(*first_parameters(self.spec)))
        alpha = self.spec["alpha"] / self.spec["m"]
        Y, Z, A, spare, dZ, dW, db, step = self.Y, self.Z, self.A, self.spare, self.dZ, self.dW, self.db, self.step
        g = [G[name] for name in self.spec["activations"]]
        times_slope = [SLOPE.get(name) for name in self.spec["activations"]]
        cost_of = COST[self.spec["loss"]]
        forward = list(zip(W, b, g, A, Z, A[1:]))
        backward = [(dZ[l], A[l], dW[l], db[l], W[l], b[l], dZ[l - 1], A[l], spare[l - 1], times_slope[l - 1]) for l in range(len(W) - 1, 0, -1)]
        matmul, add, subtract, multiply = np.matmul, np.add, np.subtract, np.multiply

        started = time.perf_counter()
        for update in range(updates + 1):
            for Wl, bl, gl, before, Zl, Al in forward:
                matmul(Wl, before, out=Zl)
                add(Zl, bl, out=Zl)
                gl(Zl, Al)
            cost = cost_of(Z[-1], Y, spare[-1], dZ[-1])
            if update == updates:
                break
            subtract(A[-1], Y, out=dZ[-1])
            for dZl, before, dWl, dbl, Wl, bl, dbefore, Abefore, spare_before, times in backward:
                matmul(Wl.T, dZl, out=dbefore)
                matmul(dZl, before.T, out=dWl)
                matmul(dZl, step, out=dbl)
                multiply(dWl, alpha, out=dWl)
                subtract(Wl, dWl, out=Wl)
                subtract(bl, dbl, out=bl)
                times(dbefore, Abefore, spare_before)
            matmul(dZ[0], A[0].T, out=dW[0])
            matmul(dZ[0], step, out=db[0])
            multiply(dW[0], alpha, out=dW[0])
            subtract(W[0], dW[0], out=W[0])
            subtract(b[0], db[0], out=b[0])
        seconds = time.perf_counter() - started
        return seconds, float(cost), list(zip(W, b))
