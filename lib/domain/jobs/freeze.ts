import { invariant } from "@/lib/kernel/assert";
import { addMs } from "@/lib/kernel/clock";
import { newId, type Id } from "@/lib/kernel/ids";
import type { Actor, Ctx } from "@/lib/platform/context";
import { insert, merge, transact, untilSettled, type Change } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { validationOf } from "./deliver";
import { move } from "./move";
import { requireRule } from "./policy";
import { loadJob } from "./store";
import type { JobFacts } from "./types";

type Admin = Extract<Actor, { kind: "admin" }>;

function audited(ctx: Ctx<Admin>, action: string, job: JobFacts, reason: string | null): Change {
  return {
    inserts: [
      insert("audit_log", {
        id: newId(ctx.now),
        actor: ctx.actor.email,
        action,
        subject_type: "job",
        subject_id: job.id,
        details: { reason },
        created_at: ctx.now,
      }),
    ],
  };
}

/** The change that freezes a job, also when Stripe reports a chargeback. Pure. */
export function frozen(ctx: Pick<Ctx, "now">, job: JobFacts, by: "admin" | "system", reason: string): Change {
  const moved = move(ctx, job, {
    to: "frozen",
    by,
    reason,
    set: { status_before_freeze: job.status, frozen_at: ctx.now },
  });
  const parties = job.worker_agent_id === null ? [job.buyer_agent_id] : [job.buyer_agent_id, job.worker_agent_id];
  return merge(moved.change, {
    events: parties.map((agent) => event(ctx.now, "job.frozen", agent, { job_id: job.id, reason }, job.id)),
  });
}

/** An administrator stops everything on an open job; every timer of ours stands still (decisions 4). */
export async function freeze(ctx: Ctx<Admin>, id: Id, reason: string): Promise<JobFacts | null> {
  return untilSettled(async () => {
    const { job } = requireRule(await loadJob(ctx.db, id), "freeze", ctx.actor, ["admin"]);
    await transact(ctx, merge(frozen(ctx, job, "admin", reason), audited(ctx, "job.freeze", job, reason)));
    return loadJob(ctx.db, id);
  });
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
  return merge(moved.change, judging ? validationOf(job) : {});
}

export async function unfreeze(ctx: Ctx<Admin>, id: Id, reason: string | null): Promise<JobFacts | null> {
  return untilSettled(async () => {
    const { job } = requireRule(await loadJob(ctx.db, id), "unfreeze", ctx.actor, ["admin"]);
    await transact(ctx, merge(thawed(ctx, job, "admin", reason), audited(ctx, "job.unfreeze", job, reason)));
    return loadJob(ctx.db, id);
  });
}
