import { route } from "@/lib/api/core/route";
import { serve } from "@/lib/api/core/serve";
import { reviewJob } from "@/lib/api/reviews/contract";
import { presentReview } from "@/lib/api/reviews/present";
import * as reviews from "@/lib/domain/reviews";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  serve(reviewJob, async ({ ctx, params, body }) =>
    presentReview(await reviews.review(ctx, params.id, { rating: body.rating, comment: body.comment ?? null })),
  ),
);
