import type Stripe from "stripe";
import type { TestCardName } from "./test-cards";

/** Each kind of object: what the API shows of it, and what Stripe knows besides. Times are seconds since the epoch. */
export interface ObjectTypes {
  account: { data: Stripe.Account; internal: { restricted: boolean; paidOutAt: number | null } };
  account_link: {
    data: Stripe.AccountLink;
    internal: { account: string; refreshUrl: string; returnUrl: string; used: boolean };
  };
  balance: { data: Record<string, never>; internal: Record<string, never> };
  balance_transaction: { data: Stripe.BalanceTransaction; internal: Record<string, never> };
  charge: {
    data: Stripe.Charge;
    internal: {
      card: TestCardName;
      refunded: number;
      transferred: number;
      dispute: string | null;
      /** When the captured money is available. */
      availableOn: number | null;
    };
  };
  "checkout.session": {
    data: Stripe.Checkout.Session;
    internal: {
      description: string | null;
      intentDescription: string | null;
      intentMetadata: Record<string, string>;
      transferGroup: string | null;
    };
  };
  customer: { data: Stripe.Customer; internal: { deleted: boolean } };
  dispute: { data: Stripe.Dispute; internal: Record<string, never> };
  "identity.verification_session": {
    data: Stripe.Identity.VerificationSession;
    internal: { returnUrl: string | null };
  };
  payment_intent: {
    data: Stripe.PaymentIntent;
    internal: { captureBefore: number | null; offSession: boolean; returnUrl: string | null };
  };
  payment_method: {
    data: CardPaymentMethod;
    internal: { card: TestCardName; setUp: boolean; detached: boolean };
  };
  refund: { data: Stripe.Refund; internal: { becomes: "succeeded" | "failed" | null } };
  setup_intent: { data: Stripe.SetupIntent; internal: { returnUrl: string | null } };
  transfer: { data: Stripe.Transfer; internal: Record<string, never> };
  transfer_reversal: { data: Stripe.TransferReversal; internal: Record<string, never> };
}

/** The emulator knows cards alone. */
export type CardPaymentMethod = Stripe.PaymentMethod & { card: Stripe.PaymentMethod.Card };

export type Kind = keyof ObjectTypes;

/** One stored object. `data` and `internal` are changed in place and then given to `Work.save`. */
export interface Stored<K extends Kind = Kind> {
  readonly kind: K;
  readonly id: string;
  /** The version read; 0 for one that this request made. */
  readonly version: number;
  readonly created: number;
  /** What it belongs to: the intent of a charge, refund or dispute, the transfer of a reversal, … */
  readonly parent: string | null;
  customer: string | null;
  readonly transferGroup: string | null;
  readonly data: ObjectTypes[K]["data"];
  readonly internal: ObjectTypes[K]["internal"];
}

/** The id in a field that Stripe may expand; stored objects never hold an expanded one. */
export function idOf(reference: string | { readonly id: string } | null | undefined): string | null {
  return typeof reference === "string" ? reference : (reference?.id ?? null);
}
