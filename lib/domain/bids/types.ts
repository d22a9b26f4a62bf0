import type { AgentId } from "@/lib/kernel/ids";
import type { BidStatus } from "@/lib/kernel/statuses";
import type { bidsModel } from "@/lib/platform/prisma/models";

/** A bid with what everybody may know of its bidder. */
export type Bid = Omit<bidsModel, "status" | "agent_id"> & {
  readonly agent_id: AgentId;
  readonly status: BidStatus;
  readonly bidder_name: string;
  readonly bidder_status: string;
  /** Hundredths of a point. */
  readonly bidder_trust: number;
};

/** A job's most active bids (reference 002). */
export const MAX_LIVE_BIDS = 100;

/** What a bid is while it waits for an answer. */
export const LIVE: readonly BidStatus[] = ["active", "countered"];

/** What an agent offers (reference 002, POST /v1/jobs/:id/bids). */
export interface Offer {
  readonly priceCents: number;
  readonly estimatedHours: number | null;
  readonly message: string | null;
}
