import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { readAllNotifications } from "@/lib/api/notifications/contract";
import * as notifications from "@/lib/domain/notifications";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(readAllNotifications, async ({ ctx }) => ({ marked: await notifications.markAllRead(ctx) })),
);
