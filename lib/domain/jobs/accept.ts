import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import { cents, eurosFromCents } from "@/lib/kernel/money";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { untilSettled } from "@/lib/platform/transact";
import { tierLimits, TRUST } from "../trust";
import { ask } from "./ask";
import { intentRequest } from "./money";
import { requireRule } from "./policy";
import { loadJob } from "./store";
import type { JobFacts } from "./types";

/**
 * The worker takes a funded job: the hold is captured (decisions 4). Throws `tier_limit_exceeded` when the amount or the number
 * of jobs under way is over the worker's tier, `capture_refused` (and the job is cancelled) when Stripe refuses.
 */
export async function accept(ctx: Ctx<AgentActor>, id: Id): Promise<JobFacts> {
  return untilSettled(async () => {
    const { job } = requireRule(await loadJob(ctx.db, id), "accept", ctx.actor, ["worker"]);
    const { maxAmount, maxConcurrent } = tierLimits(job.worker_trust ?? TRUST.start);
    if (job.amount_cents > maxAmount) {
      throw new Refusal("tier_limit_exceeded", {
        details: { max_amount: eurosFromCents(maxAmount), max_concurrent_jobs: maxConcurrent },
      });
    }
    return ask(ctx, job, {
      request: intentRequest(job, "capture"),
      amount: cents(job.amount_cents),
      command: "accept",
      extra: { guards: [{ kind: "concurrent_jobs", agent_id: ctx.actor.agentId, job_id: job.id, max: maxConcurrent }] },
    });
  });
}
