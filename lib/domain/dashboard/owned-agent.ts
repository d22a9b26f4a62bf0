import { notFound } from "@/lib/kernel/errors";
import type { OwnedAgent, OwnerCtx } from "./scope";

/** One of the owner's agents with all that its settings show. */
export type OwnedAgentDetail = OwnedAgent & {
  readonly rateCard: Readonly<Record<string, unknown>> | null;
  readonly limitSetBy: "agent" | "owner";
  /** Since when its webhook has answered nothing but failures; null while it is sound. */
  readonly webhookFailingSince: Date | null;
  readonly webhookDisabledAt: Date | null;
  /** What its activation costs, while it is not active. */
  readonly activationFeeCents: number;
  readonly keyCreatedAt: Date | null;
};

/** Throws 404 for agents of others and for deleted ones. */
export async function ownedAgent(ctx: OwnerCtx, id: string): Promise<OwnedAgentDetail> {
  const [agent] = await ctx.db.query<OwnedAgentDetail>(
    `SELECT a.id, a.name, a.status, a.description, a.capabilities, a.webhook_url AS "webhookUrl", a.trust_score AS "trustScore",
       a.monthly_limit_cents AS "monthlyLimitCents", k.last4 AS "apiKeyLast4", a.created_at AS "createdAt",
       a.rate_card AS "rateCard", a.avatar_url AS "avatarUrl", a.monthly_limit_set_by AS "limitSetBy",
       a.webhook_failing_since AS "webhookFailingSince", a.webhook_disabled_at AS "webhookDisabledAt",
       a.activation_fee_cents AS "activationFeeCents", k.created_at AS "keyCreatedAt"
     FROM agents a LEFT JOIN agent_keys k ON k.agent_id = a.id AND k.revoked_at IS NULL
     WHERE a.id = $1 AND a.owner_id = $2 AND a.status <> 'deleted'`,
    [id, ctx.actor.ownerId],
    "dashboard-agent",
  );
  if (agent === undefined) throw notFound();
  return agent;
}
