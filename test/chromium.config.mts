/** The suites that look at pictures in a real browser: `npx vitest run --config test/chromium.config.mts`. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.chromium.ts"],
    globalSetup: ["test/setup/build-once.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
