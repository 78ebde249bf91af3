import { afterEach, expect, test, vi } from "vitest";
import { readVitestReport, runSteps } from "../../src/setup/test.mjs";

/** What runSteps prints, with every time as 0.0 s. */
async function run(steps: Parameters<typeof runSteps>[1]) {
  let text = "";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    text += chunk;
    return true;
  });
  vi.spyOn(console, "log").mockImplementation((line) => {
    text += `${line}\n`;
  });
  const sum = await runSteps("", steps);
  vi.restoreAllMocks();
  return { sum, text: text.replace(/\d+\.\d s/g, "0.0 s") };
}
afterEach(() => vi.restoreAllMocks());

test("one line a step, with its time; what passed is added up", async () => {
  const { sum, text } = await run([
    { name: "types", run: async () => ({ ok: true, output: "not shown" }) },
    { name: "tests", run: async () => ({ ok: true, output: "", passed: 3, note: "3 passed, 1 skipped" }) },
    {
      name: "notebooks",
      live: true,
      run: async () => {
        console.log("  [1/2] ok");
        return { ok: true, output: "", passed: 2 };
      },
    },
  ]);
  expect(text).toBe(
    "types … ok (0.0 s)\ntests … ok (0.0 s, 3 passed, 1 skipped)\nnotebooks …\n  [1/2] ok\nnotebooks … ok (0.0 s)\n",
  );
  expect(sum).toEqual({ passed: 5, failed: 0 });
});

test("the first step that fails is the last; its output is shown", async () => {
  const { sum, text } = await run([
    { name: "types", run: async () => ({ ok: false, output: "src/a.ts(1,1): error\n" }) },
    { name: "lint", run: async () => ({ ok: true, output: "" }) },
  ]);
  expect(text).toBe("types … FAILED (0.0 s)\nsrc/a.ts(1,1): error\n");
  expect(sum).toEqual({ passed: 0, failed: 1 });
});

test("vitest's report: passed, failed, skipped, and files that could not be loaded", () => {
  const file = (status: string, tests: number) => ({ status, assertionResults: Array.from({ length: tests }) });
  const counts = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(
    readVitestReport({ ...counts, testResults: [file("passed", 7), file("failed", 1), file("failed", 0)] }),
  ).toEqual({
    passed: 7,
    failed: 2,
    note: "7 passed, 3 skipped",
  });
});
