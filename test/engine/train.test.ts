import { afterEach, describe, expect, test, vi } from "vitest";
import { type Activation, tanh } from "../../src/engine/activations";
import { History, type Point } from "../../src/engine/history";
import { allZero, asInLecture } from "../../src/engine/initializers";
import { squaredError } from "../../src/engine/losses";
import { type Matrix, ShapeError } from "../../src/engine/matrix";
import { fromFlat, matrix, ones, zeros } from "../../src/engine/matrix-constructors";
import { createNetwork, predict } from "../../src/engine/network";
import { seed } from "../../src/engine/random";
import { Plan } from "../../src/engine/simd/plan";
import { type TrainOptions, train } from "../../src/engine/train";
import { planar35 } from "../../src/node/read-dataset";
import { fixture } from "./bits";

const lectureNetwork = () =>
  createNetwork({
    sizes: [2, 3, 4, 1],
    activations: ["tanh", "tanh", "sigmoid"],
    rng: seed(1),
    initializer: asInLecture,
  });

describe("the lecture program on the 35 points, seed 1, alpha 0.01", () => {
  const numpy = fixture("lecture-program");
  const { X, Y } = planar35();
  const program = (options: Partial<TrainOptions>) => train(lectureNetwork(), X, Y, { alpha: 0.01, ...options });

  test("prints the lecture's costs, and first reaches 0.05 at iteration 54817 with all 35 right", async () => {
    const lines: string[] = [];
    const trained = await program({ until: 0.05, report: (p) => lines.push(`${p.iteration} ${p.cost.toFixed(8)}`) });
    expect(lines).toEqual([
      "0 0.65971979",
      "10000 0.65971121",
      "20000 0.65970933",
      "30000 0.65967828",
      "40000 0.46629852",
      "50000 0.13514929",
    ]);
    expect(trained.stopped).toBe("cost");
    expect(trained.iterations).toBe(54817);
    expect(trained.message).toBe("the cost reached 0.05 at iteration 54817");
    expect(trained.cost).toBeLessThanOrEqual(0.05);
    expect(predict(trained.network, X).equals(Y)).toBe(true);
    expect(Math.abs(trained.cost - numpy["cost at the end"])).toBeLessThan(1e-11);
    expect(trained.history.length).toBe(858);
    expect(trained.history[0].iteration).toBe(0);
    expect(trained.history[857]).toEqual({ iteration: 54817, cost: trained.cost });
  });

  test("reaches 0.2 first at iteration 48478", async () => {
    expect((await program({ until: 0.2 })).iterations).toBe(numpy.first["0.2"]);
    expect(numpy.first["0.2"]).toBe(48478);
  });

  test.each([0, 1000])("has NumPy's parameters and cost after %i updates, to 1e-12", async (iterations) => {
    const { network, cost } = await program({ iterations });
    const { parameters, cost: expected } = numpy.snapshots[iterations];
    expect(Math.abs(cost - expected)).toBeLessThan(1e-12);
    network.layers.forEach(({ W, b }, index) => {
      expect(W.equals(matrix(parameters[`W${index + 1}`]), 1e-12)).toBe(true);
      expect(b.equals(matrix(parameters[`b${index + 1}`]), 1e-12)).toBe(true);
    });
  });

  test("gives the same bits a second time, and leaves the network that it was given as it was", async () => {
    const start = lectureNetwork();
    const one = await train(start, X, Y, { alpha: 0.1, iterations: 500 });
    const two = await train(start, X, Y, { alpha: 0.1, iterations: 500 });
    expect(one.network.layers[2].W.toArray()).toEqual(two.network.layers[2].W.toArray());
    expect(start.layers[0].W.toArray()).toEqual(numpy.start.W1);
  });

  test("with all weights zero never leaves the plateau H(13/35), and stops at its cap", async () => {
    const zero = createNetwork({
      sizes: [2, 3, 4, 1],
      activations: ["tanh", "tanh", "sigmoid"],
      rng: seed(1),
      initializer: { W: allZero(), b: allZero() },
    });
    const { cost, stopped, message } = await train(zero, X, Y, { alpha: 0.01, iterations: 20_000, until: 0.05 });
    expect(stopped).toBe("iterations");
    expect(cost).toBeCloseTo(-(13 / 35) * Math.log(13 / 35) - (22 / 35) * Math.log(22 / 35), 6);
    expect(message).toBe(`stopped at iteration 20000, the cap, with cost ${cost}`);
  });
});

describe("while it runs", () => {
  const { X, Y } = planar35();

  test("an abort stops it, and what was learned is kept", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 120);
    const network = lectureNetwork();
    const trained = await train(network, X, Y, { alpha: 0.01, iterations: 1e9, signal: controller.signal });
    expect(trained.stopped).toBe("interrupted");
    expect(trained.iterations).toBeGreaterThan(0);
    expect(trained.seconds).toBeLessThan(2);
    expect(trained.message).toBe(
      `interrupted at iteration ${trained.iterations} with cost ${trained.cost}; what was learned is kept`,
    );
    const again = await train(network, X, Y, { alpha: 0.01, iterations: trained.iterations });
    expect(again.network.layers[0].W.toArray()).toEqual(trained.network.layers[0].W.toArray());
    expect(again.cost).toBe(trained.cost);
  });

  describe("it gives way to the event loop after every 50 ms of work, or a few more", () => {
    /** With a clock that stands still but for `work`: the milliseconds at which the event loop got a turn. */
    async function turnsOf(start: (work: (ms: number) => void) => Promise<unknown>): Promise<number[]> {
      let now = 1000;
      const turns: number[] = [];
      const later = setTimeout;
      vi.spyOn(performance, "now").mockImplementation(() => now);
      vi.spyOn(globalThis, "setTimeout").mockImplementation(((f: () => void, ms: number) => {
        turns.push(now - 1000);
        return later(f, ms);
      }) as typeof setTimeout);
      await start((ms) => {
        now += ms;
      });
      return turns;
    }
    const betweenTurns = (turns: number[]) => turns.map((at, i) => at - (i === 0 ? 0 : turns[i - 1]));
    afterEach(() => void vi.restoreAllMocks());

    test("on the readable path, when an iteration takes 1 ms", async () => {
      const turns = await turnsOf((work) => {
        const g: Activation["g"] = (Z) => {
          work(1);
          return tanh.g(Z);
        };
        const layers = lectureNetwork().layers.map((l, i) => (i === 0 ? { ...l, activation: { ...tanh, name: "slow", g } } : l)); // biome-ignore format: short
        return train({ layers }, X, Y, { alpha: 0.01, iterations: 1000 });
      });
      expect(turns[0]).toBe(51); // the first cost is work too
      expect(betweenTurns(turns).slice(1)).toEqual(Array(18).fill(50));
    });

    test.each([0.004, 0.01, 0.6, 40, 130])("on the fast path, when an iteration takes %f ms", async (ms) => {
      const iterations = Math.ceil(1000 / ms);
      const turns = await turnsOf((work) => {
        const advance = Plan.prototype.advance;
        vi.spyOn(Plan.prototype, "advance").mockImplementation(function (this: Plan, updates) {
          const made = advance.call(this, updates);
          if ((this as unknown as { m: number }).m === 35) work(ms * made.updates); // not in the trial on a few samples
          return made;
        });
        return train(lectureNetwork(), X, Y, { alpha: 0.01, iterations });
      });
      expect(turns.length).toBeGreaterThanOrEqual(Math.floor(1000 / Math.max(75, 50 + ms)));
      for (const between of betweenTurns(turns)) {
        expect(between).toBeGreaterThanOrEqual(50);
        expect(between).toBeLessThanOrEqual(Math.max(75, 50 + ms));
      }
    });

    test("with the clock of the machine, so that a timer fires while it runs", async () => {
      let fired = 0;
      const timer = setInterval(() => fired++, 1);
      const aborted = new AbortController();
      setTimeout(() => aborted.abort(), 200);
      const { stopped } = await train(lectureNetwork(), X, Y, { alpha: 0.01, iterations: 1e9, signal: aborted.signal });
      clearInterval(timer);
      expect(stopped).toBe("interrupted");
      expect(fired).toBeGreaterThan(0);
    });
  });

  test("onProgress comes now and then with network and history, and once at the end", async () => {
    const seen: number[] = [];
    const { cost } = await train(lectureNetwork(), X, Y, {
      alpha: 0.01,
      iterations: 200_000,
      progressEvery: 0,
      onProgress: ({ iteration, cost, network, history, iterations }) => {
        seen.push(iteration);
        expect(history[history.length - 1]).toEqual({ iteration, cost });
        expect([network.layers.length, iterations]).toEqual([3, 200_000]);
      },
    });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen[seen.length - 1]).toBe(200_000);
    expect(cost).toBeLessThan(0.66);
  });

  test("report comes every reportEvery iterations, whatever the clock says", async () => {
    const seen: number[] = [];
    await train(lectureNetwork(), X, Y, {
      alpha: 0.01,
      iterations: 10,
      reportEvery: 4,
      report: ({ iteration }) => seen.push(iteration),
    });
    expect(seen).toEqual([0, 4, 8]);
  });
});

describe("a run that diverges", () => {
  const X = matrix([[1, 2, 3]]);
  const Y = matrix([[2, 4, 6]]);
  const line = () => createNetwork({ sizes: [1, 1], activations: ["linear"], rng: seed(1) });

  test("says when, the last finite cost, and that alpha is the likely cause", async () => {
    const trained = await train(line(), X, Y, { alpha: 10, loss: squaredError });
    expect(trained.stopped).toBe("diverged");
    expect(Number.isFinite(trained.cost)).toBe(true);
    expect(trained.network.layers[0].W.data.every(Number.isFinite)).toBe(true);
    expect(trained.message).toBe(
      `diverged: the cost is not finite at iteration ${trained.iterations + 1} (last finite cost ${trained.cost}); alpha = 10 is probably too large`,
    );
  });

  test("is told from a parameter alone, where a saturated output keeps the cost finite", async () => {
    const network = createNetwork({
      sizes: [1, 1],
      activations: ["sigmoid"],
      rng: seed(1),
      initializer: { W: allZero(), b: allZero() },
    });
    const trained = await train(network, matrix([[10]]), matrix([[1]]), { alpha: 1.7e308, iterations: 50 });
    expect(trained.message).toBe(
      `diverged: a parameter is not finite at iteration 1 (last finite cost ${trained.cost}); alpha = 1.7e+308 is probably too large`,
    );
    expect([trained.stopped, trained.iterations, trained.network]).toEqual(["diverged", 0, network]);
    expect(trained.cost).toBeCloseTo(Math.log(2), 15);
  });

  test("converges with a smaller alpha", async () => {
    const { network, stopped } = await train(line(), X, Y, { alpha: 0.1, loss: squaredError, until: 1e-12 });
    expect(stopped).toBe("cost");
    expect(network.layers[0].W.at(0, 0)).toBeCloseTo(2, 4);
  });
});

describe("what can't be trained is refused in one line, before anything happens", () => {
  const { X, Y } = planar35();
  const refuse = async (
    text: string,
    options: Partial<TrainOptions>,
    x: Matrix<any, any> = X,
    y: Matrix<any, any> = Y,
  ) => {
    await expect(train(lectureNetwork(), x, y, { alpha: 0.01, iterations: 1, ...options })).rejects.toThrow(
      expect.objectContaining({ message: text }),
    );
  };

  test.each([0, -0.1, NaN, Infinity])("alpha %d", async (alpha) => {
    await refuse(`train: alpha is ${alpha}; it must be a number above 0, for example 0.01`, { alpha });
  });

  test("caps and aims that are none", async () => {
    await refuse("train: iterations is -1; it must be a whole number from 0 up", { iterations: -1 });
    await refuse("train: iterations is Infinity; it must be a whole number from 0 up", { iterations: Infinity });
    await refuse("train: reportEvery is 0; it must be a whole number from 1 up", { reportEvery: 0 });
    await refuse("train: until is NaN; it must be a cost, for example 0.05", { until: NaN });
  });

  test("sizes that don't fit, samples in rows first of all", async () => {
    await refuse(
      "train: X is 35×2, but the network takes 2 inputs: it must be 2×m, one sample a column; X.T would fit",
      {},
      X.T,
    );
    await refuse("train: X is 2×35, Y is 1×34: both need one column for each sample", {}, X, zeros(1, 34));
    await refuse("train: Y is 2×35, but the output is 1×35: they must be equally large", {}, X, zeros(2, 35));
  });

  test("numbers that are not finite, and labels that are neither 0 nor 1", async () => {
    const broken = fromFlat(
      2,
      35,
      X.data.map((x, i) => (i === 37 ? NaN : x)),
    );
    await refuse("train: X is NaN in row 1, column 2 (counted from 0); all its numbers must be finite", {}, broken);
    await refuse(
      "crossEntropy: the label of sample 0 is 2; it must be 0 or 1 (samples count from 0)",
      {},
      X,
      ones(1, 35).scale(2),
    );
  });

  test("a loss that does not go with the output", async () => {
    const network = createNetwork({ sizes: [2, 1], activations: ["tanh"], rng: seed(1) });
    await expect(train(network, X, Y, { alpha: 0.1 })).rejects.toThrow(
      new RangeError("crossEntropy does not go with a tanh output; use a sigmoid output, or squaredError"),
    );
  });

  test("a ShapeError keeps its class's name through the promise", async () => {
    await expect(train(lectureNetwork(), X.T, Y, { alpha: 0.1 })).rejects.toBeInstanceOf(ShapeError);
  });
});

describe("the history", () => {
  const after = (n: number): Point[] => {
    const history = new History();
    for (let iteration = 0; iteration < n; iteration++) history.add(iteration, 1 / (1 + iteration));
    return history.upTo({ iteration: n - 1, cost: 1 / n });
  };

  test.each([1, 2, 999, 1000, 1001, 1002, 5000, 123_456])(
    "of %i iterations holds first and last, evenly spaced, a thousand at most",
    (n) => {
      const points = after(n);
      const step = points.length > 2 ? points[1].iteration : 1;
      expect(points.length).toBeLessThanOrEqual(1001);
      expect(points.length).toBeGreaterThanOrEqual(Math.min(n, 500));
      expect(points[0].iteration).toBe(0);
      expect(points[points.length - 1].iteration).toBe(n - 1);
      expect(points.slice(0, -1).every(({ iteration }, i) => iteration === i * step)).toBe(true);
    },
  );
});
