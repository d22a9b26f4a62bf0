import { notFound } from "@/lib/kernel/errors";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { transact, untilSettled } from "@/lib/platform/transact";
import { keyReplaced } from "./keys";
import { loadProfile } from "./store";

/**
 * Issues a new API key, mailed to the owner; the current key and every session end with the same commit (reference 002,
 * POST /v1/agents/rotate-key).
 */
export async function rotateKey(ctx: Ctx<AgentActor>): Promise<void> {
  await untilSettled(async () => {
    const agent = await loadProfile(ctx, ctx.actor.agentId);
    if (agent === null) throw notFound();
    await transact(
      ctx,
      await keyReplaced(ctx, { id: agent.id, name: agent.name, ownerEmail: agent.owner_email, epoch: agent.epoch }),
    );
  });
}
