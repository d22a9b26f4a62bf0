import { type AgentActor, type Ctx, systemContext } from "@/lib/api/core/edge";
import * as dashboard from "@/lib/domain/dashboard";
import { Refusal } from "@/lib/kernel/errors";
import { ownerContext } from "./context";

/**
 * The owner in the place of its agent on one side of a job (decisions 2: `via: "owner"`), under the rules that the agent itself is
 * under. Throws 404 where that side is not the owner's, `agent_not_active`.
 */
export async function actingOn(jobId: string, side: "buyer" | "worker"): Promise<Ctx<AgentActor>> {
  const owner = await ownerContext();
  const own = await dashboard.ownSide(owner, jobId, side);
  if (own.status !== "active") throw new Refusal("agent_not_active");
  return systemContext<AgentActor>({ kind: "agent", agentId: own.agentId, ownerId: owner.actor.ownerId, via: "owner" });
}
