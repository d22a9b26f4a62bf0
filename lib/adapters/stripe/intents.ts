import type Stripe from "stripe";
import { addDays, fromEpochSeconds } from "@/lib/kernel/clock";
import { cents, CURRENCY } from "@/lib/kernel/money";
import type {
  Captured,
  CaptureRequest,
  Held,
  HoldRequest,
  Payments,
  Refused,
  VoidRequest,
  Voided,
} from "@/lib/ports/payments";
import { CAPTURE_OPERATION_ID, expanded, idOf, JOB_ID, OPERATION_ID } from "./ids";
import { ask, askOrRefused, isRefused } from "./outcome";

const PAGE = 100;
const UNEXPECTED_STATE = "payment_intent_unexpected_state";
/** Stripe's longest hold, for an intent whose charge no longer says until when it was held. */
const LONGEST_HOLD_DAYS = 7;

type Intents = Pick<Payments, "hold" | "capture" | "void" | "findHold">;

export function intents(stripe: Stripe): Intents {
  return {
    hold: (request) => hold(stripe, request),
    capture: (request) => capture(stripe, request),
    void: (request) => voidHold(stripe, request),
    findHold: (operationId, request) => findHold(stripe, operationId, request),
  };
}

async function hold(stripe: Stripe, request: HoldRequest): Promise<Held | Refused> {
  const intent = await askOrRefused(() =>
    stripe.paymentIntents.create(
      {
        amount: request.amount,
        currency: CURRENCY,
        customer: request.customerId,
        payment_method: request.paymentMethodId,
        allowed_payment_method_types: ["card"],
        capture_method: "manual",
        confirm: true,
        off_session: true,
        transfer_group: request.jobId,
        metadata: { [OPERATION_ID]: request.operationId, [JOB_ID]: request.jobId },
        expand: ["latest_charge"],
      },
      { idempotencyKey: request.operationId },
    ),
  );
  return isRefused(intent) ? intent : heldOrRefused(intent);
}

function heldOrRefused(intent: Stripe.PaymentIntent): Held | Refused {
  const charge = expanded(intent.latest_charge);
  const isHeld = intent.status === "requires_capture" || intent.status === "succeeded";
  if (charge === null || !isHeld) return refusedIntent(intent);
  return { status: "held", paymentIntentId: intent.id, chargeId: charge.id, captureBefore: captureBeforeOf(charge) };
}

function captureBeforeOf(charge: Stripe.Charge): Date {
  const captureBefore = charge.payment_method_details?.card?.capture_before;
  if (captureBefore !== undefined) return fromEpochSeconds(captureBefore);
  return addDays(fromEpochSeconds(charge.created), LONGEST_HOLD_DAYS);
}

function refusedIntent(intent: Stripe.PaymentIntent): Refused {
  const error = intent.last_payment_error;
  return {
    status: "refused",
    code: error?.code ?? UNEXPECTED_STATE,
    declineCode: error?.decline_code ?? null,
    message: error?.message ?? `The payment has the status ${intent.status}.`,
    paymentIntentId: intent.id,
  };
}

async function capture(stripe: Stripe, { operationId, paymentIntentId }: CaptureRequest): Promise<Captured | Refused> {
  const intent = await askOrRefused(() =>
    stripe.paymentIntents.capture(
      paymentIntentId,
      { metadata: { [CAPTURE_OPERATION_ID]: operationId } },
      { idempotencyKey: operationId },
    ),
  );
  if (!isRefused(intent)) return captured(intent);
  if (intent.code !== UNEXPECTED_STATE) return intent;
  // Stripe forgets a key after a day; the intent remembers who captured it.
  const known = await ask(() => stripe.paymentIntents.retrieve(paymentIntentId));
  const isOurs = known.status === "succeeded" && known.metadata[CAPTURE_OPERATION_ID] === operationId;
  return isOurs ? captured(known) : intent;
}

function captured(intent: Stripe.PaymentIntent): Captured {
  const chargeId = idOf(intent.latest_charge);
  if (chargeId === null) throw new Error(`${intent.id} was captured without a charge`);
  return { status: "captured", chargeId, amount: cents(intent.amount_received) };
}

async function voidHold(stripe: Stripe, { operationId, paymentIntentId }: VoidRequest): Promise<Voided | Refused> {
  const intent = await askOrRefused(() =>
    stripe.paymentIntents.cancel(paymentIntentId, {}, { idempotencyKey: operationId }),
  );
  if (!isRefused(intent)) return { status: "voided" };
  if (intent.code !== UNEXPECTED_STATE) return intent;
  const known = await ask(() => stripe.paymentIntents.retrieve(paymentIntentId));
  return known.status === "canceled" ? { status: "voided" } : intent;
}

/**
 * By the charges of the job: their list takes the transfer group and is never behind, as Stripe's search is. A hold that
 * made no charge did nothing at Stripe, and can be sent again.
 */
async function findHold(stripe: Stripe, operationId: string, request: HoldRequest): Promise<Held | Refused | null> {
  const charges = stripe.charges.list({
    transfer_group: request.jobId,
    limit: PAGE,
    expand: ["data.payment_intent.latest_charge"],
  });
  return ask(async () => {
    for await (const charge of charges) {
      const intent = expanded(charge.payment_intent);
      if (intent?.metadata[OPERATION_ID] === operationId) return heldOrRefused(intent);
    }
    return null;
  });
}
