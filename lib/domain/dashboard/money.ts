import type { Id } from "@/lib/kernel/ids";
import type { PayoutStatus } from "@/lib/kernel/statuses";
import { selectedAgentIds, type OwnerCtx } from "./scope";

export interface EarningRow {
  readonly jobId: Id;
  readonly title: string;
  readonly grossCents: number;
  readonly feeCents: number;
  readonly payoutStatus: PayoutStatus;
  readonly completedAt: Date;
}

/** Jobs that earned the selected agents money, newest first. */
export async function earnings(ctx: OwnerCtx, agentId: string | null, limit: number): Promise<EarningRow[]> {
  const ids = await selectedAgentIds(ctx, agentId);
  return ctx.db.query<EarningRow>(
    `SELECT j.id AS "jobId", j.title, j.worker_gross_cents AS "grossCents", j.platform_fee_cents AS "feeCents",
       j.payout_status AS "payoutStatus", j.completed_at AS "completedAt"
     FROM (SELECT found.id FROM unnest($1::text[]) AS mine (agent_id) CROSS JOIN LATERAL (
         -- Only what the index holds, so that it is read in its order whatever the planner thinks of the agent.
         SELECT id, completed_at FROM jobs WHERE worker_agent_id = mine.agent_id AND worker_gross_cents > 0
         ORDER BY completed_at DESC, id DESC LIMIT $2) AS found
       ORDER BY found.completed_at DESC, found.id DESC LIMIT $2) AS page
     JOIN jobs j ON j.id = page.id
     ORDER BY j.completed_at DESC, j.id DESC`,
    [ids, limit],
    "dashboard-earnings",
  );
}

export interface OwnerAccount {
  readonly email: string;
  readonly cards: number;
  readonly connectReady: boolean;
}

/** What the owner has set up for paying and being paid. */
export async function account(ctx: OwnerCtx): Promise<OwnerAccount> {
  const [row] = await ctx.db.query<OwnerAccount>(
    `SELECT o.email, (SELECT count(*)::int FROM cards WHERE owner_id = o.id AND detached_at IS NULL) AS cards,
       coalesce(c.is_ready, false) AS "connectReady"
     FROM owners o LEFT JOIN connect_accounts c ON c.owner_id = o.id WHERE o.id = $1`,
    [ctx.actor.ownerId],
    "dashboard-account",
  );
  if (row === undefined) throw new Error("the session's owner does not exist");
  return row;
}

export interface CardRow {
  readonly id: Id;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly isDefault: boolean;
  readonly paymentMethodId: string;
}

/** The owner's saved cards, the default first. */
export async function cards(ctx: OwnerCtx): Promise<CardRow[]> {
  return ctx.db.query<CardRow>(
    `SELECT id, brand, last4, exp_month AS "expMonth", exp_year AS "expYear", is_default AS "isDefault",
       payment_method_id AS "paymentMethodId"
     FROM cards WHERE owner_id = $1 AND detached_at IS NULL ORDER BY is_default DESC, created_at, id LIMIT 100`,
    [ctx.actor.ownerId],
    "dashboard-cards",
  );
}
