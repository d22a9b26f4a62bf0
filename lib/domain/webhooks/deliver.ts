import { z } from "zod";
import { addDays, addMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/kernel/clock";
import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { unseal } from "@/lib/platform/secrets";
import { TASK, type TaskName } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import { Conflict, insert, merge, transact, update, type Change, type TaskRow } from "@/lib/platform/transact";
import type { EgressResult } from "@/lib/ports/egress";
import { mail } from "../notifications";
import { envelope, signedHeaders } from "./sign";

/** Reference 002: 5m → 30m → 2h, counted from the attempt before; then the delivery has failed. */
const RETRY_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS] as const;
const TIMEOUT_MS = 10 * SECOND_MS;
const KEPT_BYTES = 1_024;
/** After so many days of nothing but failures an endpoint is disabled and its owner told. */
const PATIENCE_DAYS = 5;

interface Pending {
  readonly id: Id;
  readonly attempts: number;
  readonly event_id: Id;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly created_at: Date;
  readonly agent_id: AgentId;
  readonly agent_name: string;
  readonly agent_status: string;
  readonly owner_email: string;
  readonly webhook_url: string;
  readonly webhook_failing_since: Date | null;
  readonly webhook_disabled_at: Date | null;
  readonly sealed: readonly string[];
}

async function loadPending(ctx: Ctx, id: Id): Promise<Pending | null> {
  const [row] = await ctx.db.query<Pending>(
    `SELECT d.id, d.attempts, e.id AS event_id, e.type, e.payload, e.created_at, a.id AS agent_id, a.name AS agent_name,
       a.status AS agent_status, o.email AS owner_email, a.webhook_url, a.webhook_failing_since, a.webhook_disabled_at,
       ARRAY(SELECT s.sealed FROM webhook_secrets s WHERE s.agent_id = a.id AND (s.expires_at IS NULL OR s.expires_at > $2)
             ORDER BY s.created_at DESC, s.id DESC) AS sealed
     FROM webhook_deliveries d JOIN events e ON e.id = d.event_id JOIN agents a ON a.id = d.agent_id JOIN owners o ON o.id = a.owner_id
     WHERE d.id = $1 AND d.status = 'pending'`,
    [id, ctx.now],
    "pending-delivery",
  );
  return row ?? null;
}

/** What can be kept of an answer: no NUL, at most 1 KiB of characters. */
const kept = (body: string): string => body.replaceAll("\u0000", "").slice(0, KEPT_BYTES);

interface Outcome {
  readonly delivered: boolean;
  readonly code: number | null;
  readonly body: string | null;
  readonly error: string | null;
}

function outcomeOf(result: EgressResult): Outcome {
  if (!result.ok) return { delivered: false, code: null, body: null, error: result.message };
  return {
    delivered: result.status >= 200 && result.status <= 299,
    code: result.status,
    body: kept(result.body),
    error: null,
  };
}

/**
 * The task that makes a delivery's next attempt. Deliveries to one receiver run one after the other; those to receivers that
 * fail run in a lane of their own, where they can only wait for each other.
 */
export function deliveryTask(
  delivery: { readonly id: Id; readonly agent_id: AgentId },
  options: { readonly task?: TaskName; readonly runAt?: Date; readonly asked?: boolean } = {},
): TaskRow {
  return {
    task: options.task ?? TASK.deliverWebhook,
    payload: { delivery_id: delivery.id, ...(options.asked === true ? { asked: true } : {}) },
    queue: `hook:${delivery.agent_id}`,
    key: `delivery:${delivery.id}`,
    ...(options.runAt === undefined ? {} : { run_at: options.runAt }),
  };
}

async function send(ctx: Ctx, pending: Pending): Promise<EgressResult> {
  const secrets = await Promise.all(pending.sealed.map((sealed) => unseal(ctx.secret, sealed).then(String)));
  const body = envelope({ ...pending, id: pending.event_id });
  const headers = signedHeaders(
    { eventId: pending.event_id, deliveryId: pending.id, type: pending.type, body },
    secrets,
  );
  return ctx.egress.send({
    url: pending.webhook_url,
    method: "POST",
    headers,
    body,
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: KEPT_BYTES,
  });
}

/** What an attempt says of its receiver: sound again, failing from now on, or failing for so long that it is given up. */
async function receiverChange(ctx: Ctx, pending: Pending, delivered: boolean): Promise<Change> {
  const { agent_id: id, webhook_failing_since: since, webhook_disabled_at: disabledAt } = pending;
  if (delivered) {
    if (since === null && disabledAt === null) return {};
    return { updates: [update("agents", { id }, { webhook_failing_since: null, webhook_disabled_at: null }, false)] };
  }
  if (since === null) {
    return {
      updates: [update("agents", { id, webhook_failing_since: null }, { webhook_failing_since: ctx.now }, false)],
    };
  }
  if (disabledAt !== null || addDays(since, PATIENCE_DAYS) > ctx.now) return {};
  const disabled: Change = {
    updates: [update("agents", { id, webhook_disabled_at: null }, { webhook_disabled_at: ctx.now }, false)],
  };
  const props = { agentName: pending.agent_name, url: pending.webhook_url, days: PATIENCE_DAYS };
  return merge(disabled, await mail(ctx, pending.owner_email, "webhookDisabled", props));
}

/** The attempt's row and what follows from it: delivered, another attempt later, or failed (decisions 9). */
function recorded(ctx: Ctx, pending: Pending, outcome: Outcome, durationMs: number): Change {
  const { id, attempts } = pending;
  const wait = outcome.delivered ? undefined : RETRY_MS[attempts];
  const retryAt = wait === undefined ? null : addMs(ctx.now, wait);
  return {
    updates: [
      update(
        "webhook_deliveries",
        { id, status: "pending", attempts },
        {
          status: outcome.delivered ? "delivered" : retryAt === null ? "failed" : "pending",
          attempts: attempts + 1,
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
        attempt: attempts + 1,
        response_code: outcome.code,
        response_body: outcome.body,
        error: outcome.error,
        duration_ms: Math.round(durationMs),
        created_at: ctx.now,
      }),
    ],
    tasks: retryAt === null ? [] : [deliveryTask(pending, { task: TASK.deliverToFailing, runAt: retryAt })],
  };
}

/** Writes what an attempt led to, unless the same delivery ran twice (at least once, decisions 9) and the other run did. */
async function write(ctx: Ctx, change: Change): Promise<void> {
  await transact(ctx, change).catch((error: unknown) => {
    if (!(error instanceof Conflict)) throw error;
  });
}

/** Nobody is there to deliver to any more. */
const givenUp = (pending: Pending): Change => ({
  updates: [
    update("webhook_deliveries", { id: pending.id, status: "pending" }, { status: "failed", next_retry_at: null }),
  ],
});

interface Run {
  readonly id: Id;
  /** Asked for by the agent itself: also tried where the endpoint is disabled. */
  readonly asked: boolean;
  readonly lane: "sound" | "failing";
}

/** Makes one attempt and records it with what follows. */
async function attempt(ctx: Ctx, { id, asked, lane }: Run): Promise<void> {
  const pending = await loadPending(ctx, id);
  if (pending === null) return;
  const living = pending.agent_status === "active" || pending.agent_status === "suspended";
  if (!living || (pending.webhook_disabled_at !== null && !asked)) return write(ctx, givenUp(pending));
  if (lane === "sound" && pending.webhook_failing_since !== null) {
    return transact(ctx, { tasks: [deliveryTask(pending, { task: TASK.deliverToFailing, asked })] });
  }
  const result = await send(ctx, pending);
  const outcome = outcomeOf(result);
  await write(
    ctx,
    merge(recorded(ctx, pending, outcome, result.durationMs), await receiverChange(ctx, pending, outcome.delivered)),
  );
}

const payloadSchema = z.object({ delivery_id: z.string(), asked: z.boolean().default(false) });

const runIn =
  (lane: Run["lane"]): Task =>
  (ctx, payload) => {
    const { delivery_id, asked } = payloadSchema.parse(payload);
    return attempt(ctx, { id: delivery_id, asked, lane });
  };

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.deliverWebhook]: runIn("sound"),
  [TASK.deliverToFailing]: runIn("failing"),
};
