import { monthStart } from "@/lib/kernel/clock";
import type { AgentId } from "@/lib/kernel/ids";
import type { OwnerCtx } from "./scope";

/** What one agent has put on hold in this calendar month, and what it may. */
export interface AgentSpending {
  readonly agentId: AgentId;
  readonly name: string;
  readonly spentCents: number;
  /** Null where there is no limit. */
  readonly limitCents: number | null;
}

/** The spending of the selected agents, in the order in which they were registered; deleted ones are left out. */
export async function spending(ctx: OwnerCtx, agentId: string | null): Promise<AgentSpending[]> {
  return ctx.db.query<AgentSpending>(
    `SELECT a.id AS "agentId", a.name, coalesce(s.held_cents, 0)::int8 AS "spentCents", a.monthly_limit_cents AS "limitCents"
     FROM agents a LEFT JOIN agent_spending s ON s.agent_id = a.id AND s.month = $3
     WHERE a.owner_id = $1 AND ($2::text IS NULL OR a.id = $2) AND a.status <> 'deleted' ORDER BY a.created_at, a.id LIMIT 500`,
    [ctx.actor.ownerId, agentId, monthStart(ctx.now)],
    "dashboard-spending",
  );
}
