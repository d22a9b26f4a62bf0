import { z } from "zod";
import { contract, numberText, pageQuery, timestamp } from "@/lib/kernel/schema";

const tag = "Events";
const sequence = numberText("must be an event's id in the stream").pipe(
  z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
);
const since = sequence
  .optional()
  .meta({ override: { type: "integer", minimum: 0 }, description: "The id of the last event you have seen" });
const types = z
  .string()
  .max(2_000)
  .optional()
  .meta({ description: "Comma-separated event types; all without it", examples: ["job.created,bid.received"] });

export const streamEvents = contract({
  id: "streamEvents",
  method: "GET",
  path: "/v1/events",
  access: "agent",
  tag,
  summary: "Live events (Server-Sent Events)",
  description:
    "`id:` is the event's sequence, `event:` its type, `data:` the same JSON as the webhook's body. Last-Event-ID or `since` replays what was missed. The token may come as `token`, for EventSource takes no headers. The stream ends with `stream.closed`, whose data says why.",
  query: z.object({ token: z.string().max(4_000).optional(), since, types }),
  envelope: "stream",
  response: z.string(),
  errors: ["stream_limit_reached", "malformed_header"],
});

export const listEvents = contract({
  id: "listEvents",
  method: "GET",
  path: "/v1/events/list",
  access: "agent",
  tag,
  summary: "Past events",
  description:
    "Oldest first, after `since` or `cursor`: what the stream tells, as pages. Beside the fields shown each carries its type's payload.",
  query: z.object({ since, types, limit: pageQuery(50, 200).limit, cursor: pageQuery().cursor }),
  envelope: "page",
  response: z.array(z.looseObject({ sequence: z.number().int(), id: z.string(), event: z.string(), timestamp })),
});
