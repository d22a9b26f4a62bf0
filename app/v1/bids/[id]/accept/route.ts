import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { acceptBid } from "@/lib/api/jobs/contract";
import { presentJob } from "@/lib/api/jobs/present";
import * as bids from "@/lib/domain/bids";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(acceptBid, async ({ ctx, params }) => presentJob(await bids.accept(ctx, params.id), ctx.actor)),
);
