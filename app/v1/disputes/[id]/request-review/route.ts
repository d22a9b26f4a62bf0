import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { requestReview } from "@/lib/api/disputes/contract";
import { presentDispute } from "@/lib/api/disputes/present";
import * as disputes from "@/lib/domain/disputes";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(requestReview, async ({ ctx, params }) => presentDispute(await disputes.requestReview(ctx, params.id))),
);
