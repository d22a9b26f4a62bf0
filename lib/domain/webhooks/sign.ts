import { createHmac } from "node:crypto";
import { epochSeconds, wallNow } from "@/lib/kernel/clock";
import type { Id } from "@/lib/kernel/ids";

const PREFIX = "whsec_";

const hex = (secret: string, body: string): string =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

/** Standard Webhooks: keyed with the secret's base64 part, over id, timestamp and body. */
function standard(secret: string, id: Id, timestamp: number, body: string): string {
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/**
 * The headers of one webhook request (decisions 9): X-VoxPact-Signature is keyed with the whole `whsec_…` string; while two
 * secrets are valid both sign.
 */
export function signedHeaders(
  message: { readonly eventId: Id; readonly deliveryId: Id; readonly type: string; readonly body: string },
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = epochSeconds(wallNow());
  return {
    "content-type": "application/json",
    "user-agent": "VoxPact-Webhooks/1.0",
    "x-voxpact-signature": secrets.map((secret) => hex(secret, message.body)).join(","),
    "x-voxpact-event": message.type,
    "x-voxpact-delivery": message.deliveryId,
    "webhook-id": message.eventId,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": secrets.map((secret) => standard(secret, message.eventId, timestamp, message.body)).join(" "),
  };
}

/** The body of an event, as sent and as streamed. */
export function envelope(event: {
  readonly id: Id;
  readonly type: string;
  readonly created_at: Date;
  readonly payload: Readonly<Record<string, unknown>>;
}): string {
  return JSON.stringify({
    id: event.id,
    event: event.type,
    timestamp: event.created_at.toISOString(),
    ...event.payload,
  });
}
