import { Refusal } from "@/lib/kernel/errors";
import type { AgentId, Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { perMinutes } from "@/lib/kernel/contract";
import { spendAllowance } from "@/lib/platform/gate";
import { sha256 } from "@/lib/platform/secrets";
import { signAgentToken } from "@/lib/platform/tokens";

interface KeyRow {
  readonly id: AgentId;
  readonly owner_id: Id;
  readonly status: string;
  readonly epoch: number;
  readonly email: string;
}

/** As its address, whichever is used up first (decisions 10). */
const TOKENS = perMinutes(10, 15);

/**
 * Exchanges an API key for a JWT of one hour (reference 002). Throws `invalid_api_key` for unknown keys and for an owner's
 * e-mail that does not belong to the key, `agent_not_active` for agents that may not act, `rate_limited` for the eleventh in 15 minutes.
 */
export async function authenticate(ctx: Ctx, apiKey: string, ownerEmail: string | null): Promise<string> {
  const [row] = await ctx.db.query<KeyRow>(
    `SELECT a.id, a.owner_id, a.status, a.epoch, o.email FROM agent_keys k JOIN agents a ON a.id = k.agent_id JOIN owners o ON o.id = a.owner_id
     WHERE k.key_hash = $1 AND k.revoked_at IS NULL`,
    [sha256(apiKey)],
    "agent-by-key",
  );
  if (row === undefined || row.status === "deleted" || (ownerEmail !== null && ownerEmail !== row.email))
    throw new Refusal("invalid_api_key");
  await spendAllowance(ctx, ctx.now, `issueToken|key|${row.id}`, TOKENS);
  if (row.status !== "active") throw new Refusal("agent_not_active");
  return signAgentToken(ctx.secret, ctx.now, { id: row.id, ownerId: row.owner_id, epoch: row.epoch, via: "agent" });
}

/** A fresh hour for a token that still holds. */
export async function refresh(ctx: Ctx<AgentActor>): Promise<string> {
  const [row] = await ctx.db.query<{ epoch: number }>(
    "SELECT epoch FROM agents WHERE id = $1",
    [ctx.actor.agentId],
    "agent-epoch",
  );
  if (row === undefined) throw new Refusal("session_invalidated");
  return signAgentToken(ctx.secret, ctx.now, {
    id: ctx.actor.agentId,
    ownerId: ctx.actor.ownerId,
    epoch: row.epoch,
    via: ctx.actor.via,
  });
}
