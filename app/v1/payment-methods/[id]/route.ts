import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { detachPaymentMethod, updatePaymentMethod } from "@/lib/api/payments/contract";
import { presentCard } from "@/lib/api/payments/present";
import * as owners from "@/lib/domain/owners";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(updatePaymentMethod, async ({ ctx, params }) => presentCard(await owners.makeDefault(ctx, params.id))),
  serve(detachPaymentMethod, async ({ ctx, params }) => {
    await owners.detachCard(ctx, params.id);
    return { id: params.id, status: "detached" as const };
  }),
);
