"""The workloads in PyTorch as its users write them: Linear layers, autograd, torch.optim.SGD; samples are rows."""

import time

import torch
from torch.nn import functional as F

from workloads import first_parameters, load

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

ACTIVATIONS = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid}


def about():
    return f"PyTorch {torch.__version__}"


class Program:
    """One workload. The output's activation is part of the loss, as PyTorch advises."""

    def __init__(self, spec):
        self.spec = spec
        X, Y = (torch.from_numpy(part.T.copy()) for part in load(spec))
        self.X = X
        if spec["loss"] == "categoricalCrossEntropy":
            labels = Y.argmax(dim=1)
            self.loss = lambda Z: F.cross_entropy(Z, labels)
        else:
            self.loss = lambda Z: F.binary_cross_entropy_with_logits(Z, Y, reduction="sum") / len(Y)

    def network(self):
        n = self.spec["sizes"]
        layers = [torch.nn.Linear(p, k) for p, k in zip(n, n[1:])]
        with torch.no_grad():
            for layer, (W, b) in zip(layers, first_parameters(self.spec)):
                layer.weight.copy_(torch.from_numpy(W))
                layer.bias.copy_(torch.from_numpy(b[:, 0]))
        hidden = [ACTIVATIONS[name]() for name in self.spec["activations"][:-1]]
        both = [module for pair in zip(layers, hidden) for module in pair]
        return torch.nn.Sequential(*both, layers[-1]), layers

    def train(self, updates):
        network, layers = self.network()
        optimizer = torch.optim.SGD(network.parameters(), lr=self.spec["alpha"])
        started = time.perf_counter()
        for _ in range(updates):
            loss = self.loss(network(self.X))
            cost = loss.item()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            cost = self.loss(network(self.X)).item()
        seconds = time.perf_counter() - started
        return seconds, cost, [(l.weight.detach().numpy(), l.bias.detach().numpy()[:, None]) for l in layers]
