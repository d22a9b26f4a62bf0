import { whole } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { listPaymentMethods } from "@/lib/api/payments/contract";
import { presentCard } from "@/lib/api/payments/present";
import * as owners from "@/lib/domain/owners";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listPaymentMethods, async ({ ctx }) => whole((await owners.cardsOf(ctx, ctx.actor.ownerId)).map(presentCard))),
);
