"""Data and first parameters of a workload, from its description in test/bench/workloads.json: the same bits as the engine's."""

import pathlib

import numpy as np

DATASETS = pathlib.Path(__file__).resolve().parents[3] / "datasets"


def planar35():
    table = np.loadtxt(DATASETS / "planar35.csv", delimiter=",", skiprows=1)
    return table[:, :2].T, table[:, 2:].T


def digits():
    """64 grey values between 0 and 1, and the digit as a one-hot column."""
    table = np.loadtxt(DATASETS / "digits.csv", delimiter=",", skiprows=1)
    return table[:, :64].T / 16, np.eye(10)[table[:, 64].astype(int)].T


def quadrants():
    """1000 normal points, class 1 where both coordinates have the same sign."""
    np.random.seed(5)
    X = np.random.randn(2, 1000)
    return X, (X[:1] * X[1:] > 0) * 1.0


DATA = {"planar35": planar35, "digits": digits, "quadrants": quadrants}


def load(spec):
    """X (n[0] x m) and Y (n[L] x m): the set's first m samples, or the set again and again until there are m."""
    X, Y = DATA[spec["data"]]()
    columns = np.arange(spec["m"]) % X.shape[1]
    return np.ascontiguousarray(X[:, columns]), np.ascontiguousarray(Y[:, columns])


def first_parameters(spec):
    """[(W[1], b[1]), ...], drawn in that order; b = 0 draws nothing."""
    np.random.seed(spec["seed"])
    n = spec["sizes"]
    parameters = []
    for l in range(1, len(n)):
        W = np.random.randn(n[l], n[l - 1]) * spec["W"]
        b = np.random.randn(n[l], 1) * spec["b"] if spec["b"] else np.zeros((n[l], 1))
        parameters.append((W, b))
    return parameters
