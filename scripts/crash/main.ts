/** `npm run test:crash -- [--trades 200] [--kills 25] [--seed N]` */
import { parseArgs } from "node:util";
import { Problem, runMain } from "../lib/problem.ts";
import { crashRun } from "./run.ts";

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      trades: { type: "string", default: "200" },
      kills: { type: "string", default: "25" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
    },
  });
  const started = performance.now();
  const report = await crashRun({
    trades: Number(values.trades),
    kills: Number(values.kills),
    seed: Number(values.seed),
    say: (line) => {
      console.log(line);
    },
  });
  for (const fault of report.faults) console.error(`  ${fault}`);
  const seconds = Math.round((performance.now() - started) / 1_000);
  if (report.faults.length > 0)
    throw new Problem(`${report.faults.length} faults after ${report.kills} kills (seed ${values.seed})`);
  console.log(
    `${report.trades} trades, ${report.kills} kills: every job at its end, ledger and Stripe agree to the cent (${seconds} s)`,
  );
});
process.exit();
