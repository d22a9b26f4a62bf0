import type { Contract } from "@/lib/kernel/contract";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { callerCounter, spendAllowance } from "@/lib/platform/gate";

/**
 * Counts what an owner does on a page in an agent's place against the endpoint's limit, in the counter of the agent's own calls:
 * both ways count together. Nothing where the endpoint has no limit of its own, or its verb counts. Throws `rate_limited`.
 */
export async function spendLimit(ctx: Ctx<AgentActor>, contract: Contract): Promise<void> {
  if (contract.limit === null || contract.limitInVerb === true) return;
  await spendAllowance(ctx, ctx.now, callerCounter(contract.id) + ctx.actor.agentId, contract.limit);
}
