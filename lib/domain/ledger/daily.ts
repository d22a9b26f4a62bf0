import { addDays, addHours, DAY_MS } from "@/lib/kernel/clock";
import { newId } from "@/lib/kernel/ids";
import { formatEuros } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import type { Recurring } from "@/lib/platform/recurring";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { insert, merge, transact } from "@/lib/platform/transact";
import { tellAdmins } from "../notifications";
import { reconcile, type Difference } from "./reconcile";

/** The hour (UTC) at which the day before is reconciled. */
const HOUR = 3;
/** How many differences a mail lists. */
const LISTED = 20;

const midnight = (now: Date): Date => new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);

function nextRun(now: Date): Date {
  const today = addHours(midnight(now), HOUR);
  return today > now ? today : addDays(today, 1);
}

/** Compares the ledger with Stripe for the day before, once a day. */
export const dailyReconciliation: Recurring = { task: TASK.reconcile, key: "reconcile:daily", next: nextRun };

function sentence({ day, what, about, job_id, ledger_cents, stripe_cents }: Difference): string {
  const amount = (cents: number | null) => (cents === null ? "nothing" : formatEuros(cents));
  return `${day}, job ${job_id ?? "none"}: ${about}, ${what.replaceAll("_", " ")}; ledger ${amount(ledger_cents)}, Stripe ${amount(stripe_cents)}.`;
}

/** Reconciles yesterday, leaves the result in the audit log, and mails the administrators about every difference. */
async function reconcileYesterday(ctx: Ctx): Promise<void> {
  // First of all the next one: a day that fails must not end the series.
  const next = { task: dailyReconciliation.task, payload: {}, run_at: nextRun(ctx.now), key: dailyReconciliation.key };
  await transact(ctx, { tasks: [next] });
  const to = midnight(ctx.now);
  const { differences } = await reconcile(ctx, { from: addDays(to, -1), to });
  const audit = insert("audit_log", {
    id: newId(ctx.now),
    actor: "system",
    action: "reconcile",
    subject_type: "ledger",
    subject_id: addDays(to, -1).toISOString().slice(0, 10),
    details: { differences: differences.length, first: differences.slice(0, LISTED) },
    created_at: ctx.now,
  });
  const told =
    differences.length === 0
      ? {}
      : tellAdmins({
          title: `${differences.length} differences between the ledger and Stripe`,
          paragraphs: [...differences.slice(0, LISTED).map(sentence), "Run npm run reconcile for all of them."],
          path: "/admin/money",
        });
  await transact(ctx, merge({ inserts: [audit] }, told));
}

export const tasks: Readonly<Record<string, Task>> = { [TASK.reconcile]: (ctx) => reconcileYesterday(ctx) };
