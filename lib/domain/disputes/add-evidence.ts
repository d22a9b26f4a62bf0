import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { Conflict, merge, transact, untilSettled, update, type Change } from "@/lib/platform/transact";
import { amend, arbitrationOf, disputeStep, disputeTimerKey } from "../jobs";
import { evidenceRows, requireFiles } from "./evidence";
import { isFinal, MAX_EVIDENCE_EACH, notOpen, requireDisputed, requireParty } from "./policy";
import { listEvidence, loadDispute, view } from "./store";
import type { Dispute, DisputeView, Evidence, EvidenceItem, Party } from "./types";

/** Whether a party has spoken: it opened the dispute, or has handed in evidence. Pure. */
function heard(dispute: Dispute, evidence: readonly Evidence[], party: Party): boolean {
  return dispute.opened_by === party || evidence.some(({ submitted_by }) => submitted_by === party);
}

const UNRULED = {
  status: "open",
  ruling: null,
  worker_share: null,
  confidence: null,
  reasoning: null,
  ruled_by: null,
  ruled_at: null,
  review_deadline: null,
  buyer_accepted_at: null,
  worker_accepted_at: null,
} as const;

/** Tier 1 ruled before this party had said anything: it judges anew, with both sides before it. Once for each party. */
function reopened(ctx: Ctx, dispute: Dispute, by: Party): Change {
  return merge(
    {
      updates: [update("disputes", { id: dispute.id, status: "ruled" }, UNRULED)],
      unqueue: [disputeTimerKey(dispute.id)],
    },
    disputeStep(ctx, { disputeId: dispute.id, step: "reopened", by: "system", details: { heard: by } }),
    arbitrationOf(dispute.id),
  );
}

/**
 * Either party adds evidence until the dispute is resolved (ext): tier 1 reads it while the dispute is open, a human in review. The
 * first words of a party that had not been heard set a tier 1 ruling aside while it is not final. Throws `dispute_not_open` and `limit_reached`.
 */
export async function addEvidence(ctx: Ctx<AgentActor>, id: Id, items: readonly EvidenceItem[]): Promise<DisputeView> {
  return untilSettled(async () => {
    const found = await requireParty(ctx, id);
    const { job, dispute, party } = found;
    if (dispute.status === "resolved") throw notOpen(dispute);
    requireDisputed(found, party);
    await requireFiles(ctx, job.id, items);
    const known = await listEvidence(ctx.db, id);
    if (known.filter(({ submitted_by }) => submitted_by === party).length + items.length > MAX_EVIDENCE_EACH) {
      throw new Refusal("limit_reached", { message: `A party may hand in ${MAX_EVIDENCE_EACH} pieces of evidence.` });
    }
    const contestable = dispute.status === "ruled" && !isFinal(dispute, ctx.now);
    const unheard = contestable && !heard(dispute, known, party);
    const change = merge(
      amend(ctx, job, {}).change,
      evidenceRows(ctx, id, party, items, ctx.resourceId),
      disputeStep(ctx, {
        disputeId: id,
        step: "evidence_added",
        by: party,
        agentId: ctx.actor.agentId,
        details: { items: items.length },
      }),
      unheard ? reopened(ctx, dispute, party) : {},
    );
    await transact(ctx, change).catch((error: unknown) => {
      // An earlier try of this very request has stored it.
      if (!(error instanceof Conflict) || error.what !== "dispute_evidence_pkey") throw error;
    });
    return view(ctx.db, (await loadDispute(ctx.db, id)) ?? dispute);
  });
}
