import { addDays, addMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/kernel/clock";
import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { TASK, type TaskName } from "@/lib/platform/task-names";
import { changeBody, committed, merge, transact, update, type Change, type TaskRow } from "@/lib/platform/transact";
import type { EgressResult } from "@/lib/ports/egress";
import { mail } from "../notifications";
import type { Due } from "./receiver";
import { envelope, signedHeaders } from "./sign";
import { signingSecrets } from "./signing-secrets";

/** Reference 002: 5m → 30m → 2h, counted from the attempt before; then the delivery has failed. */
const RETRY_MS = [5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS] as const;
const TIMEOUT_MS = 10 * SECOND_MS;
const KEPT_BYTES = 1_024;
/** After so many days of nothing but failures an endpoint is disabled and its owner told. */
const PATIENCE_DAYS = 5;

/**
 * The task that has deliveries sent to a receiver. It names the receiver alone: whoever runs it sends all that is due by then.
 * With a `key`, it takes the place of a task with the same key that still waits in the queue.
 */
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

async function send(ctx: Ctx, due: Due): Promise<EgressResult> {
  const secrets = await signingSecrets(ctx, due.sealed);
  const body = envelope({ ...due, id: due.event_id });
  const headers = signedHeaders({ eventId: due.event_id, deliveryId: due.id, type: due.type, body }, secrets);
  return ctx.egress.send({
    url: due.webhook_url,
    method: "POST",
    headers,
    body,
    timeoutMs: TIMEOUT_MS,
    maxResponseBytes: KEPT_BYTES,
  });
}

/** What an attempt says of its receiver: sound again, failing from now on, or failing for so long that it is given up. */
async function receiverChange(ctx: Ctx, due: Due, delivered: boolean): Promise<Change> {
  const { agent_id: id, webhook_failing_since: since, webhook_disabled_at: disabledAt } = due;
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
  const props = { agentName: due.agent_name, url: due.webhook_url, days: PATIENCE_DAYS };
  return merge(disabled, await mail(ctx, due.owner_email, "webhookDisabled", props));
}

/** What becomes of the receiver after an attempt: its holder has more to send, or lets it go; `task` then sees to what is due. */
export type Next = { readonly keep: true } | { readonly keep: false; readonly task: TaskName | null };

interface Attempted {
  readonly due: Due;
  readonly outcome: Outcome;
  readonly durationMs: number;
  readonly retryAt: Date | null;
}

/** The attempt's row and its delivery: delivered, another attempt later, or failed (decisions 9). */
function rows(ctx: Ctx, { due, outcome, durationMs, retryAt }: Attempted) {
  const status = outcome.delivered ? "delivered" : retryAt === null ? "failed" : "pending";
  return {
    delivery: { status, next_retry_at: retryAt, delivered_at: outcome.delivered ? ctx.now : null },
    attempt: {
      id: newId(ctx.now),
      delivery_id: due.id,
      attempt: due.attempts + 1,
      response_code: outcome.code,
      response_body: outcome.body,
      error: outcome.error,
      duration_ms: Math.round(durationMs),
      created_at: ctx.now,
    },
  };
}

/** What follows from an attempt beside its rows; null in the common case, that nothing does. */
async function consequences(ctx: Ctx, { due, outcome, retryAt }: Attempted): Promise<Change | null> {
  if (outcome.delivered && due.webhook_failing_since === null && due.webhook_disabled_at === null) return null;
  const retry: Change = retryAt === null ? {} : { tasks: [retryTask(due.agent_id, due.id, retryAt)] };
  return merge(retry, await receiverChange(ctx, due, outcome.delivered));
}

/** Writes an attempt in one round trip. Whether the receiver is still held. Throws `Conflict` when another run was faster. */
async function record(ctx: Ctx, attempted: Attempted, jobId: string, next: Next): Promise<boolean> {
  const change = await consequences(ctx, attempted);
  const written = {
    ...rows(ctx, attempted),
    change: change === null ? null : changeBody(ctx.now, change),
    ...next,
    agent_id: attempted.due.agent_id,
    job: jobId,
  };
  const [row] = await committed(() =>
    ctx.db.query<{ held: boolean }>("SELECT record_attempt($1) AS held", [JSON.stringify(written)], "record-attempt"),
  );
  return row?.held === true;
}

/**
 * Makes one attempt and records it with what follows; `next` is asked when it is known whether the receiver took it. Whether
 * the receiver is still held.
 */
export async function attempt(ctx: Ctx, due: Due, jobId: string, next: (delivered: boolean) => Next): Promise<boolean> {
  const result = await send(ctx, due);
  const outcome = outcomeOf(result);
  const wait = outcome.delivered ? undefined : RETRY_MS[due.attempts];
  const retryAt = wait === undefined ? null : addMs(ctx.now, wait);
  const attempted = { due, outcome, durationMs: result.durationMs, retryAt };
  return record(ctx, attempted, jobId, next(outcome.delivered));
}

/** Ends deliveries for which nobody is there any more. */
export async function giveUp(ctx: Ctx, all: readonly Due[]): Promise<void> {
  if (all.length === 0) return;
  const updates = all.map(({ id }) =>
    update("webhook_deliveries", { id, status: "pending" }, { status: "failed", next_retry_at: null }, false),
  );
  await transact(ctx, { updates });
}
