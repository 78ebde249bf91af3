import { describe, expect, test } from "vitest";
import { asBundle } from "../../src/display";
import { activation } from "../../src/engine/activations";
import { checkGradients } from "../../src/engine/gradient-check";
import { scaledNormal } from "../../src/engine/initializers";
import type { Gradients } from "../../src/engine/layer";
import { categoricalCrossEntropy, checkPair, crossEntropy, type Loss, squaredError } from "../../src/engine/losses";
import { type Matrix, ShapeError } from "../../src/engine/matrix";
import { matrix, ones } from "../../src/engine/matrix-constructors";
import { backward, costOf, createNetwork, forward, type Network } from "../../src/engine/network";
import { seed } from "../../src/engine/random";

const m = 5;
const HIDDEN = ["sigmoid", "tanh", "relu", "leakyRelu", "linear"];

const labels = () =>
  new Map<Loss, Matrix<any, any>>([
    [crossEntropy, bits],
    [categoricalCrossEntropy, oneHot],
  ]);

/** A network and data with which no z lies within 0.02 of 0: ReLU has a corner there. */
function example(depth: number, hidden: string, output: string): { network: Network; X: Matrix<any, any> } {
  const sizes = [3, 4, 3, 4].slice(0, depth).concat(2);
  const activations = [...sizes.slice(2).map(() => hidden), output];
  for (let s = 1; ; s++) {
    const rng = seed(s);
    const initializer = { W: scaledNormal(0.7), b: scaledNormal(0.5) };
    const network = createNetwork({ sizes, activations, rng, initializer });
    const X = rng.randn(3, m);
    if (forward(network, X).caches.every(({ Z }) => Z.data.every((z) => Math.abs(z) > 0.02))) return { network, X };
  }
}

const bits = matrix([[1, 0, 0, 1, 1], [0, 0, 1, 1, 0]]); // biome-ignore format: short
const oneHot = matrix([[1, 0, 0, 1, 1], [0, 1, 1, 0, 0]]); // biome-ignore format: short
const numbers = matrix([[0.3, -1.2, 0.8, 2, 0], [1.1, 0.4, -0.6, 0.2, -2]]); // biome-ignore format: short

describe("the engine's derivatives are the numeric ones, to a relative error of 1e-7 (or a difference of 5e-11)", () => {
  // Of a cost above 1, rounding leaves fewer decimals: the difference may be so many times larger.
  const depths = [1, 2, 3, 4];
  const expectRight = (depth: number, hidden: string, output: string, loss: Loss, lambda = 0) => {
    const { network, X } = example(depth, hidden, output);
    const Y = labels().get(loss) ?? numbers;
    const check = checkGradients(network, X, Y, { loss, lambda });
    const rounding = 5e-11 * Math.max(1, costOf(network, X, Y, loss));
    for (const { numeric, analytic, error } of check.layers) {
      if (Math.abs(numeric - analytic) > rounding) expect(error, String(check)).toBeLessThan(1e-7);
    }
    expect(check.agrees).toBe(true);
    expect(check.layers.map(({ layer }) => layer)).toEqual(depths.slice(0, depth));
  };

  test.each(HIDDEN.flatMap((hidden) => depths.map((depth) => [hidden, depth] as const)))(
    "with %s hidden units and %i layers, sigmoid output and cross-entropy",
    (hidden, depth) => expectRight(depth, hidden, "sigmoid", crossEntropy),
  );

  test.each(HIDDEN.flatMap((output) => depths.map((depth) => [output, depth] as const)))(
    "with %s output and %i layers, tanh hidden units and squared error",
    (output, depth) => expectRight(depth, "tanh", output, squaredError),
  );

  test.each(HIDDEN.flatMap((hidden) => HIDDEN.map((output) => [hidden, output] as const)))(
    "with %s hidden units and %s output, 2 to 4 layers and squared error",
    (hidden, output) => {
      for (const depth of depths.slice(1)) expectRight(depth, hidden, output, squaredError);
    },
  );

  test.each(HIDDEN.flatMap((hidden) => depths.map((depth) => [hidden, depth] as const)))(
    "with %s hidden units and %i layers, softmax output and categorical cross-entropy",
    (hidden, depth) => expectRight(depth, hidden, "softmax", categoricalCrossEntropy),
  );

  test("with L2, whose λW is part of dW", () => {
    expectRight(3, "tanh", "sigmoid", crossEntropy, 0.7);
    expectRight(2, "relu", "linear", squaredError, 0.05);
    expectRight(3, "sigmoid", "softmax", categoricalCrossEntropy, 0.3);
  });
});

describe("what the check says", () => {
  const { network, X } = example(3, "tanh", "sigmoid");
  const check = (mend: (right: Gradients[]) => Gradients[], lambda = 0) =>
    checkGradients(network, X, bits, {
      lambda,
      gradients: (of, inputs, labels, loss) => mend(backward(of, forward(of, inputs), labels, loss)),
    });
  const lastLine = (text: unknown) => String(text).split("\n").slice(-1)[0];
  const firstLine = (text: unknown) => String(text).split("\n")[0];

  test("of a right backward is that all agree, with each layer's worst entry", () => {
    const right = check((gradients) => gradients);
    const lines = String(right).split("\n");
    expect(lines[0]).toBe("gradient check of 3-4-3-2: 39 derivatives, all agree");
    expect(lines[1].split(/ {2,}/)).toEqual(["layer", "worst at", "numeric", "analytic", "relative error"]);
    expect(lines.slice(2).map((line) => line.split(" ")[0])).toEqual(["1", "2", "3"]);
    const bundle = right[asBundle]() as Record<string, string>;
    expect(bundle["text/plain"]).toBe(String(right));
    expect(bundle["text/html"]).toContain("<td>3</td><td>");
  });

  test("of one wrong entry is its layer, row and column, and both numbers", () => {
    const right = backward(network, forward(network, X), bits, crossEntropy);
    const wrong = check((gradients) => {
      gradients[1].dW.data[2 * 4 + 3] += 0.25;
      return gradients;
    });
    expect(wrong.agrees).toBe(false);
    expect(wrong.worst).toMatchObject({ layer: 2, parameter: "W", row: 2, column: 3, agrees: false });
    expect(wrong.worst.analytic).toBe(right[1].dW.at(2, 3) + 0.25);
    expect(wrong.worst.numeric).toBeCloseTo(right[1].dW.at(2, 3), 9);
    const { numeric, analytic, error } = wrong.worst;
    expect(error).toBe(Math.abs(numeric - analytic) / (Math.abs(numeric) + Math.abs(analytic)));
    expect(wrong.layers.map(({ agrees }) => agrees)).toEqual([true, false, true]);
    expect(firstLine(wrong)).toBe("gradient check of 3-4-3-2: 39 derivatives, 1 of them wrong");
    expect(lastLine(wrong)).toMatch(
      /^db\[2\] is right, dW\[2\] is not \(the layers after it are right\): look at dW \(5\.7\)\./,
    );
  });

  test("of a missing 1/m is that, and by how much", () => {
    const wrong = check((gradients) => gradients.map(({ dW, db }) => ({ dW: dW.scale(m), db: db.scale(m) })));
    expect(lastLine(wrong)).toBe(
      "dW[3] and db[3] are wrong: look at dZ[3] (5.12, 5.6). What is wrong is m = 5 times too large: 1/m is missing.",
    );
  });

  test("of 1/m that comes twice in db is that", () => {
    const wrong = check((gradients) => gradients.map(({ dW, db }) => ({ dW, db: db.scale(1 / m) })));
    expect(lastLine(wrong)).toBe(
      "dW[3] is right, db[3] is not: look at db (5.8). What is wrong is m = 5 times too small: 1/m comes twice.",
    );
  });

  test("of the wrong sign, of zeros and of a factor 2 is that", () => {
    const scaled = (k: number) => lastLine(check((all) => all.map(({ dW, db }) => ({ dW: dW.scale(k), db }))));
    const look = "db[3] is right, dW[3] is not: look at dW (5.7). What is wrong";
    expect([scaled(-1), scaled(0), scaled(2)]).toEqual([
      `${look} has the wrong sign.`,
      `${look} is 0.`,
      `${look} is 2 times what it should be.`,
    ]);
  });

  test("of the activation's slope left out of a hidden layer is the layer where it is missing", () => {
    const wrong = checkGradients(network, X, bits, { gradients: withoutSlopeInLayer2 });
    expect(wrong.layers.map(({ agrees }) => agrees)).toEqual([false, false, true]);
    expect(lastLine(wrong)).toBe(
      "dW[2] and db[2] are wrong (the layers after it are right): look at dZ[2] (5.6) and dA[2] (5.9).",
    );
  });

  test("of λW left out is that dW is wrong", () => {
    const wrong = check((gradients) => gradients, 0.3);
    expect(lastLine(wrong)).toBe("db[3] is right, dW[3] is not: look at dW (5.7).");
  });

  test("of NaN is an infinite error: it never counts as right", () => {
    const wrong = check(([first, ...rest]) => [{ ...first, db: first.db.scale(NaN) }, ...rest]);
    expect(wrong.worst).toMatchObject({ layer: 1, parameter: "b", row: 0, column: 0, error: Infinity, agrees: false });
  });

  test("of a unit that is off, with both derivatives 0, is an error of 0 (4.17)", () => {
    const off = createNetwork({
      sizes: [1, 1, 1],
      activations: ["relu", "linear"],
      rng: seed(1),
      initializer: {
        W: scaledNormal(1),
        b: { name: "−9", made: ["allEqual", -9], fill: (_rng, n) => ones(n, 1).scale(-9) },
      },
    });
    const { layers } = checkGradients(off, matrix([[1, 2]]), matrix([[0, 1]]), { loss: squaredError });
    expect(layers[0]).toMatchObject({ numeric: 0, analytic: 0, error: 0, agrees: true });
  });
});

/** dZ[2] = dA[2], without g′(Z[2]). */
function withoutSlopeInLayer2(network: Network, X: Matrix<any, any>, Y: Matrix<any, any>): Gradients[] {
  const [c1, c2, c3] = forward(network, X).caches;
  const [, l2, l3] = network.layers;
  const step = (dZ: Matrix<any, any>, Aprev: Matrix<any, any>) => ({
    dW: dZ.dot(Aprev.T).scale(1 / m),
    db: dZ.sum({ axis: 1 }).scale(1 / m),
  });
  const dZ3 = c3.A.sub(Y);
  const dZ2 = l3.W.T.dot(dZ3);
  const dZ1 = l2.W.T.dot(dZ2).times(network.layers[0].activation.derivative(c1.Z, c1.A));
  return [step(dZ1, X), step(dZ2, c1.A), step(dZ3, c2.A)];
}

test("derivatives so small that rounding hides them are no mistake, and the check says so", () => {
  const { network, X } = example(4, "leakyRelu", "sigmoid");
  const check = checkGradients(network, X, bits);
  expect(check.worst).toMatchObject({ layer: 3, parameter: "W", agrees: true });
  expect(check.worst.error).toBeGreaterThan(1e-3);
  expect(String(check).split("\n").slice(-1)[0]).toBe(
    "An error above 1e-5 is that of a derivative so small that rounding explains it.",
  );
});

describe("a check", () => {
  const { network, X } = example(2, "tanh", "sigmoid");

  test("leaves the network as it was", () => {
    const before = network.layers.map(({ W, b }) => [W.toArray(), b.toArray()]);
    checkGradients(network, X, bits);
    expect(network.layers.map(({ W, b }) => [W.toArray(), b.toArray()])).toEqual(before);
  });

  test.each([1e-2, 1e-10])("with epsilon %f is worse than with the one it takes by itself", (epsilon) => {
    const own = checkGradients(network, X, bits).worst.error;
    expect(checkGradients(network, X, bits, { epsilon }).worst.error).toBeGreaterThan(100 * own);
  });

  const MEND = {
    crossEntropy: "use a sigmoid output, or ",
    categoricalCrossEntropy: "use a softmax output, or ",
    squaredError: "use a linear output, or ",
  } as Record<string, string>;
  const INSTEAD = { sigmoid: "crossEntropy", softmax: "categoricalCrossEntropy" } as Record<string, string>;
  const ACCEPTED = [
    "crossEntropy sigmoid",
    "categoricalCrossEntropy softmax",
    ...HIDDEN.map((g) => `squaredError ${g}`),
  ];
  const pairs = [crossEntropy, categoricalCrossEntropy, squaredError].flatMap((loss) =>
    [...HIDDEN, "softmax"].map((output) => [loss.name, output, loss] as const),
  );
  const isRight = ([loss, output]: readonly [string, string, Loss]) => ACCEPTED.includes(`${loss} ${output}`);

  test.each(pairs.filter((pair) => !isRight(pair)))(
    "of %s with a %s output is refused in one line, as by backward and checkPair",
    (name, output, loss) => {
      const other = example(2, "tanh", output);
      const instead = INSTEAD[output] ?? "squaredError";
      const refusal = new RangeError(`${name} does not go with a ${output} output; ${MEND[name]}${instead}`);
      expect(() => checkGradients(other.network, other.X, oneHot, { loss })).toThrow(refusal);
      expect(() => backward(other.network, forward(other.network, other.X), oneHot, loss)).toThrow(refusal);
      expect(() => checkPair(loss, activation(output))).toThrow(refusal);
    },
  );

  test.each(pairs.filter(isRight))("of %s with a %s output is made", (_name, output, loss) => {
    const other = example(2, "tanh", output);
    expect(checkGradients(other.network, other.X, oneHot, { loss }).agrees).toBe(true);
  });

  test("takes crossEntropy by itself: of a tanh output, the typical mistake, that is refused", () => {
    const tanhOutput = example(2, "relu", "tanh");
    expect(() => checkGradients(tanhOutput.network, tanhOutput.X, bits)).toThrow(
      new RangeError("crossEntropy does not go with a tanh output; use a sigmoid output, or squaredError"),
    );
  });

  test("of softmax and categorical cross-entropy with labels that are not one-hot is refused", () => {
    const softmax = example(2, "tanh", "softmax");
    expect(() => checkGradients(softmax.network, softmax.X, bits, { loss: categoricalCrossEntropy })).toThrow(
      new RangeError(
        "categoricalCrossEntropy: the label of sample 1 is [0, 0]; it must be one 1 and else 0, as oneHot(labels) makes it (samples count from 0)",
      ),
    );
  });

  test("of gradients that are too few, missing or transposed is refused", () => {
    const right = backward(network, forward(network, X), bits, crossEntropy);
    const given = (gradients: unknown[]) => () =>
      checkGradients(network, X, bits, { gradients: () => gradients as any });
    expect(given([right[0]])).toThrow(
      new ShapeError("checkGradients: gradients of 1 layer came, the network has 2; give { dW, db } for layers 1 to 2"),
    );
    expect(given([{ dW: right[0].dW.T, db: right[0].db }, right[1]])).toThrow(
      new ShapeError("checkGradients: dW[1] is 3×4, but W[1] is 4×3; dW[1].T would fit"),
    );
    expect(given([right[0], { dW: right[1].dW }])).toThrow(
      new ShapeError("checkGradients: db[2] is missing; it must be 2×1, as b[2] is"),
    );
  });

  test("with an epsilon or a lambda that is none is refused", () => {
    expect(() => checkGradients(network, X, bits, { epsilon: 0 })).toThrow(
      new RangeError("checkGradients: epsilon is 0; it must be a small number above 0, for example 6e-6"),
    );
    expect(() => checkGradients(network, X, bits, { lambda: -1 })).toThrow(
      new RangeError("checkGradients: lambda is -1; it must be a number from 0 up"),
    );
  });
});
