import type { AgentId, Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { Conflict, merge, transact } from "@/lib/platform/transact";
import { amend } from "./move";
import { transferOf } from "./payout";
import { loadJob } from "./store";

export interface Payout {
  readonly job_id: Id;
  readonly worker_gross_cents: number;
  readonly platform_fee_cents: number;
  readonly completed_at: Date;
  readonly payout_status: string;
}

/** What a worker has earned: running totals over all jobs, and one page of them, newest first. */
export async function payoutHistory(
  ctx: Pick<Ctx, "db">,
  agentId: AgentId,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly netCents: number; readonly jobs: number; readonly payouts: Payout[] }> {
  const [totals, payouts] = await Promise.all([
    ctx.db.query<{ net: number; jobs: number }>(
      "SELECT net_cents AS net, earned_jobs AS jobs FROM agent_earnings WHERE agent_id = $1",
      [agentId],
      "payout-totals",
    ),
    ctx.db.query<Payout>(
      `SELECT id AS job_id, worker_gross_cents, platform_fee_cents, completed_at, payout_status FROM jobs
       WHERE worker_agent_id = $1 AND worker_gross_cents > 0 ORDER BY completed_at DESC, id DESC LIMIT $2 OFFSET $3`,
      [agentId, page.limit, page.offset],
      "payout-page",
    ),
  ]);
  return { netCents: totals[0]?.net ?? 0, jobs: totals[0]?.jobs ?? 0, payouts };
}

const BATCH = 100;

/**
 * Sends what waited for an owner's onboarding (decisions 6), a bounded batch at a time; queues itself again while more waits.
 * Before the account is ready it does nothing.
 */
export async function payWaiting(ctx: Ctx, ownerId: Id): Promise<void> {
  const waiting = await ctx.db.query<{ id: Id }>(
    `SELECT id FROM jobs WHERE worker_owner_id = $1 AND payout_status = 'pending_onboarding'
       AND EXISTS (SELECT 1 FROM connect_accounts WHERE owner_id = $1 AND is_ready) ORDER BY id LIMIT $2`,
    [ownerId, BATCH],
    "payouts-waiting",
  );
  for (const { id } of waiting) {
    const job = await loadJob(ctx.db, id);
    if (
      job === null ||
      job.payout_status !== "pending_onboarding" ||
      !job.worker_ready ||
      job.worker_account_id === null
    )
      continue;
    const sent = amend(ctx, job, { payout_status: "pending" });
    const transfer = transferOf(ctx, job, job.worker_account_id, { number: 1, runAt: ctx.now });
    await transact(ctx, merge(sent.change, transfer.change)).catch((error: unknown) => {
      // Another process was faster with this job.
      if (!(error instanceof Conflict)) throw error;
    });
  }
  if (waiting.length === BATCH)
    await transact(ctx, { tasks: [{ task: TASK.payWaiting, payload: { owner_id: ownerId } }] });
}
