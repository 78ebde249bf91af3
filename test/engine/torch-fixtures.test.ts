import { describe, expect, test } from "vitest";
import { scaledNormal } from "../../src/engine/initializers";
import { categoricalCrossEntropy, crossEntropy, type Loss, squaredError } from "../../src/engine/losses";
import type { Matrix } from "../../src/engine/matrix";
import { matrix } from "../../src/engine/matrix-constructors";
import * as nn from "../../src/engine/network";
import { adam, momentum } from "../../src/engine/optimizers";
import { seed } from "../../src/engine/random";
import { type TrainOptions, train } from "../../src/engine/train";
import { fixture } from "./bits";

const LOSSES: Record<string, Loss> = { crossEntropy, categoricalCrossEntropy, squaredError };
const WAYS: Record<string, Pick<TrainOptions, "optimizer">> = {
  descent: {},
  momentum: { optimizer: momentum(0.9) },
  adam: { optimizer: adam() },
};

/** A network with PyTorch's first parameters, and what it is trained with. */
function start({ hidden, loss, X, Y }: any) {
  const network = nn.createNetwork({
    sizes: [3, 4, 3, 3],
    activations: [hidden, hidden, LOSSES[loss].partner],
    rng: seed(4),
    initializer: { W: scaledNormal(1), b: scaledNormal(1) },
  });
  return { network, X: matrix(X as number[][]), Y: matrix(Y as number[][]), loss: LOSSES[loss] };
}

/** The largest difference to PyTorch's W[1], b[1], W[2], …, relative to the largest number of each. */
function distance(ours: Matrix<any, any>[], theirs: number[][][]): number {
  expect(ours.map(({ rows, cols }) => [rows, cols])).toEqual(theirs.map((rows) => [rows.length, rows[0].length]));
  const each = ours.map(({ data }, index) => {
    const numbers = theirs[index].flat();
    const largest = Math.max(...numbers.map(Math.abs));
    return Math.max(...numbers.map((x, i) => Math.abs(data[i] - x))) / (largest || 1);
  });
  return Math.max(...each);
}

const parameters = ({ layers }: nn.Network) => layers.flatMap(({ W, b }) => [W, b]);
const relative = (a: number, b: number) => Math.abs(a - b) / Math.abs(b);
const cases: any[] = fixture("torch-training").cases;
const plain = cases.filter(({ lambda }) => lambda === 0);

describe("gradients are those of PyTorch's autograd, to 1e-10", () => {
  test("for each hidden activation with each loss", () => {
    expect(plain.length).toBe(12);
    expect(new Set(plain.map(({ hidden, loss }) => `${hidden} ${loss}`)).size).toBe(12);
  });

  test.each(plain)("$hidden, $loss", (torch) => {
    const { network, X, Y, loss } = start(torch);
    expect(relative(nn.costOf(network, X, Y, loss), torch.cost)).toBeLessThan(1e-10);
    const gradients = nn.backward(network, nn.forward(network, X), Y, loss);
    expect(
      distance(
        gradients.flatMap(({ dW, db }) => [dW, db]),
        torch.gradients,
      ),
    ).toBeLessThan(1e-10);
  });
});

describe.each(Object.keys(WAYS))("five updates by %s end where PyTorch ends, to 1e-10", (way) => {
  const alpha = 0.1;
  const trained = (torch: any, options: Partial<TrainOptions>) => {
    const { network, X, Y, loss } = start(torch);
    return train(network, X, Y, { alpha, loss, iterations: 5, ...WAYS[way], ...options });
  };

  test.each(cases)("$hidden, $loss, lambda $lambda", async (torch) => {
    const { network, cost } = await trained(torch, { lambda: torch.lambda });
    expect(distance(parameters(network), torch.after[way].parameters)).toBeLessThan(1e-10);
    expect(relative(cost, torch.after[way].cost)).toBeLessThan(1e-10);
  });

  test("and not without the L2 term, where there is one", async () => {
    const [torch] = cases.filter(({ lambda }) => lambda > 0);
    const { network } = await trained(torch, { lambda: 0 });
    expect(distance(parameters(network), torch.after[way].parameters)).toBeGreaterThan(1e-3);
  });
});

test("momentum's first step is a tenth of the gradient, where torch.optim.SGD would take it whole", async () => {
  const [torch] = plain;
  const { network, X, Y, loss } = start(torch);
  const first = await train(network, X, Y, { alpha: 1, loss, iterations: 1, optimizer: momentum(0.9) });
  const after = parameters(first.network);
  const steps = parameters(network).map((before, index) => before.sub(after[index]));
  const tenth = torch.gradients.map((gradient: number[][]) => gradient.map((row) => row.map((g) => (1 - 0.9) * g)));
  expect(distance(steps, tenth)).toBeLessThan(1e-10);
});
