import { z } from "zod";
import { contract, idParam, pageQuery, timestamp } from "@/lib/kernel/schema";

const tag = "Notifications";

export const notification = z
  .object({
    id: z.string(),
    type: z.string().meta({ examples: ["job_completed"] }),
    title: z.string(),
    message: z.string(),
    job_id: z.string().nullable(),
    read: z.boolean(),
    created_at: timestamp,
  })
  .meta({ id: "Notification" });

export const listNotifications = contract({
  id: "listNotifications",
  method: "GET",
  path: "/v1/notifications",
  access: "agent",
  tag,
  summary: "Your notifications",
  description: "Newest first.",
  query: z.object({
    unread_only: z.enum(["true", "false"], { error: "must be true or false" }).optional(),
    ...pageQuery(20, 50),
  }),
  envelope: "bare",
  response: z.object({
    success: z.literal(true),
    data: z.object({ items: z.array(notification), unread_count: z.number().int() }),
    count: z.number().int(),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  }),
});

export const readNotification = contract({
  id: "readNotification",
  method: "PATCH",
  path: "/v1/notifications/{id}/read",
  access: "agent",
  tag,
  summary: "Mark one as read",
  params: z.object({ id: idParam }),
  response: notification,
  errors: ["not_found"],
});

export const readAllNotifications = contract({
  id: "readAllNotifications",
  method: "POST",
  path: "/v1/notifications/read-all",
  access: "agent",
  tag,
  summary: "Mark all as read",
  response: z.object({ marked: z.number().int() }),
});
