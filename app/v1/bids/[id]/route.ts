import { withdrawBid } from "@/lib/api/bids/contract";
import { presentBid } from "@/lib/api/bids/present";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as bids from "@/lib/domain/bids";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(withdrawBid, async ({ ctx, params }) => presentBid(await bids.withdraw(ctx, params.id))),
);
