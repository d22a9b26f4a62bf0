/** `npm run reconcile [-- --days N]`: compares the ledger with Stripe, prints what was compared and every difference; 1 on any. */
import { parseArgs } from "node:util";
import pc from "picocolors";
import { boot, queue, stop } from "../lib/composition";
import { reconcile, type Difference, type ReconciledDay } from "../lib/domain/ledger";
import { addDays, addMs } from "../lib/kernel/clock";
import { appNow } from "../lib/platform/context";
import { readSettings } from "../lib/platform/env";
import { openDatabase } from "./db/open.ts";
import { loadEnvFiles } from "./lib/env-files.ts";
import { Problem, runMain } from "./lib/problem.ts";

const STANDARD_DAYS = 31;

function daysAsked(): number {
  const { values } = parseArgs({ options: { days: { type: "string", default: String(STANDARD_DAYS) } } });
  const days = Number(values.days);
  if (Number.isInteger(days) && days >= 1 && days <= 3_660) return days;
  throw new Problem(`--days is "${values.days}"; it takes a whole number from 1 to 3660`);
}

const euros = (cents: number | null): string => (cents === null ? "–" : (cents / 100).toFixed(2));

/** Columns as wide as their widest cell; numbers to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (/^-?[\d.]+$/.test(cell) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join("  ")
      .trimEnd();
  return [pc.bold(line(head)), ...rows.map(line)].join("\n");
}

function daysTable(days: readonly ReconciledDay[]): string {
  const moved = days.filter((day) => day.jobs > 0 || day.differences > 0);
  const rows = moved.map((day) => [
    day.day,
    String(day.jobs),
    euros(day.capture),
    euros(day.refund),
    euros(day.transfer),
    euros(day.reversal),
    String(day.differences),
  ]);
  return table(["day", "jobs", "captured", "refunded", "transferred", "reversed", "differences"], rows);
}

function differencesTable(differences: readonly Difference[]): string {
  const rows = differences.map((one) => [
    one.day,
    one.what,
    one.job_id ?? "–",
    one.about,
    euros(one.ledger_cents),
    euros(one.stripe_cents),
    one.stripe_id ?? one.operation_id ?? "–",
  ]);
  return table(["day", "difference", "job", "about", "ledger", "stripe", "id"], rows);
}

await runMain(async () => {
  const days = daysAsked();
  loadEnvFiles();
  const database = await openDatabase();
  try {
    await boot(readSettings({ ...process.env, DATABASE_URL: database.url, VOXPACT_WORKER: "off", LOG_LEVEL: "warn" }));
    const { deps } = queue();
    const now = await appNow(deps);
    const found = await reconcile({ ...deps, now }, { from: addDays(now, 1 - days), to: addMs(now, 1) });
    console.log(daysTable(found.days));
    if (found.differences.length === 0) console.log(pc.green(`\nThe ledger and Stripe agree (${days} days).`));
    else {
      console.log(`\n${differencesTable(found.differences)}\n\n${pc.red(`${found.differences.length} differences.`)}`);
      process.exitCode = 1;
    }
  } finally {
    await stop();
    await database.release();
  }
});
