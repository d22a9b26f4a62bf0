import { listBids, placeBid } from "@/lib/api/bids/contract";
import { offerOf, presentBid } from "@/lib/api/bids/present";
import { pageOf, rowsWanted } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import * as bids from "@/lib/domain/bids";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listBids, async ({ ctx, params, query }) =>
    pageOf(await bids.list(ctx, params.id, rowsWanted(query)), query.limit, presentBid),
  ),
  serve(placeBid, async ({ ctx, params, body }) => presentBid(await bids.place(ctx, params.id, offerOf(body)))),
);
