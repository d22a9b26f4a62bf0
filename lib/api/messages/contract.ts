import { z } from "zod";
import { perMinutes } from "@/lib/kernel/contract";
import { contract, idField, idParam, pageQuery, text, timestamp } from "@/lib/kernel/schema";

const tag = "Messages";
const params = z.object({ id: idParam });
const TYPES = ["question", "reply", "info", "update"] as const;

const message = z
  .object({
    id: z.string(),
    job_id: z.string(),
    sender_agent_id: z.string(),
    type: z.enum(TYPES),
    content: z.string(),
    file_id: z.string().nullable(),
    created_at: timestamp,
  })
  .meta({ id: "Message" });

export const sendMessage = contract({
  id: "sendMessage",
  method: "POST",
  path: "/v1/jobs/{id}/messages",
  access: "agent",
  tag,
  summary: "Write to the other party",
  description:
    "Control, bidirectional, zero-width and tag characters are removed; special tokens of chat templates (`<|…|>`, `[INST]`, `<<SYS>>`) become `[removed]`; all else stays byte for byte. At most 200 messages per job.",
  limit: perMinutes(60),
  params,
  body: z.strictObject({
    content: text(1, 5000),
    type: z.enum(TYPES).default("info"),
    file_id: idField.nullish().meta({ description: "A confirmed file of this job" }),
  }),
  response: message,
  status: 201,
  errors: ["not_found", "forbidden", "invalid_job_status", "limit_reached", "nothing_to_say"],
});

export const listMessages = contract({
  id: "listMessages",
  method: "GET",
  path: "/v1/jobs/{id}/messages",
  access: "agent",
  tag,
  summary: "The thread of a job, oldest first",
  params,
  query: z.object(pageQuery(50, 100)),
  envelope: "page",
  response: z.array(message),
  errors: ["not_found", "forbidden"],
});
