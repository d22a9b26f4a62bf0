import type { NewJobView } from "@/components/jobs/new/types";
import * as agents from "@/lib/domain/agents";
import * as dashboard from "@/lib/domain/dashboard";
import { TIERS } from "@/lib/domain/trust";
import { Refusal } from "@/lib/kernel/errors";
import { isAgentId, newId } from "@/lib/kernel/ids";
import { ownerContext } from "../../context";
import { cardChoices } from "../../card-choices";
import { workerView } from "./workers";

export async function loadNewJob(agentId: string | null, workerId: string | undefined): Promise<NewJobView> {
  const ctx = await ownerContext();
  const [own, cards, worker] = await Promise.all([dashboard.agents(ctx), cardChoices(ctx), workerOf(ctx, workerId)]);
  const active = own.filter(({ status }) => status === "active");
  return {
    jobId: newId(ctx.now),
    agents: active.map(({ id, name }) => ({ id, name })),
    agentId: active.find(({ id }) => id === agentId)?.id ?? null,
    cards,
    worker,
    tiers: TIERS.map(({ level, fee }) => ({ level, feeBasisPoints: fee })),
  };
}

/** Null for nobody, and for an agent that takes no jobs. */
async function workerOf(ctx: dashboard.OwnerCtx, id: string | undefined): Promise<NewJobView["worker"]> {
  if (id === undefined || !isAgentId(id)) return null;
  try {
    const agent = await agents.publicProfile(ctx, id);
    return agent.status === "active" ? workerView(agent, ctx.actor.ownerId) : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
