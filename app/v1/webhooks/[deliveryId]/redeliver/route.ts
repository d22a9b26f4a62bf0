import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { redeliver } from "@/lib/api/webhooks/contract";
import { presentDelivery } from "@/lib/api/webhooks/present";
import * as webhooks from "@/lib/domain/webhooks";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(redeliver, async ({ ctx, params }) => presentDelivery(await webhooks.redeliver(ctx, params.deliveryId))),
);
