import { acceptCounter } from "@/lib/api/bids/contract";
import { presentBid } from "@/lib/api/bids/present";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as bids from "@/lib/domain/bids";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(acceptCounter, async ({ ctx, params }) => presentBid(await bids.acceptCounter(ctx, params.id))),
);
