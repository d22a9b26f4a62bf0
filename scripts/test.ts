/** `npm test`: unit, integration and system tests, then the browser journeys. Starts and installs whatever they need. */
import pc from "picocolors";
import { ensureBrowser } from "./lib/browser.ts";
import { ensureBuilt } from "./lib/build.ts";
import { reportedFailures } from "./lib/failures.ts";
import { Problem, runMain } from "./lib/problem.ts";
import { run } from "./lib/run.ts";
import { stopSignal } from "./lib/stop-signal.ts";

interface Suite {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const FAST: Suite = {
  name: "unit and integration",
  command: "vitest",
  args: ["run", "--project", "unit", "--project", "integration"],
};
/** They measure and kill whole servers, so nothing else runs beside them. */
const SYSTEM: Suite = { name: "system", command: "vitest", args: ["run", "--project", "system"] };
const JOURNEYS: Suite = { name: "journeys", command: "playwright", args: ["test"] };

await runMain(async () => {
  const started = performance.now();
  await prepare(stopSignal());
  const failed: { readonly name: string; readonly report: string }[] = [];
  for (const suite of [FAST, SYSTEM, JOURNEYS]) {
    console.log(pc.bold(`\n── ${suite.name} ──`));
    const { code, output } = await run(suite.command, suite.args, { show: true });
    if (code !== 0) failed.push({ name: suite.name, report: reportedFailures(output) });
  }
  // Once more at the end, which is all that some places keep of a long output.
  for (const { name, report } of failed) console.log(`\n${pc.bold(`── failed: ${name} ──`)}\n${report}\n`);
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  if (failed.length > 0)
    throw new Problem(`tests failed: ${failed.map(({ name }) => name).join(", ")} (${minutes} min)`);
  console.log(pc.green(`\nAll tests pass: unit, integration, system, journeys (${minutes} min)`));
});
process.exit();

async function prepare(stop: AbortSignal): Promise<void> {
  const building = ensureBuilt(stop, () => {
    console.log("building the application …");
  });
  await Promise.all([ensureBrowser(), building]);
}
