import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { readNotification } from "@/lib/api/notifications/contract";
import { presentNotification } from "@/lib/api/notifications/present";
import * as notifications from "@/lib/domain/notifications";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(readNotification, async ({ ctx, params }) => presentNotification(await notifications.markRead(ctx, params.id))),
);
