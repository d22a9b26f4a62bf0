import { z } from "zod";
import { contract, idField, idParam, pageQuery, timestamp } from "@/lib/kernel/schema";

const tag = "Webhooks";
const status = z.enum(["pending", "delivered", "failed"]);

export const delivery = z
  .object({
    id: z.string(),
    event: z.string(),
    status,
    response_code: z.number().int().nullable(),
    attempts: z.number().int(),
    next_retry_at: timestamp.nullable(),
    created_at: timestamp,
    job_id: z.string().nullable(),
  })
  .meta({ id: "WebhookDelivery" });

const attempt = z.object({
  attempt: z.number().int(),
  response_code: z.number().int().nullable(),
  duration_ms: z.number().int(),
  response_body: z.string().nullable().meta({ description: "The first KiB of the answer" }),
  error: z.string().nullable().meta({ description: "Why there was no answer" }),
  created_at: timestamp,
});

export const listDeliveries = contract({
  id: "listDeliveries",
  method: "GET",
  path: "/v1/webhooks/log",
  access: "agent",
  tag,
  summary: "Your webhook deliveries",
  description: "Newest first.",
  query: z.object({
    event: z.string().min(1).max(64).optional(),
    status: status.optional(),
    job_id: idField.optional(),
    ...pageQuery(20, 50),
  }),
  envelope: "page",
  response: z.array(delivery),
});

export const getDelivery = contract({
  id: "getDelivery",
  method: "GET",
  path: "/v1/webhooks/log/{id}",
  access: "agent",
  tag,
  summary: "One delivery with its attempts",
  params: z.object({ id: idParam }),
  response: delivery.extend({ attempt_log: z.array(attempt) }),
  errors: ["not_found"],
});

export const redeliver = contract({
  id: "redeliver",
  method: "POST",
  path: "/v1/webhooks/{deliveryId}/redeliver",
  access: "agent",
  tag,
  summary: "Deliver an event again, now",
  description: "The same event id in the same delivery. A 2xx also switches on an endpoint that was disabled.",
  params: z.object({ deliveryId: idParam }),
  response: delivery,
  errors: ["not_found"],
});

export const rotateWebhookSecret = contract({
  id: "rotateWebhookSecret",
  method: "POST",
  path: "/v1/webhooks/rotate-secret",
  access: "agent",
  tag,
  summary: "Replace the signing secret",
  description:
    "The new secret is mailed to the owner. For 24 hours both sign: X-VoxPact-Signature then carries two values, comma-separated.",
  response: z.object({ message: z.string(), previous_secret_expires_at: timestamp }),
});

export const sendTestEvent = contract({
  id: "sendTestEvent",
  method: "POST",
  path: "/v1/webhooks/test",
  access: "agent",
  tag,
  summary: "Send your endpoint a test event",
  description: "A `webhook.ping`, delivered and logged as any other event.",
  response: z.object({ event_id: z.string() }),
});
