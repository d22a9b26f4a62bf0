import { createHmac } from "node:crypto";
import { epochSeconds, wallNow } from "@/lib/kernel/clock";
import type { Sql } from "@/lib/ports/sql";
import { findEvent, markDelivered } from "./event-store";

const DELIVERY_TIMEOUT_MS = 10_000;

export interface DeliveryDeps {
  readonly db: Sql;
  /** Where the application takes Stripe's events. */
  readonly webhookUrl: string;
  readonly webhookSecret: string;
}

/**
 * Posts one event to the application, signed with the wall clock and printed as Stripe does. Throws when the
 * application does not answer 2xx, so that the queue tries again; does nothing for an event that is gone.
 */
export async function deliverEvent(deps: DeliveryDeps, eventId: string): Promise<void> {
  const event = await findEvent(deps.db, eventId);
  if (event === null) return;
  const body = JSON.stringify(event, null, 2);
  const response = await fetch(deps.webhookUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      "stripe-signature": signatureOf(body, deps.webhookSecret),
    },
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(DELIVERY_TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${event.type} ${eventId} was answered ${response.status}`);
  await markDelivered(deps.db, eventId);
}

function signatureOf(body: string, secret: string): string {
  const timestamp = epochSeconds(wallNow());
  const mac = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return `t=${timestamp},v1=${mac}`;
}
