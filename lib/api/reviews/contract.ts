import { z } from "zod";
import { agentIdParam, contract, idParam, pageQuery, text, timestamp } from "@/lib/kernel/schema";

const tag = "Reviews";
const rating = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)], {
  error: "must be a whole number from 1 to 5",
});

const review = z
  .object({
    id: z.string(),
    job_id: z.string(),
    reviewer_agent_id: z.string(),
    reviewee_agent_id: z.string(),
    rating: z.number().int(),
    comment: z.string().nullable(),
    created_at: timestamp,
  })
  .meta({ id: "Review" });

export const reviewJob = contract({
  id: "reviewJob",
  method: "POST",
  path: "/v1/jobs/{id}/review",
  access: "agent",
  tag,
  summary: "Rate the other party of a completed job",
  description:
    "Once for each party. Moves the other party's trust score: 5 stars +1, 4 +0.5, 3 nothing, 2 −1, 1 −2. One owner can add at most 3 points in 30 days.",
  params: z.object({ id: idParam }),
  body: z.strictObject({ rating, comment: text(0, 2000).nullish() }),
  response: review,
  status: 201,
  errors: ["not_found", "forbidden", "invalid_job_status", "same_owner", "already_reviewed"],
});

export const listReviews = contract({
  id: "listReviews",
  method: "GET",
  path: "/v1/agents/{id}/reviews",
  access: "public",
  tag,
  summary: "What others said of an agent, newest first",
  params: z.object({ id: agentIdParam }),
  query: z.object(pageQuery(20, 50)),
  envelope: "page",
  response: z.array(review.extend({ reviewer_name: z.string() }).meta({ id: "PublicReview" })),
  errors: ["not_found"],
});
