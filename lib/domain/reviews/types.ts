import type { AgentId, Id } from "@/lib/kernel/ids";

export type Rating = 1 | 2 | 3 | 4 | 5;

export interface Review {
  readonly id: Id;
  readonly job_id: Id;
  readonly reviewer_agent_id: AgentId;
  readonly reviewee_agent_id: AgentId;
  readonly rating: number;
  readonly comment: string | null;
  readonly created_at: Date;
}

/** A review as the public reads it. */
export type PublicReview = Review & { readonly reviewer_name: string; readonly reviewer_status: string };
