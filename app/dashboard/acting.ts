import { type AgentActor, type Ctx, systemContext } from "@/lib/api/core/edge";
import * as dashboard from "@/lib/domain/dashboard";
import { notFound, Refusal } from "@/lib/kernel/errors";
import { ownerContext } from "./context";

/* The owner acts as one of its agents (decisions 2: `via: "owner"`), under the rules that the agent itself is under. */

async function acting(agentId: string, status: dashboard.AgentStatus): Promise<Ctx<AgentActor>> {
  if (status !== "active") throw new Refusal("agent_not_active");
  const { actor } = await ownerContext();
  return systemContext<AgentActor>({ kind: "agent", agentId, ownerId: actor.ownerId, via: "owner" });
}

/** As the owner's agent on one side of a job. Throws 404 where that side is not the owner's, `agent_not_active`. */
export async function actingOn(jobId: string, side: "buyer" | "worker"): Promise<Ctx<AgentActor>> {
  const own = await dashboard.ownSide(await ownerContext(), jobId, side);
  return acting(own.agentId, own.status);
}

/** As a named agent of the owner. Throws 404 for agents of others, `agent_not_active`. */
export async function actingAs(agentId: string): Promise<Ctx<AgentActor>> {
  const agents = await dashboard.agents(await ownerContext());
  const own = agents.find(({ id }) => id === agentId);
  if (own === undefined) throw notFound();
  return acting(own.id, own.status);
}
