/** `npm run test:delivery -- [--events 20000] [--receivers 200] [--kills 10] [--rate 200] [--calm 4000] [--seed N]` */
import { parseArgs } from "node:util";
import { Problem, runMain } from "../lib/problem";
import { deliveryRun } from "./run";

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      events: { type: "string", default: "20000" },
      receivers: { type: "string", default: "200" },
      kills: { type: "string", default: "10" },
      rate: { type: "string", default: "200" },
      calm: { type: "string", default: "4000" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
    },
  });
  const started = performance.now();
  const report = await deliveryRun({
    events: Number(values.events),
    receivers: Number(values.receivers),
    kills: Number(values.kills),
    perSecond: Number(values.rate),
    calm: Number(values.calm),
    slowMs: 1_500,
    seed: Number(values.seed),
    say: (line) => {
      console.log(line);
    },
  });
  for (const fault of report.faults) console.error(`  ${fault}`);
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(
    `${report.events} events, ${report.attempts} attempts, ${report.duplicates} duplicates, ${report.kills} kills (${seconds} s, seed ${values.seed})`,
  );
  if (report.faults.length > 0) throw new Problem("events were lost, late for ever or out of order");
});
process.exit();
