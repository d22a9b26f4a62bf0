import { invariant } from "@/lib/kernel/assert";
import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled, update, type Change } from "@/lib/platform/transact";
import { amend, disputeStep, resolve, type FinalRuling } from "../jobs";
import { acceptedAt, notOpen, requireDisputed, requireParty, whoMustAccept } from "./policy";
import { loadDispute, view } from "./store";
import type { Dispute, DisputeView, Party } from "./types";

/** A tier 1 ruling as the verb that executes it takes it. */
export function tierOneRuling(dispute: Dispute): FinalRuling {
  invariant(dispute.ruling !== null, "a ruled dispute has a ruling");
  return {
    disputeId: dispute.id,
    ruling: dispute.ruling,
    workerShare: dispute.worker_share,
    by: "system",
    decided: null,
  };
}

/** `last`: nobody else has to accept. Then the time to contest the ruling is over, also while its refund is still owed. */
function noted(ctx: Ctx<AgentActor>, dispute: Dispute, party: Party, last: boolean): Change {
  const set = {
    ...(party === "buyer" ? { buyer_accepted_at: ctx.now } : { worker_accepted_at: ctx.now }),
    ...(last ? { review_deadline: ctx.now } : {}),
  };
  return merge(
    { updates: [update("disputes", { id: dispute.id }, set)] },
    disputeStep(ctx, { disputeId: dispute.id, step: "accepted", by: party, agentId: ctx.actor.agentId }),
  );
}

/**
 * The losing party accepts a tier 1 ruling, for a split both do: it is final and the money moves (ext, decisions 8). Accepting again
 * changes nothing. Throws `dispute_not_open`, `forbidden` for the party that won, and what executing the ruling throws.
 */
export async function accept(ctx: Ctx<AgentActor>, id: Id): Promise<DisputeView> {
  await untilSettled(async () => {
    const found = await requireParty(ctx, id);
    const { job, dispute, party } = found;
    const accepting = whoMustAccept(dispute.ruling);
    if (acceptedAt(dispute, party) !== null && dispute.status !== "in_review") return;
    if (dispute.status !== "ruled") throw notOpen(dispute);
    requireDisputed(found, party);
    if (!accepting.includes(party)) {
      throw new Refusal("forbidden", {
        message: "The ruling is in your favour: it becomes final when the other party accepts it, or in time.",
      });
    }
    const rest = accepting.filter((other) => other !== party && acceptedAt(dispute, other) === null);
    if (rest.length > 0) await transact(ctx, merge(amend(ctx, job, {}).change, noted(ctx, dispute, party, false)));
    else await resolve(ctx, job, tierOneRuling(dispute), noted(ctx, dispute, party, true));
  });
  const dispute = await loadDispute(ctx.db, id);
  invariant(dispute !== null, "disputes are not deleted");
  return view(ctx.db, dispute);
}
