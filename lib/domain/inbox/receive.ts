import { z } from "zod";
import { unreachable } from "@/lib/kernel/assert";
import { addMs, MINUTE_MS } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { withoutTask, type LostWork } from "@/lib/platform/lost-tasks";
import type { Task } from "@/lib/platform/tasks";
import { Conflict, insert, transact, type TaskRow } from "@/lib/platform/transact";
import type { PaymentEvent } from "@/lib/ports/payments";
import { feePaid } from "../agents";
import { chargebackReported } from "../chargebacks";
import { holdLapsed, refundFailed } from "../jobs";
import { accountChanged, identityChecked } from "../owners";

/**
 * Takes in an event of Stripe's: signature checked, stored by its id, worked on in the background, once, in any order
 * (decisions 6). Throws `malformed_header` when the signature does not hold.
 */
export async function receive(ctx: Ctx, rawBody: string, signature: string): Promise<void> {
  const event = ctx.payments.readEvent(rawBody, signature);
  if (event === null) throw new Refusal("malformed_header", { message: "The Stripe-Signature does not fit the body." });
  const row = insert("stripe_events", {
    id: event.id,
    type: event.type,
    body: JSON.stringify(event),
    received_at: ctx.now,
  });
  await transact(ctx, {
    inserts: [row],
    tasks: [{ task: TASK.handleStripeEvent, payload: { event_id: event.id } }],
  }).catch((error: unknown) => {
    // Stripe sends an event again until it is answered; the first one counts.
    if (!(error instanceof Conflict)) throw error;
  });
}

type Handled = "done" | "later";

async function apply(ctx: Ctx, event: PaymentEvent): Promise<Handled> {
  switch (event.kind) {
    case "account":
      await accountChanged(ctx, event.account.accountId);
      return "done";
    case "checkout": {
      const token = event.metadata.token_id;
      if (event.metadata.purpose === "activation" && token !== undefined) await feePaid(ctx, event.session, token);
      return "done";
    }
    case "payment_intent": {
      const job = event.metadata.job_id;
      if (event.status === "canceled" && job !== undefined) await holdLapsed(ctx, job, event.paymentIntentId);
      return "done";
    }
    case "chargeback":
      return chargebackReported(ctx, event);
    case "refund": {
      const operation = event.metadata.operation_id;
      return event.status === "failed" && operation !== undefined
        ? refundFailed(ctx, operation, event.refundId)
        : "done";
    }
    case "identity":
      await identityChecked(ctx, event.session.sessionId);
      return "done";
    case "other":
      return "done";
    default:
      return unreachable(event);
  }
}

/** Dates travel through JSON as text. */
const stored = (body: string): PaymentEvent =>
  JSON.parse(body, (key, value: unknown) =>
    key === "createdAt" && typeof value === "string" ? new Date(value) : value,
  ) as PaymentEvent;

/** How long an event waits whose job is busy with another answer of Stripe's. */
const BUSY_MS = MINUTE_MS;

export async function handle(ctx: Ctx, id: string): Promise<void> {
  const [row] = await ctx.db.query<{ body: string }>(
    "SELECT body FROM stripe_events WHERE id = $1 AND processed_at IS NULL",
    [id],
    "stripe-event",
  );
  if (row === undefined) return;
  if ((await apply(ctx, stored(row.body))) === "later") {
    return transact(ctx, {
      tasks: [
        {
          task: TASK.handleStripeEvent,
          payload: { event_id: id },
          run_at: addMs(ctx.now, BUSY_MS),
          key: `stripe-event:${id}`,
        },
      ],
    });
  }
  await ctx.db.query(
    "UPDATE stripe_events SET processed_at = $2 WHERE id = $1",
    [id, ctx.now],
    "stripe-event-processed",
  );
}

const payloadSchema = z.object({ event_id: z.string() });

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.handleStripeEvent]: (ctx, payload) => handle(ctx, payloadSchema.parse(payload).event_id),
};

/** Events of Stripe's that nothing will work on any more: their task was lost. */
export async function lostEvents({ db, before, limit }: LostWork): Promise<TaskRow[]> {
  const rows = await db.query<{ id: string }>(
    "SELECT id FROM stripe_events WHERE processed_at IS NULL AND received_at < $1 ORDER BY received_at, id LIMIT $2",
    [before, limit],
    "old-stripe-events",
  );
  const lost = await withoutTask(
    db,
    [TASK.handleStripeEvent],
    "event_id",
    rows.map(({ id }) => id),
  );
  return lost.map((event_id) => ({ task: TASK.handleStripeEvent, payload: { event_id } }));
}
