import { addDays, addMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/kernel/clock";
import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { unseal } from "@/lib/platform/secrets";
import { TASK, type TaskName } from "@/lib/platform/task-names";
import { Conflict, insert, merge, transact, update, type Change, type TaskRow } from "@/lib/platform/transact";
import type { EgressResult } from "@/lib/ports/egress";
import { mail } from "../notifications";
import type { Due, Receiver } from "./receiver";
import { envelope, signedHeaders } from "./sign";

/** Reference 002: 5m → 30m → 2h, counted from the attempt before; then the delivery has failed. */
const RETRY_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS] as const;
const TIMEOUT_MS = 10 * SECOND_MS;
const KEPT_BYTES = 1_024;
/** After so many days of nothing but failures an endpoint is disabled and its owner told. */
const PATIENCE_DAYS = 5;

/** Says that there is something due for a receiver. Whoever holds it sends all there is; a `key` is said once at a time. */
export function deliveryTask(
  agentId: AgentId,
  options: { readonly task?: TaskName; readonly runAt?: Date; readonly key?: string } = {},
): TaskRow {
  const { task = TASK.deliverWebhook, runAt, key } = options;
  return {
    task,
    payload: { agent_id: agentId },
    ...(key === undefined ? {} : { key }),
    ...(runAt === undefined ? {} : { run_at: runAt }),
  };
}

const retryTask = (agentId: AgentId, id: Id, runAt: Date): TaskRow =>
  deliveryTask(agentId, { task: TASK.deliverToFailing, runAt, key: `retry:${id}` });

interface Outcome {
  readonly delivered: boolean;
  readonly code: number | null;
  readonly body: string | null;
  readonly error: string | null;
}

/** What can be kept of an answer: no NUL, at most 1 KiB of characters. */
const kept = (body: string): string => body.replaceAll("\u0000", "").slice(0, KEPT_BYTES);

function outcomeOf(result: EgressResult): Outcome {
  if (!result.ok) return { delivered: false, code: null, body: null, error: result.message };
  const delivered = result.status >= 200 && result.status <= 299;
  return { delivered, code: result.status, body: kept(result.body), error: null };
}

async function send(ctx: Ctx, receiver: Receiver, due: Due): Promise<EgressResult> {
  const secrets = await Promise.all(receiver.sealed.map((sealed) => unseal(ctx.secret, sealed).then(String)));
  const body = envelope({ ...due, id: due.event_id });
  const headers = signedHeaders({ eventId: due.event_id, deliveryId: due.id, type: due.type, body }, secrets);
  return ctx.egress.send({
    url: receiver.webhook_url,
    method: "POST",
    headers,
    body,
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: KEPT_BYTES,
  });
}

/** What an attempt says of its receiver: sound again, failing from now on, or failing for so long that it is given up. */
async function receiverChange(ctx: Ctx, receiver: Receiver, delivered: boolean): Promise<Change> {
  const { agent_id: id, webhook_failing_since: since, webhook_disabled_at: disabledAt } = receiver;
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
  const props = { agentName: receiver.agent_name, url: receiver.webhook_url, days: PATIENCE_DAYS };
  return merge(disabled, await mail(ctx, receiver.owner_email, "webhookDisabled", props));
}

/** The attempt's row and what follows from it: delivered, another attempt later, or failed (decisions 9). */
function recorded(ctx: Ctx, agentId: AgentId, due: Due, outcome: Outcome, durationMs: number): Change {
  const { id, attempts } = due;
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
          asked: false,
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
    tasks: retryAt === null ? [] : [retryTask(agentId, id, retryAt)],
  };
}

/** Writes what an attempt led to, unless the same delivery ran twice (at least once, decisions 9) and the other run did. */
async function write(ctx: Ctx, change: Change): Promise<void> {
  await transact(ctx, change).catch((error: unknown) => {
    if (!(error instanceof Conflict)) throw error;
  });
}

/** Makes one attempt and records it with what follows. Whether the receiver took it. */
export async function attempt(ctx: Ctx, receiver: Receiver, due: Due): Promise<boolean> {
  const result = await send(ctx, receiver, due);
  const outcome = outcomeOf(result);
  const change = recorded(ctx, receiver.agent_id, due, outcome, result.durationMs);
  await write(ctx, merge(change, await receiverChange(ctx, receiver, outcome.delivered)));
  return outcome.delivered;
}

/** Ends deliveries for which nobody is there any more. */
export async function giveUp(ctx: Ctx, all: readonly Due[]): Promise<void> {
  if (all.length === 0) return;
  const updates = all.map(({ id }) =>
    update("webhook_deliveries", { id, status: "pending" }, { status: "failed", next_retry_at: null }, false),
  );
  await write(ctx, { updates });
}
