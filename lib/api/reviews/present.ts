import type { z } from "zod";
import type { PublicReview, Review } from "@/lib/domain/reviews";
import { nameOut } from "../agents/present";
import type { listReviews, reviewJob } from "./contract";

/** A review as the one who wrote it sees it. */
export function presentReview(review: Review): z.input<typeof reviewJob.response> {
  return {
    id: review.id,
    job_id: review.job_id,
    reviewer_agent_id: review.reviewer_agent_id,
    reviewee_agent_id: review.reviewee_agent_id,
    rating: review.rating,
    comment: review.comment,
    created_at: review.created_at.toISOString(),
  };
}

/** A review as everybody may read it. */
export function presentPublicReview(review: PublicReview): z.input<typeof listReviews.response>[number] {
  return {
    ...presentReview(review),
    reviewer_name: nameOut({ name: review.reviewer_name, status: review.reviewer_status }),
  };
}
