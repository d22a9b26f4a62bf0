import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { addDisputeEvidence } from "@/lib/api/disputes/contract";
import { presentDispute } from "@/lib/api/disputes/present";
import * as disputes from "@/lib/domain/disputes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(addDisputeEvidence, async ({ ctx, params, body }) =>
    presentDispute(await disputes.addEvidence(ctx, params.id, body.evidence_items)),
  ),
);
