import { type AgentActor, type Ctx, type OwnerActor, systemContext } from "@/lib/api/core/edge";
import { notFound } from "next/navigation";
import { cache } from "react";
import * as dashboard from "@/lib/domain/dashboard";
import { Refusal } from "@/lib/kernel/errors";
import { requireOwner } from "../(auth)/session";

/** The logged-in owner's context; anyone else is sent to the login. One per request. */
export const ownerContext = cache(async (): Promise<dashboard.OwnerCtx> => {
  const { ownerId } = await requireOwner();
  return systemContext<OwnerActor>({ kind: "owner", ownerId });
});

/** Turns the domain's "not found" into the page's, so that hidden and missing look the same. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof Refusal && error.code === "not_found") notFound();
    throw error;
  }
}

/**
 * The owner in the place of one of its agents (decisions 2: `via: "owner"`). Throws 404 for agents of others,
 * `agent_not_active` for one that may not act.
 */
export async function actAs(agentId: string): Promise<Ctx<AgentActor>> {
  const owner = await ownerContext();
  const agent = await dashboard.ownedAgent(owner, agentId);
  if (agent.status !== "active") throw new Refusal("agent_not_active");
  return systemContext<AgentActor>({ kind: "agent", agentId: agent.id, ownerId: owner.actor.ownerId, via: "owner" });
}

/**
 * The context of verbs that the API offers to agents alone, though they concern the owner (cards, Connect): as the owner's
 * first agent (decisions 2: agent-scoped tokens may use them).
 */
export async function agentContext(): Promise<Ctx<AgentActor>> {
  const owner = await ownerContext();
  const [agent] = await dashboard.agents(owner);
  if (agent === undefined) throw new Refusal("not_found");
  return systemContext<AgentActor>({ kind: "agent", agentId: agent.id, ownerId: owner.actor.ownerId, via: "owner" });
}
