import os from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const resolve = { alias: { "@": root.replace(/\/$/, "") } };

/** What happens in the background happens when the machine gets to it. */
const EVENTUALLY = { poll: { timeout: 30_000 } };

/**
 * `unit`: pure, no database. `integration`: a real PostgreSQL, one database a file. `plans`: the same with a million jobs in
 * it. `system`: whole servers, started and killed, and what is measured by the clock: one file at a time. The browser journeys
 * are Playwright's (e2e/).
 */
export default defineConfig({
  resolve,
  test: {
    // One fewer than there are processors, as is the default, leaves half of a small machine idle: much of a test is waiting.
    maxWorkers: Math.max(2, os.availableParallelism()),
    projects: [
      {
        resolve,
        test: {
          name: "unit",
          include: ["{app,components,lib,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.{int,system,plans}.test.{ts,tsx}"],
          // Some load every route or every page of the docs first.
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          name: "integration",
          include: ["{app,lib,scripts}/**/*.int.test.ts"],
          globalSetup: ["lib/testing/global-setup.ts"],
          expect: EVENTUALLY,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve,
        test: {
          name: "plans",
          include: ["lib/**/*.plans.test.ts"],
          globalSetup: ["lib/testing/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: "system",
          include: ["{lib,scripts}/**/*.system.test.ts"],
          globalSetup: ["lib/testing/global-setup.ts"],
          expect: EVENTUALLY,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
