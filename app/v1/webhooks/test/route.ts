import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { sendTestEvent } from "@/lib/api/webhooks/contract";
import * as webhooks from "@/lib/domain/webhooks";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(sendTestEvent, async ({ ctx }) => ({ event_id: (await webhooks.sendTestEvent(ctx)).eventId })),
);
