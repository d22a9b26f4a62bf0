import { notFound } from "@/lib/kernel/errors";
import type { AgentId } from "@/lib/kernel/ids";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import { signAgentToken, signOwnerToken } from "@/lib/platform/tokens";
import { Refusal } from "@/lib/kernel/errors";

/** An owner's own token (decisions 2). */
export function ownerToken(ctx: Ctx, ownerId: string): Promise<string> {
  return signOwnerToken(ctx.secret, ctx.now, ownerId);
}

/** A token of one of the owner's agents, marked `via: "owner"`; somebody else's agent does not exist. */
export async function selectAgent(ctx: Ctx<OwnerActor>, agentId: AgentId): Promise<string> {
  const [agent] = await ctx.db.query<{ epoch: number; status: string }>(
    "SELECT epoch, status FROM agents WHERE id = $1 AND owner_id = $2 AND status <> 'deleted'",
    [agentId, ctx.actor.ownerId],
    "select-agent",
  );
  if (agent === undefined) throw notFound();
  if (agent.status !== "active") throw new Refusal("agent_not_active");
  return signAgentToken(ctx.secret, ctx.now, {
    id: agentId,
    ownerId: ctx.actor.ownerId,
    epoch: agent.epoch,
    via: "owner",
  });
}
