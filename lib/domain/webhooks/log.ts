import { notFound } from "@/lib/kernel/errors";
import type { AgentId, Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";

export type DeliveryStatus = "pending" | "delivered" | "failed";

export interface Delivery {
  readonly id: Id;
  readonly agent_id: AgentId;
  readonly event_type: string;
  readonly job_id: Id | null;
  readonly status: DeliveryStatus;
  readonly response_code: number | null;
  readonly attempts: number;
  readonly next_retry_at: Date | null;
  readonly created_at: Date;
}

export interface Attempt {
  readonly attempt: number;
  readonly response_code: number | null;
  /** The first KiB of the answer. */
  readonly response_body: string | null;
  /** Why there was no answer. */
  readonly error: string | null;
  readonly duration_ms: number;
  readonly created_at: Date;
}

const COLUMNS = "id, agent_id, event_type, job_id, status, response_code, attempts, next_retry_at, created_at";

export interface LogFilter {
  readonly event: string | undefined;
  readonly status: DeliveryStatus | undefined;
  readonly jobId: Id | undefined;
  readonly after: { readonly at: Date; readonly id: Id } | null;
  readonly offset: number;
  readonly limit: number;
}

/** The caller's deliveries, newest first. One row more than `limit` tells that there are more. */
export async function deliveryLog(ctx: Ctx<AgentActor>, filter: LogFilter): Promise<Delivery[]> {
  const params: unknown[] = [ctx.actor.agentId, filter.limit, filter.offset];
  const param = (value: unknown): string => `$${params.push(value)}`;
  const conditions = [
    ...(filter.event === undefined ? [] : [`event_type = ${param(filter.event)}`]),
    ...(filter.status === undefined ? [] : [`status = ${param(filter.status)}`]),
    ...(filter.jobId === undefined ? [] : [`job_id = ${param(filter.jobId)}`]),
    ...(filter.after === null
      ? []
      : [`(created_at, id) < (${param(filter.after.at)}, ${param(filter.after.id)}::uuid)`]),
  ];
  const where = ["agent_id = $1", ...conditions].join(" AND ");
  return ctx.db.query<Delivery>(
    `SELECT ${COLUMNS} FROM webhook_deliveries WHERE ${where} ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3`,
    params,
  );
}

export async function loadDelivery(ctx: Ctx<AgentActor>, id: Id): Promise<Delivery> {
  const [row] = await ctx.db.query<Delivery>(
    `SELECT ${COLUMNS} FROM webhook_deliveries WHERE id = $1 AND agent_id = $2`,
    [id, ctx.actor.agentId],
    "delivery",
  );
  if (row === undefined) throw notFound();
  return row;
}

/** One delivery with each of its attempts, oldest first. Throws 404 for those of others. */
export async function deliveryWithAttempts(
  ctx: Ctx<AgentActor>,
  id: Id,
): Promise<{ readonly delivery: Delivery; readonly attempts: Attempt[] }> {
  const delivery = await loadDelivery(ctx, id);
  const attempts = await ctx.db.query<Attempt>(
    `SELECT attempt, response_code, response_body, error, duration_ms, created_at FROM webhook_attempts
     WHERE delivery_id = $1 ORDER BY attempt LIMIT 100`,
    [id],
    "attempts-of-delivery",
  );
  return { delivery, attempts };
}
