import { notFound } from "@/lib/kernel/errors";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { transact, untilSettled } from "@/lib/platform/transact";
import { keyReplaced } from "./keys";
import { loadProfile } from "./store";

/**
 * Issues a new API key, mailed to the owner; the current key and every session end with the same commit (reference 002,
 * POST /v1/agents/rotate-key). Gives the key, for the owner's eyes alone: the API never answers with it.
 */
export async function rotateKey(ctx: Ctx<AgentActor>): Promise<string> {
  return untilSettled(async () => {
    const agent = await loadProfile(ctx, ctx.actor.agentId);
    if (agent === null) throw notFound();
    const { id, name, owner_email: ownerEmail, epoch } = agent;
    const { apiKey, change } = await keyReplaced(ctx, { id, name, ownerEmail, epoch });
    await transact(ctx, change);
    return apiKey;
  });
}
