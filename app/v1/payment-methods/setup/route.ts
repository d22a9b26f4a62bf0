import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { setupPaymentMethod } from "@/lib/api/payments/contract";
import * as owners from "@/lib/domain/owners";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(setupPaymentMethod, async ({ ctx }) => ({ client_secret: await owners.setupCard(ctx) })),
);
