# %% the same program in NumPy, with matplotlib for the pictures
import json
import time

import matplotlib.pyplot as plt
import numpy as np

x1, x2, y = np.loadtxt(DATA, delimiter=",", skiprows=1, unpack=True)
A0, Y = np.vstack([x1, x2]), y.reshape(1, -1)
m = Y.shape[1]
np.random.seed(1)
W1, b1 = 0.01 * np.random.randn(3, 2), np.random.randn(3, 1)
W2, b2 = 0.01 * np.random.randn(4, 3), np.random.randn(4, 1)
W3, b3 = 0.01 * np.random.randn(1, 4), np.random.randn(1, 1)


def forwardprop(A0):
    A1 = np.tanh(W1 @ A0 + b1)
    A2 = np.tanh(W2 @ A1 + b2)
    return A1, A2, 1 / (1 + np.exp(-(W3 @ A2 + b3)))


# %%
start, costs, alpha = time.perf_counter(), [], 0.01
while True:
    A1, A2, A3 = forwardprop(A0)
    cost = -np.sum(Y * np.log(A3) + (1 - Y) * np.log(1 - A3)) / m
    costs.append(cost)
    if cost <= 0.05:
        break
    dZ3 = A3 - Y
    dZ2 = (W3.T @ dZ3) * (1 - A2 * A2)
    dZ1 = (W2.T @ dZ2) * (1 - A1 * A1)
    W3, b3 = W3 - alpha * (dZ3 @ A2.T / m), b3 - alpha * dZ3.sum(axis=1, keepdims=True) / m
    W2, b2 = W2 - alpha * (dZ2 @ A1.T / m), b2 - alpha * dZ2.sum(axis=1, keepdims=True) / m
    W1, b1 = W1 - alpha * (dZ1 @ A0.T / m), b1 - alpha * dZ1.sum(axis=1, keepdims=True) / m
print(json.dumps({"iterations": len(costs) - 1, "cost": cost, "seconds": time.perf_counter() - start}))
# %%
plt.plot(costs)
plt.xlabel("iterations")
plt.ylabel("cost")
plt.title("Cost of the 3-layer program")
plt.show()
# %%
grid = np.arange(40) * 0.2
points = np.vstack([np.repeat(grid, 40), np.tile(grid, 40)])
answers = forwardprop(points)[2][0] > 0.5
plt.figure(figsize=(6.1, 5.6))
plt.scatter(*points[:, answers], marker="s", s=9)
plt.scatter(*points[:, ~answers], marker=".", s=9)
plt.scatter(*A0[:, Y[0] == 0], marker="o")
plt.scatter(*A0[:, Y[0] == 1], marker="x")
plt.xlabel("x1")
plt.ylabel("x2")
plt.title("What the network answers")
plt.show()
