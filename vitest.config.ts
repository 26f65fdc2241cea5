import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "shared", include: ["tests/shared/**/*.test.ts"] } },
      {
        test: {
          name: "embedded-mongodb",
          include: ["tests/embedded-mongodb/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "server",
          include: ["tests/server/**/*.test.ts", "tests/regressions/**/*.test.ts"],
          globalSetup: ["tests/support/store.global.ts"],
          setupFiles: ["tests/support/no-console.ts"],
          testTimeout: 240_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "client",
          include: ["tests/client/**/*.test.ts", "tests/client/**/*.test.tsx"],
          setupFiles: ["tests/support/no-console.ts"],
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/support/store.global.ts"],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          // A second, the default, is a matter of how busy the machine is.
          expect: { poll: { timeout: 30_000 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
