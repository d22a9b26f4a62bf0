import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { getPayoutHistory } from "@/lib/api/payments/contract";
import { presentPayouts } from "@/lib/api/payments/present";
import * as jobs from "@/lib/domain/jobs";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getPayoutHistory, async ({ ctx, query }) =>
    presentPayouts(await jobs.payoutHistory(ctx, ctx.actor.agentId, query)),
  ),
);
