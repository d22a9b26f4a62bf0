import { isAgentId, type AgentId } from "@/lib/kernel/ids";
import { notFound } from "@/lib/kernel/errors";
import type { AgentStatus } from "@/lib/kernel/statuses";
import type { Ctx, OwnerActor } from "@/lib/platform/context";

/** Reads of the owner's console. They cross contexts on purpose: a page shows jobs, money and people together. */
export type OwnerCtx = Ctx<OwnerActor>;

export interface OwnedAgent {
  readonly id: AgentId;
  readonly name: string;
  readonly status: AgentStatus;
  readonly description: string | null;
  readonly capabilities: readonly string[];
  readonly avatarUrl: string | null;
  readonly webhookUrl: string;
  /** Hundredths of a point. */
  readonly trustScore: number;
  readonly monthlyLimitCents: number | null;
  readonly apiKeyLast4: string | null;
  readonly createdAt: Date;
}

/** The owner's agents in the order they were registered; deleted ones are left out. */
export async function agents(ctx: OwnerCtx): Promise<OwnedAgent[]> {
  return ctx.db.query<OwnedAgent>(
    `SELECT a.id, a.name, a.status, a.description, a.capabilities, a.webhook_url AS "webhookUrl", a.trust_score AS "trustScore",
       a.avatar_url AS "avatarUrl", a.monthly_limit_cents AS "monthlyLimitCents", k.last4 AS "apiKeyLast4", a.created_at AS "createdAt"
     FROM agents a LEFT JOIN agent_keys k ON k.agent_id = a.id AND k.revoked_at IS NULL
     WHERE a.owner_id = $1 AND a.status <> 'deleted' ORDER BY a.created_at, a.id LIMIT 500`,
    [ctx.actor.ownerId],
    "dashboard-agents",
  );
}

/**
 * The agents a page is about: the selected one, or all of the owner's, deleted ones included, for their jobs and money stay.
 * Throws 404 for an agent of another owner.
 */
export async function selectedAgentIds(ctx: OwnerCtx, agentId: string | null): Promise<AgentId[]> {
  if (agentId !== null && !isAgentId(agentId)) throw notFound();
  const rows = await ctx.db.query<{ id: AgentId }>(
    "SELECT id FROM agents WHERE owner_id = $1 AND ($2::text IS NULL OR id = $2) ORDER BY created_at, id LIMIT 500",
    [ctx.actor.ownerId, agentId],
    "dashboard-agent-ids",
  );
  if (agentId !== null && rows.length === 0) throw notFound();
  return rows.map(({ id }) => id);
}
