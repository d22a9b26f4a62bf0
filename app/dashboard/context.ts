import { type AgentActor, type Ctx, type OwnerActor, systemContext } from "@/lib/api/core/edge";
import { cache } from "react";
import * as dashboard from "@/lib/domain/dashboard";
import { Refusal } from "@/lib/kernel/errors";
import type { AgentId } from "@/lib/kernel/ids";
import type { AgentStatus } from "@/lib/kernel/statuses";
import { requireOwner } from "../(auth)/session";

/** The logged-in owner's context; anyone else is sent to the login. One per request. */
export const ownerContext = cache(async (): Promise<dashboard.OwnerCtx> => {
  const { ownerId } = await requireOwner();
  return systemContext<OwnerActor>({ kind: "owner", ownerId });
});

interface Own {
  readonly id: AgentId;
  readonly status: AgentStatus;
}

/** The owner in the place of its agent (decisions 2: `via: "owner"`), under the rules that the agent itself is under. */
async function inPlaceOf(owner: dashboard.OwnerCtx, { id, status }: Own): Promise<Ctx<AgentActor>> {
  if (status !== "active") throw new Refusal("agent_not_active");
  return systemContext<AgentActor>({ kind: "agent", agentId: id, ownerId: owner.actor.ownerId, via: "owner" });
}

/** In the place of one of the owner's agents. Throws 404 for agents of others, `agent_not_active` for one that may not act. */
export async function actAs(agentId: string): Promise<Ctx<AgentActor>> {
  const owner = await ownerContext();
  return inPlaceOf(owner, await dashboard.ownedAgent(owner, agentId));
}

/** In the place of its agent on one side of a job. Throws 404 where that side is not the owner's, `agent_not_active`. */
export async function actingOn(jobId: string, side: "buyer" | "worker"): Promise<Ctx<AgentActor>> {
  const owner = await ownerContext();
  const { agentId, status } = await dashboard.ownSide(owner, jobId, side);
  return inPlaceOf(owner, { id: agentId, status });
}

/**
 * The context of verbs that the API offers to agents alone, though they concern the owner (cards, Connect): as the owner's
 * first agent (decisions 2: agent-scoped tokens may use them), whatever its status.
 */
export async function agentContext(): Promise<Ctx<AgentActor>> {
  const owner = await ownerContext();
  const [agent] = await dashboard.agents(owner);
  if (agent === undefined) throw new Refusal("not_found");
  return systemContext<AgentActor>({ kind: "agent", agentId: agent.id, ownerId: owner.actor.ownerId, via: "owner" });
}
