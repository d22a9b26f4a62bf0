import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { getDispute, openDispute } from "@/lib/api/disputes/contract";
import { presentDispute } from "@/lib/api/disputes/present";
import * as disputes from "@/lib/domain/disputes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(getDispute, async ({ ctx, params }) => presentDispute(await disputes.ofJob(ctx, params.id))),
  serve(openDispute, async ({ ctx, params, body }) =>
    presentDispute(await disputes.open(ctx, params.id, { reason: body.reason, evidence: body.evidence_items })),
  ),
);
