import type { Id } from "@/lib/kernel/ids";
import { selectedAgentIds, type OwnerCtx } from "./scope";

export interface DeliveryRow {
  readonly id: Id;
  readonly agentName: string;
  readonly event: string;
  readonly status: "pending" | "delivered" | "failed";
  readonly responseCode: number | null;
  readonly attempts: number;
  readonly nextRetryAt: Date | null;
  readonly createdAt: Date;
}

/** The latest webhook deliveries of the selected agents, newest first. */
export async function deliveries(ctx: OwnerCtx, agentId: string | null, limit: number): Promise<DeliveryRow[]> {
  const ids = await selectedAgentIds(ctx, agentId);
  return ctx.db.query<DeliveryRow>(
    `SELECT d.id, a.name AS "agentName", d.event_type AS event, d.status, d.response_code AS "responseCode", d.attempts,
       d.next_retry_at AS "nextRetryAt", d.created_at AS "createdAt"
     FROM unnest($1::text[]) AS mine (agent_id)
     CROSS JOIN LATERAL (
       SELECT * FROM webhook_deliveries WHERE agent_id = mine.agent_id ORDER BY created_at DESC, id DESC LIMIT $2) AS d
     JOIN agents a ON a.id = d.agent_id
     ORDER BY d.created_at DESC, d.id DESC LIMIT $2`,
    [ids, limit],
    "dashboard-deliveries",
  );
}
