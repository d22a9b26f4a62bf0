import { invariant } from "@/lib/kernel/assert";
import { addMs, MINUTE_MS } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import { newId, type Id } from "@/lib/kernel/ids";
import { cents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled, type Change } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { ask } from "./ask";
import { closeBids } from "./bids-of-job";
import { complete } from "./complete";
import { disputed } from "./dispute";
import { intentGivenUp } from "./intent-given-up";
import { intentRequest, refundRequest } from "./money";
import { move, timerTask } from "./move";
import { loadJob } from "./store";
import { nextTimer, type Timer } from "./timers";
import type { JobFacts } from "./types";

const REASONS: Record<Timer["command"], string> = {
  expire: "Nobody accepted the job before its deadline, or the card's authorization lapsed.",
  expire_unpaid: "No bid was accepted within seven days after bidding closed.",
  cancel_stale: "The worker accepted the job but never started before the deadline.",
  miss_deadline: "The deadline passed with nothing delivered.",
  dispute_deadline: "The deadline for the revision passed.",
  auto_release: "Released 48 hours after delivery.",
};

async function expireUnpaid(ctx: Ctx, job: JobFacts, reason: string): Promise<void> {
  const closed = move(ctx, job, { to: "cancelled", by: "system", reason, set: { cancel_reason: reason } });
  const bids = await closeBids(ctx, job, "expired");
  const told: Change = {
    events: [event(ctx.now, "job.expired", job.buyer_agent_id, { job_id: job.id, reason }, job.id)],
  };
  await transact(ctx, merge(closed.change, bids, told, intentGivenUp(ctx, job)));
}

/** A revision that never came: both sides get a ruling instead of a silent refund, for something was delivered before. */
async function disputeDeadline(ctx: Ctx, job: JobFacts, reason: string): Promise<void> {
  invariant(job.worker_agent_id !== null && job.worker_owner_id !== null, "a revision has a worker");
  const assigned = { ...job, worker_agent_id: job.worker_agent_id, worker_owner_id: job.worker_owner_id };
  await transact(ctx, disputed(ctx, assigned, { disputeId: newId(ctx.now), by: "system", reason }).change);
}

async function carryOut(ctx: Ctx, job: JobFacts, command: Timer["command"]): Promise<void> {
  const reason = REASONS[command];
  switch (command) {
    case "expire":
      await ask(ctx, job, {
        request: intentRequest(job, "void"),
        amount: cents(job.held_cents),
        command,
        context: { reason },
      });
      return;
    case "expire_unpaid":
      return expireUnpaid(ctx, job, reason);
    case "cancel_stale":
    case "miss_deadline": {
      const amount = cents(job.captured_cents);
      await ask(ctx, job, { request: refundRequest(job, amount), amount, command, context: { reason } });
      return;
    }
    case "dispute_deadline":
      return disputeDeadline(ctx, job, reason);
    case "auto_release":
      return transact(ctx, complete(ctx, job, "system", reason).change);
  }
}

/** What time does to a job. Stripe may be silent or refuse: the operation is recorded, driven and shown to the administrators. */
async function fire(ctx: Ctx, job: JobFacts, command: Timer["command"]): Promise<void> {
  await carryOut(ctx, job, command).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    ctx.log.warn({ job_id: job.id, code: error.code }, "a timer of a job waits for Stripe");
  });
}

/** How long to wait when a job is busy with Stripe at the moment its time is up. */
const BUSY_MS = MINUTE_MS;

/**
 * Does to a job what its time has come for, if it still has: the background task behind auto-release, deadlines and
 * expiries (decisions 4). Safe to call at any time, twice, or late.
 */
export async function elapse(ctx: Ctx, id: Id): Promise<void> {
  await untilSettled(async () => {
    const job = await loadJob(ctx.db, id);
    if (job === null) return;
    const timer = nextTimer(job);
    if (timer === null || timer.at > ctx.now) return;
    if (job.pending_operation_id !== null) {
      return transact(ctx, { tasks: [timerTask(id, addMs(ctx.now, BUSY_MS))] });
    }
    await fire(ctx, job, timer.command);
  });
}

/** Stripe let a hold lapse, or somebody cancelled it there: a job that nobody accepted expires (decisions 4). */
export async function holdLapsed(ctx: Ctx, id: Id, paymentIntentId: string): Promise<void> {
  await untilSettled(async () => {
    const job = await loadJob(ctx.db, id);
    if (
      job === null ||
      job.status !== "funded" ||
      job.payment_intent_id !== paymentIntentId ||
      job.pending_operation_id !== null
    )
      return;
    await fire(ctx, job, "expire");
  });
}

/** Jobs whose time has come, oldest first: what a late or lost timer left behind (Vercel cron). */
export async function dueJobs(ctx: Pick<Ctx, "db" | "now">, limit: number): Promise<Id[]> {
  const rows = await ctx.db.query<{ id: Id }>(
    "SELECT id FROM jobs WHERE timer_at IS NOT NULL AND timer_at <= $1 ORDER BY timer_at, id LIMIT $2",
    [ctx.now, limit],
    "due-jobs",
  );
  return rows.map(({ id }) => id);
}
