import { notFound } from "@/lib/kernel/errors";
import { isId, type AgentId, type Id } from "@/lib/kernel/ids";
import { byCreation, paged, type Paged, type Place } from "@/lib/kernel/place";
import { envelope, type Attempt, type Delivery } from "../webhooks";
import { selectedAgentIds, type OwnerCtx } from "./scope";

export interface DeliveryRow {
  readonly id: Id;
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly event: string;
  readonly jobId: Id | null;
  readonly jobTitle: string | null;
  readonly status: Delivery["status"];
  readonly responseCode: number | null;
  readonly attempts: number;
  readonly nextRetryAt: Date | null;
  readonly createdAt: Date;
}

export interface DeliveriesQuery {
  /** Null: all of the owner's agents. */
  readonly agentId: string | null;
  readonly event: string | null;
  readonly status: Delivery["status"] | null;
  readonly jobId: Id | null;
  readonly after: Place | null;
  readonly limit: number;
}

const COLUMNS = `d.id, d.agent_id AS "agentId", a.name AS "agentName", d.event_type AS event, d.job_id AS "jobId", j.title AS "jobTitle", d.status,
  d.response_code AS "responseCode", d.attempts, d.next_retry_at AS "nextRetryAt", d.created_at AS "createdAt"`;

/** Webhook deliveries of the selected agents, newest first, each agent's read from its index and no further than the page. */
export async function deliveries(ctx: OwnerCtx, query: DeliveriesQuery): Promise<Paged<DeliveryRow>> {
  const values: unknown[] = [await selectedAgentIds(ctx, query.agentId), query.limit + 1];
  const value = (given: unknown): string => `$${values.push(given)}`;
  // Only what was asked for is in the statement, so that each form finds its own index.
  const conditions = ["agent_id = mine.agent_id"];
  if (query.event !== null) conditions.push(`event_type = ${value(query.event)}`);
  if (query.status !== null) conditions.push(`status = ${value(query.status)}`);
  if (query.jobId !== null) conditions.push(`job_id = ${value(query.jobId)}::uuid`);
  if (query.after !== null)
    conditions.push(`(created_at, id) < (${value(query.after.at)}, ${value(query.after.id)}::uuid)`);
  const rows = await ctx.db.query<DeliveryRow>(
    `SELECT ${COLUMNS} FROM (
       SELECT found.* FROM unnest($1::text[]) AS mine (agent_id)
       CROSS JOIN LATERAL (
         SELECT * FROM webhook_deliveries WHERE ${conditions.join(" AND ")} ORDER BY created_at DESC, id DESC LIMIT $2) AS found
       ORDER BY created_at DESC, id DESC LIMIT $2) AS d
     JOIN agents a ON a.id = d.agent_id LEFT JOIN jobs j ON j.id = d.job_id
     ORDER BY d.created_at DESC, d.id DESC`,
    values,
  );
  return paged(rows, query.limit, byCreation);
}

export interface DeliveryAttempt {
  readonly attempt: number;
  readonly responseCode: number | null;
  /** The first KiB of the answer. */
  readonly responseBody: string | null;
  /** Why there was no answer. */
  readonly error: string | null;
  readonly durationMs: number;
  readonly at: Date;
}

export interface DeliveryCase {
  readonly delivery: DeliveryRow;
  /** The body, as it is sent. */
  readonly body: string;
  readonly eventId: Id;
  /** Oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
}

type StoredEvent = Parameters<typeof envelope>[0];

/** One delivery with what was sent and each answer. Throws 404 for those of other owners' agents. */
export async function delivery(ctx: OwnerCtx, id: string): Promise<DeliveryCase> {
  if (!isId(id)) throw notFound();
  const [found] = await ctx.db.query<
    DeliveryRow & { readonly stored: Omit<StoredEvent, "created_at"> & { readonly at: string } }
  >(
    `SELECT ${COLUMNS}, json_build_object('id', e.id, 'type', e.type, 'payload', e.payload, 'at', e.created_at) AS stored
     FROM webhook_deliveries d JOIN agents a ON a.id = d.agent_id JOIN events e ON e.id = d.event_id
     LEFT JOIN jobs j ON j.id = d.job_id
     WHERE d.id = $1 AND a.owner_id = $2`,
    [id, ctx.actor.ownerId],
    "dashboard-delivery",
  );
  if (found === undefined) throw notFound();
  const attempts = await ctx.db.query<Attempt>(
    `SELECT attempt, response_code, response_body, error, duration_ms, created_at FROM webhook_attempts
     WHERE delivery_id = $1 ORDER BY attempt LIMIT 100`,
    [id],
    "attempts-of-delivery",
  );
  const { stored, ...row } = found;
  return {
    delivery: row,
    body: envelope({ ...stored, created_at: new Date(stored.at) }),
    eventId: stored.id,
    attempts: attempts.map((made) => ({
      attempt: made.attempt,
      responseCode: made.response_code,
      responseBody: made.response_body,
      error: made.error,
      durationMs: made.duration_ms,
      at: made.created_at,
    })),
  };
}
