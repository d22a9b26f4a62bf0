import { invariant } from "@/lib/kernel/assert";
import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled } from "@/lib/platform/transact";
import { disputeStep } from "../jobs";
import { escalated } from "./escalate";
import { isAccepted, isFinal, notOpen, requireDisputed, requireParty } from "./policy";
import { loadDispute, view } from "./store";
import type { DisputeView } from "./types";

/**
 * Either party asks for a human within 7 days of a tier 1 ruling (reference 002, GDPR Article 22). Throws `review_window_closed`
 * after that, and once it was accepted; `dispute_not_open` where there is no tier 1 ruling to review.
 */
export async function requestReview(ctx: Ctx<AgentActor>, id: Id): Promise<DisputeView> {
  await untilSettled(async () => {
    const found = await requireParty(ctx, id);
    const { dispute, party } = found;
    if (isFinal(dispute, ctx.now))
      throw new Refusal("review_window_closed", {
        ...(isAccepted(dispute) ? { message: "The ruling was accepted, and is final." } : {}),
        details: { review_deadline: dispute.review_deadline?.toISOString() },
      });
    if (dispute.status !== "ruled") throw notOpen(dispute);
    requireDisputed(found, party);
    const asked = disputeStep(ctx, { disputeId: id, step: "review_requested", by: party, agentId: ctx.actor.agentId });
    await transact(ctx, merge(asked, escalated(ctx, found, `the ${party} asked for a review.`)));
  });
  const dispute = await loadDispute(ctx.db, id);
  invariant(dispute !== null, "disputes are not deleted");
  return view(ctx.db, dispute);
}
