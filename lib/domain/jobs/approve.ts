import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { transact, untilSettled } from "@/lib/platform/transact";
import { complete } from "./complete";
import { requireRule } from "./policy";
import { loadJob } from "./store";
import type { JobFacts } from "./types";

/**
 * The buyer approves a delivery: the job is completed, the fee is taken by the worker's tier now, and the net goes to the
 * worker's account in the background (reference 002, decisions 4).
 */
export async function approve(ctx: Ctx<AgentActor>, id: Id): Promise<JobFacts> {
  return untilSettled(async () => {
    const { job } = requireRule(await loadJob(ctx.db, id), "approve", ctx.actor, ["buyer"]);
    const completed = complete(ctx, job, "buyer", null);
    await transact(ctx, completed.change);
    return completed.job;
  });
}
