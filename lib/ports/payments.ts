import type { Cents } from "../kernel/money";

export { ProviderUnavailable } from "../kernel/errors";

/**
 * Card payments and payouts in our words. One adapter: the real Stripe SDK, against Stripe or the sandbox's emulator.
 *
 * Every write takes `operationId`: the adapter sends it as idempotency key and as `metadata.operation_id`, so that an
 * operation can be found again after the provider has forgotten the key (decisions 6).
 *
 * A definite refusal is a value. `ProviderUnavailable` is thrown when nobody knows whether the work was done: network
 * failures, time-outs, 409 in flight, 429 and 5xx. Anything else thrown is a bug.
 */

export interface Refused {
  readonly status: "refused";
  /** Stripe's error code, for instance `card_declined`, `authentication_required`, `payment_intent_unexpected_state`. */
  readonly code: string;
  readonly declineCode: string | null;
  readonly message: string;
  readonly paymentIntentId: string | null;
}

export interface Card {
  readonly paymentMethodId: string;
  readonly customerId: string | null;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly fingerprint: string;
}

export interface Held {
  readonly status: "held";
  readonly paymentIntentId: string;
  readonly chargeId: string;
  /** When Stripe lets the authorization lapse. */
  readonly captureBefore: Date;
}
export interface Captured {
  readonly status: "captured";
  readonly chargeId: string;
  readonly amount: Cents;
}
export interface Voided {
  readonly status: "voided";
}
export interface Refunded {
  readonly status: "refunded";
  readonly refundId: string;
  readonly amount: Cents;
}
export interface Transferred {
  readonly status: "transferred";
  readonly transferId: string;
  readonly amount: Cents;
}
export interface Reversed {
  readonly status: "reversed";
  readonly reversalId: string;
  readonly amount: Cents;
}

export interface ConnectAccount {
  readonly accountId: string;
  readonly chargesEnabled: boolean;
  readonly payoutsEnabled: boolean;
  readonly detailsSubmitted: boolean;
  /** The `transfers` capability is active and payouts are enabled: money can be sent. */
  readonly ready: boolean;
}

export interface IdentitySession {
  readonly sessionId: string;
  readonly url: string | null;
  readonly status: "requires_input" | "processing" | "verified" | "canceled";
}

export interface CheckoutSession {
  readonly sessionId: string;
  readonly url: string | null;
  readonly status: "open" | "complete" | "expired";
  readonly paid: boolean;
  readonly paymentIntentId: string | null;
  readonly amount: Cents;
}

/** What inbound events tell us; kinds we do not act on arrive as `other`. */
export type PaymentEvent = { readonly id: string; readonly type: string; readonly createdAt: Date } & (
  | { readonly kind: "account"; readonly account: ConnectAccount }
  | {
      readonly kind: "checkout";
      readonly session: CheckoutSession;
      readonly metadata: Readonly<Record<string, string>>;
    }
  | { readonly kind: "identity"; readonly session: IdentitySession }
  | {
      readonly kind: "payment_intent";
      readonly paymentIntentId: string;
      readonly status: string;
      readonly metadata: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "chargeback";
      readonly stripeDisputeId: string;
      readonly chargeId: string;
      readonly paymentIntentId: string | null;
      readonly amount: Cents;
      /** Stripe's dispute status: `needs_response`, `under_review`, `won`, `lost`, … */
      readonly status: string;
    }
  | {
      readonly kind: "refund";
      readonly refundId: string;
      readonly status: string;
      readonly metadata: Readonly<Record<string, string>>;
    }
  | { readonly kind: "other" }
);

/** One movement at the provider, as reconciliation reads it. */
export interface ProviderMovement {
  readonly kind: "capture" | "refund" | "transfer" | "reversal";
  readonly id: string;
  readonly amount: Cents;
  readonly operationId: string | null;
  readonly transferGroup: string | null;
  readonly createdAt: Date;
}

export type HoldRequest = {
  readonly operationId: string;
  /** Becomes the `transfer_group` and `metadata.job_id`. */
  readonly jobId: string;
  readonly customerId: string;
  readonly paymentMethodId: string;
  readonly amount: Cents;
};
export type CaptureRequest = { readonly operationId: string; readonly paymentIntentId: string };
export type VoidRequest = { readonly operationId: string; readonly paymentIntentId: string };
export type RefundRequest = {
  readonly operationId: string;
  readonly jobId: string | null;
  readonly paymentIntentId: string;
  readonly amount: Cents;
};
export type TransferRequest = {
  readonly operationId: string;
  readonly jobId: string;
  readonly accountId: string;
  /** The captured charge the money comes from (`source_transaction`). */
  readonly chargeId: string;
  readonly amount: Cents;
};
export type ReverseTransferRequest = {
  readonly operationId: string;
  readonly transferId: string;
  readonly amount: Cents;
};
export type CheckoutRequest = {
  readonly operationId: string;
  readonly amount: Cents;
  readonly description: string;
  readonly email: string;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly metadata: Readonly<Record<string, string>>;
};

export interface Payments {
  createCustomer(request: {
    readonly operationId: string;
    readonly ownerId: string;
    readonly email: string;
  }): Promise<string>;
  createSetupIntent(request: {
    readonly operationId: string;
    readonly customerId: string;
  }): Promise<{ readonly setupIntentId: string; readonly clientSecret: string }>;
  /** Null when there is no such payment method. */
  getCard(paymentMethodId: string): Promise<Card | null>;
  /** Attaches a card that is not yet the customer's (a no-op when it is). */
  attachCard(request: { readonly paymentMethodId: string; readonly customerId: string }): Promise<Card | Refused>;
  /** True also when it was detached before. */
  detachCard(paymentMethodId: string): Promise<void>;

  hold(request: HoldRequest): Promise<Held | Refused>;
  capture(request: CaptureRequest): Promise<Captured | Refused>;
  /** Cancels an authorization; one that lapsed or was cancelled before counts as voided. */
  void(request: VoidRequest): Promise<Voided | Refused>;
  refund(request: RefundRequest): Promise<Refunded | Refused>;
  transfer(request: TransferRequest): Promise<Transferred | Refused>;
  reverseTransfer(request: ReverseTransferRequest): Promise<Reversed | Refused>;

  /** What became of an operation whose idempotency key has lapsed: found by metadata, or null when it was never done. */
  findHold(operationId: string, request: HoldRequest): Promise<Held | Refused | null>;
  findRefund(operationId: string, request: RefundRequest): Promise<Refunded | null>;
  findTransfer(operationId: string, request: TransferRequest): Promise<Transferred | null>;
  findReversal(operationId: string, request: ReverseTransferRequest): Promise<Reversed | null>;

  createCheckout(request: CheckoutRequest): Promise<CheckoutSession>;
  getCheckout(sessionId: string): Promise<CheckoutSession | null>;

  createAccount(request: {
    readonly operationId: string;
    readonly ownerId: string;
    readonly email: string;
  }): Promise<ConnectAccount>;
  getAccount(accountId: string): Promise<ConnectAccount | null>;
  createOnboardingLink(request: {
    readonly accountId: string;
    readonly refreshUrl: string;
    readonly returnUrl: string;
  }): Promise<string>;
  /** Payouts of a young account wait this many days at Stripe (decisions 6). */
  setPayoutDelay(accountId: string, days: number | "minimum"): Promise<void>;

  startIdentityCheck(request: {
    readonly operationId: string;
    readonly ownerId: string;
    readonly returnUrl: string;
  }): Promise<IdentitySession>;
  getIdentityCheck(sessionId: string): Promise<IdentitySession | null>;

  /** Checks the signature and reads the event; null when the signature does not hold. */
  readEvent(rawBody: string, signature: string): PaymentEvent | null;

  /** Every movement of one job, newest first. */
  movementsOfJob(jobId: string): Promise<readonly ProviderMovement[]>;
  /** Every movement in a span of time, page by page. */
  movements(span: { readonly from: Date; readonly to: Date }): AsyncIterable<ProviderMovement>;
}
