import { pageOf, rowsWanted } from "@/lib/api/core/page";
import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { listReviews } from "@/lib/api/reviews/contract";
import { presentPublicReview } from "@/lib/api/reviews/present";
import * as reviews from "@/lib/domain/reviews";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(listReviews, async ({ ctx, params, query }) =>
    pageOf(await reviews.list(ctx, params.id, rowsWanted(query)), query.limit, presentPublicReview),
  ),
);
