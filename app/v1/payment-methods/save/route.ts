import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { savePaymentMethod } from "@/lib/api/payments/contract";
import { presentCard } from "@/lib/api/payments/present";
import * as owners from "@/lib/domain/owners";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(savePaymentMethod, async ({ ctx, body }) => presentCard(await owners.saveCard(ctx, body.payment_method_id))),
);
