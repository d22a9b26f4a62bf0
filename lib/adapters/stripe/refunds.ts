import type Stripe from "stripe";
import { cents } from "@/lib/kernel/money";
import type { Payments, Refunded, RefundRequest, Refused } from "@/lib/ports/payments";
import { JOB_ID, OPERATION_ID } from "./ids";
import { ask, askOrRefused, isRefused } from "./outcome";

const PAGE = 100;
/** Refund statuses in which the money is, or will be, with the cardholder. */
const UNDER_WAY = ["pending", "requires_action", "succeeded"];

export function refunds(stripe: Stripe): Pick<Payments, "refund" | "findRefund"> {
  return {
    refund: (request) => refund(stripe, request),
    findRefund: (operationId, request) => findRefund(stripe, operationId, request),
  };
}

/** Stripe itself refuses a refund of a disputed charge (`charge_disputed`). */
async function refund(stripe: Stripe, request: RefundRequest): Promise<Refunded | Refused> {
  const metadata = {
    [OPERATION_ID]: request.operationId,
    ...(request.jobId === null ? {} : { [JOB_ID]: request.jobId }),
  };
  const made = await askOrRefused(() =>
    stripe.refunds.create(
      { payment_intent: request.paymentIntentId, amount: request.amount, metadata },
      { idempotencyKey: request.operationId },
    ),
  );
  if (isRefused(made)) return made;
  return UNDER_WAY.includes(made.status ?? "") ? refunded(made) : refusedRefund(made, request);
}

function refunded(made: Stripe.Refund): Refunded {
  return { status: "refunded", refundId: made.id, amount: cents(made.amount) };
}

function refusedRefund(made: Stripe.Refund, request: RefundRequest): Refused {
  return {
    status: "refused",
    code: "refund_failed",
    declineCode: null,
    message: `The refund ended as ${made.status ?? "unknown"}: ${made.failure_reason ?? "no reason given"}.`,
    paymentIntentId: request.paymentIntentId,
  };
}

async function findRefund(stripe: Stripe, operationId: string, request: RefundRequest): Promise<Refunded | null> {
  const list = stripe.refunds.list({ payment_intent: request.paymentIntentId, limit: PAGE });
  return ask(async () => {
    for await (const made of list) {
      if (made.metadata?.[OPERATION_ID] === operationId && UNDER_WAY.includes(made.status ?? "")) return refunded(made);
    }
    return null;
  });
}
