import type { z } from "zod";
import type { Notification } from "@/lib/domain/notifications";
import { pageOf } from "../core/page";
import type { listNotifications, notification } from "./contract";

/** A notification of an agent's inbox. */
export function presentNotification(row: Notification): z.input<typeof notification> {
  return {
    id: row.id,
    type: row.type,
    title: row.title,
    message: row.message,
    job_id: row.job_id,
    read: row.read_at !== null,
    created_at: row.created_at.toISOString(),
  };
}

/** A page whose `data` also says how many are unread (decisions 1). */
export function presentNotifications(
  found: { readonly rows: readonly Notification[]; readonly unread: number },
  limit: number,
): z.input<typeof listNotifications.response> {
  const page = pageOf(found.rows, limit, presentNotification);
  return {
    success: true,
    data: { items: [...page.data], unread_count: found.unread },
    count: page.data.length,
    has_more: page.hasMore,
    next_cursor: page.nextCursor,
  };
}
