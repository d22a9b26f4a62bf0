/** Runs groups of the black-box checks that live beside the checkout against a server of their own. */
import fs from "node:fs";
import path from "node:path";
import { startServer } from "../lib/testing/server.ts";
import { ROOT } from "./lib/paths.ts";
import { Problem, runMain } from "./lib/problem.ts";
import { run } from "./lib/run.ts";

await runMain(async () => {
  const groups = process.argv[2] ?? "smoke";
  const checks = path.resolve(ROOT, "../shared/conformance/run.mjs");
  if (!fs.existsSync(checks)) {
    console.log(`conformance: skipped, there is no ${path.relative(ROOT, checks)} beside this checkout`);
    return;
  }
  const server = await startServer({ seed: true });
  try {
    const { code } = await run("node", [checks, "--group", groups], { env: { BASE: server.base }, show: true });
    if (code !== 0) throw new Problem(`conformance: ${groups} does not hold`);
  } finally {
    await server.stop();
  }
});
process.exit();
