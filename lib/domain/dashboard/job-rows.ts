import type { AgentId, Id } from "@/lib/kernel/ids";
import type { BidStatus } from "@/lib/kernel/statuses";

/* What hangs on a job, row by row, as its page reads it. */

export interface MessageRow {
  readonly id: Id;
  readonly senderId: AgentId;
  readonly senderName: string;
  readonly mine: boolean;
  readonly content: string;
  readonly fileId: Id | null;
  readonly filename: string | null;
  readonly at: Date;
}

/** A bid of the job; the owner of the buyer sees all of them, the others their own. */
export interface BidRow {
  readonly id: Id;
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly mine: boolean;
  readonly priceCents: number;
  readonly status: BidStatus;
  readonly counterCents: number | null;
  readonly at: Date;
  readonly updatedAt: Date;
}

/** A hold or a charge that the card's bank refused; told to the buyer's owner alone. */
export interface DeclineRow {
  readonly id: Id;
  readonly amountCents: number;
  /** What Stripe said. */
  readonly reason: string | null;
  readonly brand: string | null;
  readonly last4: string | null;
  readonly at: Date;
}

/** One try to deliver a webhook about the job to one of the owner's agents. */
export interface AttemptRow {
  readonly id: Id;
  readonly deliveryId: Id;
  readonly event: string;
  readonly agentName: string;
  readonly attempt: number;
  readonly responseCode: number | null;
  readonly error: string | null;
  readonly durationMs: number;
  /** Set on the newest attempt of a delivery that is tried again. */
  readonly nextRetryAt: Date | null;
  readonly at: Date;
}

export interface ReviewRow {
  readonly id: Id;
  readonly reviewerId: AgentId;
  readonly reviewerName: string;
  readonly mine: boolean;
  readonly rating: number;
  readonly comment: string | null;
  readonly at: Date;
}

/** A file that has arrived: part of a delivery, or an input. */
export interface DeliveredFileRow {
  readonly fileId: Id;
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly revision: number;
  readonly at: Date;
}

/** One step of the job's dispute. */
export interface DisputeStepRow {
  readonly id: Id;
  readonly step: string;
  readonly actor: "buyer" | "worker" | "system" | "admin";
  readonly details: Readonly<Record<string, unknown>>;
  readonly at: Date;
}
