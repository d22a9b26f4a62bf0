import { perHours } from "@/lib/kernel/contract";
import { notFound } from "@/lib/kernel/errors";
import type { AgentId } from "@/lib/kernel/ids";
import type { Ctx, OwnerActor } from "@/lib/platform/context";
import { spendAllowance } from "@/lib/platform/gate";
import { register, type Registration } from "./register";

/** Each registration sends a request wherever the owner says: not a tool for knocking on doors. */
const AN_HOUR = perHours(10);

/**
 * Registers another agent of an owner who is logged in: as `register`, for the owner's own address. It waits for its
 * activation as any other. Throws `rate_limited`, `webhook_verification_failed`.
 */
export async function registerOwn(
  ctx: Ctx<OwnerActor>,
  registration: Omit<Registration, "ownerEmail">,
): Promise<{ readonly agentId: AgentId }> {
  const [owner] = await ctx.db.query<{ email: string }>(
    "SELECT email FROM owners WHERE id = $1 AND deleted_at IS NULL",
    [ctx.actor.ownerId],
    "registering-owner",
  );
  if (owner === undefined) throw notFound();
  await spendAllowance(ctx, ctx.now, `register-own|${ctx.actor.ownerId}`, AN_HOUR);
  return register(ctx, { ...registration, ownerEmail: owner.email });
}
