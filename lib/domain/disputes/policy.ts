import { notFound, Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { roleOf, wrongStatus } from "../jobs";
import { loadCase } from "./store";
import type { Case, Dispute, Party } from "./types";

/** Days in which a party may ask for a human review of a tier 1 ruling (reference 002). */
export const REVIEW_DAYS = 7;
/** Hours in which a human rules (reference 002). */
export const SLA_HOURS = 48;
/** Tier 1 rules at or above this confidence; below it a human does (decisions 8). */
export const LEAST_CONFIDENCE = 0.8;
/** Pieces of evidence each party may hand in, over the whole dispute. */
export const MAX_EVIDENCE_EACH = 20;

/** A dispute for one of its parties; everybody else gets 404. */
export async function requireParty(ctx: Ctx<AgentActor>, id: Id): Promise<Case & { readonly party: Party }> {
  const found = await loadCase(ctx.db, id);
  const role = found === null ? null : roleOf(found.job, ctx.actor);
  if (found === null || (role !== "buyer" && role !== "worker")) throw notFound();
  return { ...found, party: role };
}

/** Throws while the job is frozen, closed, or waiting for Stripe: nothing may be decided about it then. */
export function requireDisputed({ job }: Case, by: Party | "admin" | "system"): void {
  if (job.pending_operation_id !== null) throw new Refusal("operation_in_progress", { retryAfterSeconds: 2 });
  if (job.status !== "disputed") throw wrongStatus(job, by);
}

export function notOpen(dispute: Dispute): Refusal {
  return new Refusal("dispute_not_open", { details: { status: dispute.status, tier: dispute.tier } });
}

/** Whose acceptance a ruling waits for: the party that lost, both of a split. Pure. */
export function whoMustAccept(ruling: Dispute["ruling"]): readonly Party[] {
  switch (ruling) {
    case "buyer_wins":
      return ["worker"];
    case "worker_wins":
      return ["buyer"];
    case "split":
      return ["buyer", "worker"];
    case null:
      return [];
  }
}

/**
 * Whether a tier 1 ruling cannot be contested any more: its time is over, which ends when the last who has to accept it does. From
 * then on it is only to be executed. Pure.
 */
export function isFinal({ tier, review_deadline }: Dispute, now: Date): boolean {
  return tier === 1 && review_deadline !== null && review_deadline <= now;
}

/** Whether all who must accept a ruling have. Pure. */
export function isAccepted(dispute: Dispute): boolean {
  return dispute.ruling !== null && whoMustAccept(dispute.ruling).every((party) => acceptedAt(dispute, party) !== null);
}

export function acceptedAt(dispute: Dispute, party: Party): Date | null {
  return party === "buyer" ? dispute.buyer_accepted_at : dispute.worker_accepted_at;
}
