import { lapseSession } from "./resources/checkout";
import { lapse } from "./resources/payment-intents";
import { settleRefund } from "./resources/refunds";
import type { Stored } from "./model";
import type { Work } from "./work";

/** An object's time has come: an authorization lapses, a session expires, a refund settles. Anything else is left alone. */
export async function expire(work: Work, id: string): Promise<void> {
  const stored = await work.findAny(id);
  if (stored === null) return;
  if (isOf(stored, "payment_intent")) await lapse(work, stored);
  else if (isOf(stored, "checkout.session")) lapseSession(work, stored);
  else if (isOf(stored, "refund")) await settleRefund(work, stored);
}

function isOf<K extends "payment_intent" | "checkout.session" | "refund">(
  stored: Stored,
  kind: K,
): stored is Stored<K> {
  return stored.kind === kind;
}
