import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/lib/browser";

const executablePath = findBrowser();
/** Chromium refuses its own sandbox as root; the others keep it from calling home, which a closed network would refuse. */
const args = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Browser journeys against one built server with the demo market (e2e/global-setup.ts). */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results",
  reporter: [["list"]],
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    launchOptions: { args, ...(executablePath === null ? {} : { executablePath }) },
    // What was called, asked for and logged. Pictures of every step (`--trace on`) cost a quarter of the time; where nobody can
    // open a trace, none is kept.
    trace:
      process.env.CI === undefined
        ? { mode: "retain-on-failure", snapshots: false, screenshots: false, sources: false }
        : "off",
    screenshot: "only-on-failure",
  },
});
