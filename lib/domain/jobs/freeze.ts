import { invariant } from "@/lib/kernel/assert";
import { addMs } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import { audited, requireAdmin, requireReason } from "@/lib/platform/admin";
import type { AdminActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled, update, type Change } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { validationOf } from "./deliver";
import { arbitrationOf, disputeTimer, disputeTimerKey, remindAt } from "./dispute";
import { move } from "./move";
import { partiesOf, requireRule } from "./policy";
import { hasOpenChargeback, loadJob } from "./store";
import type { JobFacts } from "./types";

function recorded(ctx: Ctx<AdminActor>, action: string, job: JobFacts, reason: string | null): Change {
  return audited(ctx, { action, subjectType: "job", subjectId: job.id, details: { reason } });
}

/** The change that freezes a job, also when Stripe reports a chargeback. Pure. */
export function frozen(ctx: Pick<Ctx, "now">, job: JobFacts, by: "admin" | "system", reason: string): Change {
  const moved = move(ctx, job, {
    to: "frozen",
    by,
    reason,
    set: { status_before_freeze: job.status, frozen_at: ctx.now },
  });
  const stopped: Change = job.open_dispute_id === null ? {} : { unqueue: [disputeTimerKey(job.open_dispute_id)] };
  return merge(moved.change, stopped, {
    events: partiesOf(job).map((agent) => event(ctx.now, "job.frozen", agent, { job_id: job.id, reason }, job.id)),
  });
}

/**
 * An administrator stops everything on an open job; every timer of ours stands still (decisions 4). Both parties are told the
 * reason. Throws `forbidden`, 422 without a reason, `invalid_job_status`, `operation_in_progress`.
 */
export async function freeze(ctx: Ctx<AdminActor>, id: Id, why: string): Promise<JobFacts | null> {
  requireAdmin(ctx);
  const reason = requireReason(why);
  return untilSettled(async () => {
    const { job } = requireRule(await loadJob(ctx.db, id), "freeze", ctx.actor, ["admin"]);
    await transact(ctx, merge(frozen(ctx, job, "admin", reason), recorded(ctx, "job.freeze", job, reason)));
    return loadJob(ctx.db, id);
  });
}

/** The open dispute's times move too, and what came due meanwhile runs then. */
function disputeThawed(job: JobFacts, later: (at: Date | null) => Date | null): Change {
  if (job.open_dispute_id === null) return {};
  if (job.open_dispute_status === "open") return arbitrationOf(job.open_dispute_id);
  const [deadline, sla] = [later(job.dispute_review_deadline), later(job.dispute_sla_due_at)];
  const next = job.open_dispute_status === "ruled" ? deadline : sla === null ? null : remindAt(sla);
  return {
    updates: [update("disputes", { id: job.open_dispute_id }, { review_deadline: deadline, sla_due_at: sla })],
    tasks: next === null ? [] : [disputeTimer(job.open_dispute_id, next)],
  };
}

/** The change that lets a frozen job go on where it stood: its times move by as long as it was frozen. Pure. */
export function thawed(ctx: Pick<Ctx, "now">, job: JobFacts, by: "admin" | "system", reason: string | null): Change {
  invariant(job.status_before_freeze !== null && job.frozen_at !== null, "a frozen job knows what it was");
  const stood = ctx.now.getTime() - job.frozen_at.getTime();
  const later = (at: Date | null) => (at === null ? null : addMs(at, stood));
  const moved = move(ctx, job, {
    to: job.status_before_freeze,
    by,
    reason,
    set: {
      status_before_freeze: null,
      frozen_at: null,
      deadline_at: later(job.deadline_at),
      auto_release_at: later(job.auto_release_at),
      bid_window_ends_at: later(job.bid_window_ends_at),
    },
  });
  // A verdict that came while the job was frozen was dropped.
  const judging = moved.job.status === "validating" || moved.job.status === "delivered";
  return merge(moved.change, judging ? validationOf(job) : {}, disputeThawed(job, later));
}

/**
 * An administrator lets a frozen job go on. Throws `forbidden`, and `chargeback_open` while its charge is disputed at the bank.
 */
export async function unfreeze(ctx: Ctx<AdminActor>, id: Id, why: string | null): Promise<JobFacts | null> {
  requireAdmin(ctx);
  const reason = why === null ? null : requireReason(why);
  return untilSettled(async () => {
    const { job } = requireRule(await loadJob(ctx.db, id), "unfreeze", ctx.actor, ["admin"]);
    if (await hasOpenChargeback(ctx.db, job.id)) throw new Refusal("chargeback_open");
    await transact(ctx, merge(thawed(ctx, job, "admin", reason), recorded(ctx, "job.unfreeze", job, reason)));
    return loadJob(ctx.db, id);
  });
}
