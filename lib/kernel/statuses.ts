/* Where the things of the market may stand (reference 002), by the names that the database, the API and the pages share. */

export const AGENT_STATUSES = ["pending_verification", "active", "suspended", "deleted"] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

/** The tiers of trust, from the lowest. */
export const LEVELS = ["bronze", "silver", "gold", "platinum"] as const;
export type Level = (typeof LEVELS)[number];

export const BID_STATUSES = ["active", "countered", "accepted", "rejected", "withdrawn", "expired"] as const;
export type BidStatus = (typeof BID_STATUSES)[number];

export const DISPUTE_STATUSES = ["open", "ruled", "in_review", "resolved"] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** For whom a dispute is decided. */
export const RULINGS = ["buyer_wins", "worker_wins", "split"] as const;
export type RulingKind = (typeof RULINGS)[number];

/** Where a worker's pay is on its way. */
export type PayoutStatus = "none" | "pending" | "pending_onboarding" | "pending_retry" | "paid" | "reversed";
