import { expect, test, vi } from "vitest";
import { main } from "./engine.mjs";
import type { Program } from "./engine-peers.mjs";
import { growth, row, workloadFigures } from "./engine-report.mjs";
import { difference, distances, operations, timed } from "./engine-rounds.mjs";
import { WORKLOADS } from "./engine-workload.mjs";

/** A program that takes so long for an update and always ends with this one-layer network. */
const program = (name: string, microseconds: number, W: number[][] = [[1, -4]]) =>
  ({
    name,
    train: async (_workload, updates) => ({
      seconds: (updates * microseconds) / 1e6,
      cost: 0,
      parameters: [[W, [[0]]]],
    }),
  }) as Pick<Program, "name" | "train"> as Program;

test("an option that there is not: one line, exit code 2", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  expect(await main(["--json", "--instal-peers"])).toBe(2);
  expect(said.mock.calls).toEqual([
    ["npm run bench does not know --instal-peers; it knows --json, --install-peers, --help"],
  ]);
  said.mockRestore();
});

test("the products of 64-30-10 on 1078 samples take 2·1078·(2·30·64 + 3·10·30) operations", () => {
  expect(operations(WORKLOADS.digits)).toBe(10_219_440);
  const measured = new Map([
    [program("engine", 0), { median: 1000, least: 900 }],
    [program("NumPy", 0), { median: 500, least: 400 }],
  ]);
  expect(row(1078, WORKLOADS.digits, measured)).toEqual({
    at: 1078,
    engine_us: 1000,
    engine_gflops: 10.22,
    numpy_us: 500,
    numpy_gflops: 20.44,
  });
});

test("parameters are compared relative to the largest number of each matrix", () => {
  expect(distances([[[[1, -4]], [[0]]]], [[[[1, -4.5]], [[0]]]])).toEqual([0.5 / 4.5, 0]);
});

test("programs that end with other parameters are not timed against each other", async () => {
  const lecture = WORKLOADS.lecture;
  const same = program("NumPy", 3, [[1, -4.000000001]]);
  const other = program("PyTorch", 3, [[1, -3.9]]);
  expect(await difference("lecture", lecture, [program("engine", 1), same])).toBe("");
  expect(await difference("lecture", lecture, [program("engine", 1), same, other])).toBe(
    "engine and PyTorch differ by 2.6e-2 after 500 updates of lecture; at most 1e-9 was expected, so their times can't be compared",
  );
  const broken = program("NumPy", 3, [[Number.NaN, -4]]);
  expect(await difference("lecture", lecture, [program("engine", 1), broken])).toMatch(/differ by NaN/);
});

test("the ratio is NumPy's median time by the engine's: above 1 the engine is the faster", async () => {
  const programs = [program("engine", 2), program("NumPy", 31), program("scikit-learn", 90)];
  expect(workloadFigures(await timed(WORKLOADS.lecture, programs, 3))).toEqual({
    engine_us: 2,
    numpy_us: 31,
    ratio: 15.5,
    sklearn_us: 90,
  });
});

test("a round lasts 0.2 s at least, however short an update is", async () => {
  const seconds: number[] = [];
  const quick = program("engine", 0.7);
  const watched = {
    ...quick,
    train: async (workload, updates) => {
      const answer = await quick.train(workload, updates);
      seconds.push(answer.seconds);
      return answer;
    },
  } as Pick<Program, "name" | "train"> as Program;
  await timed(WORKLOADS.lecture, [watched], 4);
  expect(Math.min(...seconds.slice(-4))).toBeGreaterThanOrEqual(0.2);
  expect(Math.max(...seconds)).toBeLessThan(2);
});

test("growth compares the time's growth with that of m", () => {
  const at = (m: number, engine_us: number) => ({ at: m, engine_us, engine_gflops: 0, numpy_us: 0, numpy_gflops: 0 });
  expect(growth([at(35, 1), at(350, 10), at(35_000, 1500)], 350, 35_000)).toBe(1.5);
});
