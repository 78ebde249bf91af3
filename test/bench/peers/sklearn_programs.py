"""The workloads in scikit-learn: MLPClassifier by plain gradient descent over all samples at once; samples are rows."""

import time
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from workloads import first_parameters, load

NAMES = {"tanh": "tanh", "relu": "relu", "sigmoid": "logistic"}


def about():
    return f"scikit-learn {sklearn.__version__}"


class Program:
    """One workload. MLPClassifier has the cost from the pass of each update, and makes none after the last."""

    def __init__(self, spec):
        self.spec = spec
        X, Y = load(spec)
        self.X = X.T.copy()
        categorical = spec["loss"] == "categoricalCrossEntropy"
        self.Y = Y.argmax(axis=0) if categorical else Y.T.astype(int)
        if self.Y.ndim == 2 and self.Y.shape[1] == 1:
            self.Y = self.Y[:, 0]

    def train(self, updates):
        spec = self.spec
        network = MLPClassifier(
            hidden_layer_sizes=spec["sizes"][1:-1], activation=NAMES[spec["activations"][0]], solver="sgd", alpha=0,
            batch_size=len(self.X), learning_rate_init=spec["alpha"], momentum=0, nesterovs_momentum=False,
            shuffle=False, tol=0, n_iter_no_change=updates + 2, max_iter=1, warm_start=True,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            network.fit(self.X, self.Y)  # so that there are parameters to put ours in the place of
            parameters = first_parameters(spec)
            network.coefs_ = [W.T.copy() for W, _ in parameters]
            network.intercepts_ = [b[:, 0].copy() for _, b in parameters]
            network.max_iter = updates
            started = time.perf_counter()
            network.fit(self.X, self.Y)
            seconds = time.perf_counter() - started
        return seconds, float(network.loss_), [(W.T, b[:, None]) for W, b in zip(network.coefs_, network.intercepts_)]
