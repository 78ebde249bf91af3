import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/setup/build-once.ts"],
    maxWorkers: "100%", // all cores: most tests wait for processes
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
