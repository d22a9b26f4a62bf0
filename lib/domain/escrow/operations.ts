import { invariant, unreachable } from "@/lib/kernel/assert";
import { addMs, HOUR_MS, SECOND_MS } from "@/lib/kernel/clock";
import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import { cents, CURRENCY, type Cents } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import type { stripe_operationsModel } from "@/lib/platform/prisma/models";
import { withoutTask, type LostWork } from "@/lib/platform/lost-tasks";
import type { Deps } from "@/lib/platform/runtime";
import { TASK } from "@/lib/platform/task-names";
import { insert, update, type Change, type TaskRow } from "@/lib/platform/transact";
import type {
  CaptureRequest,
  Captured,
  Held,
  HoldRequest,
  Refunded,
  RefundRequest,
  Refused,
  Reversed,
  ReverseTransferRequest,
  Transferred,
  TransferRequest,
  Voided,
  VoidRequest,
} from "@/lib/ports/payments";
import type { Sql } from "@/lib/ports/sql";

/** What we may ask Stripe for; the request is stored before it is sent (decisions 6). */
export type Request =
  | ({ readonly kind: "hold" } & Omit<HoldRequest, "operationId">)
  | ({ readonly kind: "capture" } & Omit<CaptureRequest, "operationId">)
  | ({ readonly kind: "void" } & Omit<VoidRequest, "operationId">)
  | ({ readonly kind: "refund" } & Omit<RefundRequest, "operationId">)
  | ({ readonly kind: "transfer" } & Omit<TransferRequest, "operationId">)
  | ({ readonly kind: "transfer_reversal" } & Omit<ReverseTransferRequest, "operationId">);

export type Outcome = Held | Captured | Voided | Refunded | Transferred | Reversed | Refused;

export type Operation = Omit<stripe_operationsModel, "kind" | "request" | "context" | "status"> & {
  readonly kind: Request["kind"];
  readonly request: Request;
  readonly context: Readonly<Record<string, unknown>>;
  readonly status: "pending" | "succeeded" | "refused" | "abandoned";
};

/** How long whoever planned an operation may take to run it before the background worker does. */
const OWN_RUN_MS = 10 * SECOND_MS;
/** Stripe forgets idempotency keys after 24 h; from here on an operation is looked up before it is sent again. */
const KEY_LIFE_MS = 23 * HOUR_MS;
/** Retries go on until Stripe has answered. */
const MAX_ATTEMPTS = 1_000;

const taskKey = (id: Id): string => `operation:${id}`;

/** The task that drives an operation to its end whatever happens to us. */
const driving = (id: Id): TaskRow => ({
  task: TASK.driveOperation,
  payload: { operation_id: id },
  key: taskKey(id),
  max_attempts: MAX_ATTEMPTS,
});

/** Has an unanswered operation driven at once, unless the answer comes before that. */
export function askedAgain(operation: Operation): Change {
  const { id, attempts } = operation;
  return {
    updates: [update("stripe_operations", { id, status: "pending", attempts }, { attempts })],
    tasks: [driving(id)],
  };
}

/** Has an operation driven later than it was planned for. */
export const heldBack = ({ id }: Operation, until: Date): Change => ({ tasks: [{ ...driving(id), run_at: until }] });

/**
 * Notes that an operation is about to be sent, for those that may be abandoned until then: of this and `abandoned` one is first.
 * False: it has an answer, or was abandoned.
 */
export async function begun(deps: Pick<Deps, "db">, { id }: Operation): Promise<boolean> {
  const rows = await deps.db.query(
    "UPDATE stripe_operations SET attempts = attempts + 1 WHERE id = $1 AND status = 'pending' RETURNING id",
    [id],
    "operation-begun",
  );
  return rows.length > 0;
}

/** The transfer of a job that nobody has begun to send, or null. */
export async function unsentTransfer(db: Sql, jobId: Id): Promise<Operation | null> {
  const [row] = await db.query<Operation>(
    "SELECT * FROM stripe_operations WHERE job_id = $1 AND kind = 'transfer' AND status = 'pending' AND attempts = 0",
    [jobId],
    "unsent-transfer",
  );
  return row ?? null;
}

/** Ends an operation that nobody has begun to send; a `Conflict` where somebody has. */
export function abandoned(ctx: Pick<Ctx, "now">, { id }: Operation): Change {
  return {
    updates: [
      update(
        "stripe_operations",
        { id, status: "pending", attempts: 0 },
        { status: "abandoned", completed_at: ctx.now },
      ),
    ],
    unqueue: [taskKey(id)],
  };
}

/** Operations that nothing drives any more: their task was lost. */
export async function lostOperations({ db, before, limit }: LostWork): Promise<TaskRow[]> {
  const rows = await db.query<{ id: Id }>(
    "SELECT id FROM stripe_operations WHERE status = 'pending' AND created_at < $1 ORDER BY created_at, id LIMIT $2",
    [before, limit],
    "old-operations",
  );
  const lost = await withoutTask(
    db,
    [TASK.driveOperation],
    "operation_id",
    rows.map(({ id }) => id),
  );
  return lost.map(driving);
}

export interface Plan {
  readonly request: Request;
  /** Null where it belongs to none. */
  readonly jobId: Id | null;
  readonly ownerId: Id;
  readonly agentId?: AgentId;
  readonly amount: Cents;
  /** The command of the job that waits for the answer; absent when nothing waits. */
  readonly command?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  /** When the worker should take it up, if it is not run at once by its planner. */
  readonly runAt?: Date;
}

/** An operation about to be asked for: its row, and the task that drives it to its end whatever happens to us. */
export function plan(ctx: Pick<Ctx, "now">, planned: Plan): { readonly operation: Operation; readonly change: Change } {
  const operation: Operation = {
    id: newId(ctx.now),
    kind: planned.request.kind,
    command: planned.command ?? null,
    context: planned.context ?? {},
    job_id: planned.jobId,
    agent_id: planned.agentId ?? null,
    owner_id: planned.ownerId,
    amount_cents: planned.amount,
    currency: CURRENCY,
    request: planned.request,
    status: "pending",
    stripe_id: null,
    error: null,
    attempts: 0,
    created_at: ctx.now,
    completed_at: null,
  };
  const runAt = planned.runAt ?? addMs(ctx.now, OWN_RUN_MS);
  return {
    operation,
    change: {
      inserts: [
        insert("stripe_operations", {
          ...operation,
          request: { ...planned.request },
          context: { ...operation.context },
        }),
      ],
      tasks: [{ ...driving(operation.id), run_at: runAt }],
    },
  };
}

/** An operation as it is stored, or null. */
export async function loadOperation(deps: Pick<Deps, "db">, id: Id): Promise<Operation | null> {
  const [row] = await deps.db.query<Operation>("SELECT * FROM stripe_operations WHERE id = $1", [id], "operation");
  return row ?? null;
}

/** Asks Stripe. Throws `ProviderUnavailable` when nobody knows whether it was done: then it is asked again, same key. */
export async function perform(ctx: Ctx, operation: Operation): Promise<Outcome> {
  const { request, id: operationId } = operation;
  const keyLapsed = ctx.now.getTime() - operation.created_at.getTime() > KEY_LIFE_MS;
  switch (request.kind) {
    case "hold": {
      const found = keyLapsed ? await ctx.payments.findHold(operationId, { operationId, ...request }) : null;
      return found ?? ctx.payments.hold({ operationId, ...request });
    }
    case "capture":
      return ctx.payments.capture({ operationId, ...request });
    case "void":
      return ctx.payments.void({ operationId, ...request });
    case "refund": {
      const found = keyLapsed ? await ctx.payments.findRefund(operationId, { operationId, ...request }) : null;
      return found ?? ctx.payments.refund({ operationId, ...request });
    }
    case "transfer": {
      const found = keyLapsed ? await ctx.payments.findTransfer(operationId, { operationId, ...request }) : null;
      return found ?? ctx.payments.transfer({ operationId, ...request });
    }
    case "transfer_reversal": {
      const found = keyLapsed ? await ctx.payments.findReversal(operationId, { operationId, ...request }) : null;
      return found ?? ctx.payments.reverseTransfer({ operationId, ...request });
    }
    default:
      return unreachable(request);
  }
}

function stripeIdOf(outcome: Outcome): string | null {
  switch (outcome.status) {
    case "held":
      return outcome.paymentIntentId;
    case "captured":
      return outcome.chargeId;
    case "refunded":
      return outcome.refundId;
    case "transferred":
      return outcome.transferId;
    case "reversed":
      return outcome.reversalId;
    case "refused":
      return outcome.paymentIntentId;
    case "voided":
      return null;
  }
}

/** Records the answer, once: compare-and-set from `pending`. Part of the change that carries its consequences. */
export function answered(ctx: Pick<Ctx, "now">, operation: Operation, outcome: Outcome): Change {
  const refused = outcome.status === "refused";
  return {
    updates: [
      update(
        "stripe_operations",
        { id: operation.id, status: "pending" },
        {
          status: refused ? "refused" : "succeeded",
          stripe_id: stripeIdOf(outcome),
          error: refused ? { code: outcome.code, decline_code: outcome.declineCode, message: outcome.message } : null,
          completed_at: ctx.now,
        },
      ),
    ],
    unqueue: [taskKey(operation.id)],
  };
}

/** Notes a try that got no answer; one that was noted as begun counts once. */
export async function noteUnanswered(deps: Pick<Deps, "db">, operation: Operation, message: string): Promise<void> {
  await deps.db.query(
    "UPDATE stripe_operations SET attempts = greatest(attempts, $3), error = $2 WHERE id = $1 AND status = 'pending'",
    [operation.id, JSON.stringify({ code: "unavailable", message }), operation.attempts + 1],
    "operation-unanswered",
  );
}

/** Narrows an amount that was stored as whole cents. */
export function amountOf(operation: Pick<Operation, "amount_cents">): Cents {
  invariant(operation.amount_cents >= 0, "an operation's amount is not negative");
  return cents(operation.amount_cents);
}
