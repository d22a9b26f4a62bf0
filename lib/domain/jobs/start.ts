import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { move, type Changed } from "./move";
import { requireRule } from "./policy";
import { loadJob } from "./store";
import type { JobFacts } from "./types";

/** accepted → in_progress, and the buyer hears of it. Pure. */
export function started(ctx: Ctx<AgentActor>, job: JobFacts): Changed<JobFacts> {
  const moved = move(ctx, job, { to: "in_progress", by: "worker", reason: null, set: { started_at: ctx.now } });
  const payload = { job_id: job.id, worker_agent_id: ctx.actor.agentId };
  const told = { events: [event(ctx.now, "job.started", job.buyer_agent_id, payload, job.id)] };
  return { job: moved.job, change: merge(moved.change, told) };
}

/** The worker begins an accepted job (decisions 4, ext). */
export async function start(ctx: Ctx<AgentActor>, id: Id): Promise<JobFacts> {
  return untilSettled(async () => {
    const { job } = requireRule(await loadJob(ctx.db, id), "start", ctx.actor, ["worker"]);
    const moved = started(ctx, job);
    await transact(ctx, moved.change);
    return moved.job;
  });
}
