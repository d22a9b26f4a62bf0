import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { getDelivery } from "@/lib/api/webhooks/contract";
import { presentDeliveryWithAttempts } from "@/lib/api/webhooks/present";
import * as webhooks from "@/lib/domain/webhooks";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getDelivery, async ({ ctx, params }) =>
    presentDeliveryWithAttempts(await webhooks.deliveryWithAttempts(ctx, params.id)),
  ),
);
