import { z } from "zod";
import { addMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/kernel/clock";
import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { unseal } from "@/lib/platform/secrets";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { Conflict, insert, transact, update } from "@/lib/platform/transact";
import type { EgressResult } from "@/lib/ports/egress";
import { envelope, signedHeaders } from "./sign";

/** Reference 002: 5m → 30m → 2h, counted from the attempt before; then the delivery has failed. */
const RETRY_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS] as const;
const TIMEOUT_MS = 10 * SECOND_MS;
const KEPT_BYTES = 1_024;

interface Pending {
  readonly id: Id;
  readonly attempts: number;
  readonly event_id: Id;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
  readonly agent_id: AgentId;
  readonly webhook_url: string;
  readonly sealed: readonly string[];
}

async function loadPending(ctx: Ctx, id: Id): Promise<Pending | null> {
  const [row] = await ctx.db.query<Pending>(
    `SELECT d.id, d.attempts, e.id AS event_id, e.type, e.payload, e.created_at, a.id AS agent_id, a.webhook_url,
       ARRAY(SELECT s.sealed FROM webhook_secrets s WHERE s.agent_id = a.id AND (s.expires_at IS NULL OR s.expires_at > $2)
             ORDER BY s.created_at DESC, s.id DESC) AS sealed
     FROM webhook_deliveries d JOIN events e ON e.id = d.event_id JOIN agents a ON a.id = d.agent_id
     WHERE d.id = $1 AND d.status = 'pending'`,
    [id, ctx.now],
    "pending-delivery",
  );
  return row ?? null;
}

/** What can be kept of an answer: no NUL, at most 1 KiB of characters. */
const kept = (body: string): string => body.replaceAll("\u0000", "").slice(0, KEPT_BYTES);

function outcomeOf(result: EgressResult): {
  readonly delivered: boolean;
  readonly code: number | null;
  readonly body: string | null;
  readonly error: string | null;
} {
  if (!result.ok) return { delivered: false, code: null, body: null, error: result.message };
  return {
    delivered: result.status >= 200 && result.status <= 299,
    code: result.status,
    body: kept(result.body),
    error: null,
  };
}

/** Makes one attempt and records it with what follows: delivered, another attempt later, or failed (decisions 9). */
export async function attempt(ctx: Ctx, id: Id): Promise<void> {
  const pending = await loadPending(ctx, id);
  if (pending === null) return;
  const secrets = await Promise.all(pending.sealed.map((sealed) => unseal(ctx.secret, sealed).then(String)));
  const body = envelope({ ...pending, id: pending.event_id });
  const headers = signedHeaders({ eventId: pending.event_id, deliveryId: id, type: pending.type, body }, secrets);
  const result = await ctx.egress.send({
    url: pending.webhook_url,
    method: "POST",
    headers,
    body,
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: KEPT_BYTES,
  });
  const outcome = outcomeOf(result);
  const wait = outcome.delivered ? undefined : RETRY_MS[pending.attempts];
  const retryAt = wait === undefined ? null : addMs(ctx.now, wait);
  await transact(ctx, {
    updates: [
      update(
        "webhook_deliveries",
        { id, status: "pending", attempts: pending.attempts },
        {
          status: outcome.delivered ? "delivered" : retryAt === null ? "failed" : "pending",
          attempts: pending.attempts + 1,
          response_code: outcome.code,
          next_retry_at: retryAt,
          delivered_at: outcome.delivered ? ctx.now : null,
        },
      ),
    ],
    inserts: [
      insert("webhook_attempts", {
        id: newId(ctx.now),
        delivery_id: id,
        attempt: pending.attempts + 1,
        response_code: outcome.code,
        response_body: outcome.body,
        error: outcome.error,
        duration_ms: Math.round(result.durationMs),
        created_at: ctx.now,
      }),
    ],
    tasks:
      retryAt === null
        ? []
        : [
            {
              task: TASK.deliverWebhook,
              payload: { delivery_id: id },
              run_at: retryAt,
              queue: `hook:${pending.agent_id}`,
            },
          ],
  }).catch((error: unknown) => {
    // The same delivery ran twice (at least once, decisions 9) and the other run recorded it.
    if (!(error instanceof Conflict)) throw error;
  });
}

const payloadSchema = z.object({ delivery_id: z.string() });

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.deliverWebhook]: (ctx, payload) => attempt(ctx, payloadSchema.parse(payload).delivery_id),
};
