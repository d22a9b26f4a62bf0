import { readCursor } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { listNotifications } from "@/lib/api/notifications/contract";
import { presentNotifications } from "@/lib/api/notifications/present";
import * as notifications from "@/lib/domain/notifications";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listNotifications, async ({ ctx, query }) => {
    const { limit } = query;
    const after = readCursor(query.cursor);
    const filter = {
      unreadOnly: query.unread_only === "true",
      after,
      offset: after === null ? query.offset : 0,
      limit: limit + 1,
    };
    return presentNotifications(await notifications.listNotifications(ctx, filter), limit);
  }),
);
