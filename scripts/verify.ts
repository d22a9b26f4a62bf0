/** `npm run verify`: everything a commit must pass, two checks at a time; says which hold and what is wrong with the rest. */
import os from "node:os";
import pc from "picocolors";
import { runMain } from "./lib/problem.ts";
import { type Finished, run } from "./lib/run.ts";

interface Check {
  readonly name: string;
  /** Commands that run one after the other. */
  readonly commands: readonly (readonly [string, ...string[]])[];
}

/** The slowest first, so that they overlap with the rest. */
const CHECKS: readonly Check[] = [
  { name: "lint", commands: [["eslint", "."]] },
  // Next's own types for routes, pages and images are generated; a fresh checkout has none.
  {
    name: "types",
    commands: [
      ["next", "typegen"],
      ["tsc", "--noEmit"],
    ],
  },
  { name: "format", commands: [["prettier", "--check", "."]] },
  { name: "unit tests", commands: [["vitest", "run", "--project", "unit"]] },
  {
    name: "import rules",
    commands: [
      [
        "depcruise",
        "--config",
        ".dependency-cruiser.mjs",
        "app",
        "components",
        "e2e",
        "lib",
        "prisma",
        "scripts",
        "instrumentation.ts",
        "proxy.ts",
      ],
    ],
  },
  { name: "unused code", commands: [["knip"]] },
  { name: "openapi.json is current", commands: [["tsx", "scripts/openapi.ts", "--check"]] },
  { name: "schema and migrations agree", commands: [["node", "scripts/check-drift.ts"]] },
];

await runMain(async () => {
  const started = performance.now();
  const waiting = [...CHECKS];
  const failed: string[] = [];
  const lane = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift())
      if (!(await passes(check))) failed.push(check.name);
  };
  await Promise.all(Array.from({ length: Math.max(2, Math.min(4, os.availableParallelism())) }, lane));
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(
    `verify: ${CHECKS.length - failed.length} of ${CHECKS.length} checks hold (${seconds} s)${failed.length > 0 ? `; failed: ${failed.join(", ")}` : ""}`,
  );
  if (failed.length > 0) process.exitCode = 1;
});

async function passes(check: Check): Promise<boolean> {
  const started = performance.now();
  let last: Finished = { code: 0, output: "" };
  for (const [command, ...args] of check.commands) {
    last = await run(command, args, { env: { NODE_OPTIONS: "--disable-warning=ExperimentalWarning", NO_COLOR: "1" } });
    if (last.code !== 0) break;
  }
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${last.code === 0 ? pc.green("ok  ") : pc.red("FAIL")} ${check.name} ${pc.dim(`${seconds} s`)}`);
  if (last.code !== 0) console.log(last.output.trim().replace(/^/gm, "     "));
  return last.code === 0;
}
