/** The suites that need Python and Jupyter: `npm run test:jupyter`, with a file's name for one of them. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/jupyter/**/*.jupyter.ts"],
    globalSetup: ["test/setup/build-once.ts", "test/jupyter/environment.ts"],
    // They start servers and kernels and measure time: one file after the other.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
