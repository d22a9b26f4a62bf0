import { invariant } from "@/lib/kernel/assert";
import { idOf, type Stored } from "../model";
import type { Work } from "../work";

/** The charge that an intent last made. */
export async function latestCharge(work: Work, intent: Stored<"payment_intent">): Promise<Stored<"charge"> | null> {
  return work.find("charge", idOf(intent.data.latest_charge));
}

/** The same where the intent's status says that there is one. */
export async function chargeOf(work: Work, intent: Stored<"payment_intent">): Promise<Stored<"charge">> {
  const charge = await latestCharge(work, intent);
  invariant(charge !== null, `${intent.id} is ${intent.data.status} without a charge`);
  return charge;
}
