import { notFound, Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import { audited, requireAdmin, requireReason } from "@/lib/platform/admin";
import type { AdminActor, Ctx } from "@/lib/platform/context";
import { untilSettled, type Change } from "@/lib/platform/transact";
import { resolve, type RulingKind } from "../jobs";
import { notOpen, requireDisputed } from "./policy";
import { loadCase, view } from "./store";
import type { Case, DisputeView } from "./types";

export interface Decision {
  readonly ruling: RulingKind;
  /** With `split` alone: the worker's part, strictly between 0 and 1, at most four decimals. */
  readonly workerShare?: number | undefined;
  readonly reasoning: string;
}

/** Ten-thousandths, or null where no part is named. Throws 422 for what is no share (decisions 8). */
function shareOf({ ruling, workerShare }: Decision): number | null {
  const problem = (message: string) => new Refusal("invalid_request", { message, param: "worker_share" });
  if (ruling !== "split") {
    if (workerShare !== undefined) throw problem("Only a split has a worker_share.");
    return null;
  }
  const parts = Math.round((workerShare ?? 0) * 10_000);
  if (workerShare === undefined || !(parts > 0 && parts < 10_000) || parts / 10_000 !== workerShare) {
    throw problem("A split needs a worker_share strictly between 0 and 1, with at most four decimals.");
  }
  return parts;
}

function recorded(ctx: Ctx<AdminActor>, { job, dispute }: Case, decision: Decision): Change {
  const details = {
    job_id: job.id,
    ruling: decision.ruling,
    worker_share: decision.workerShare ?? null,
    reasoning: decision.reasoning,
  };
  return audited(ctx, { action: "dispute.rule", subjectType: "dispute", subjectId: dispute.id, details });
}

/**
 * An administrator rules on a dispute in human review (tier 2): final at once, and the money moves with it. The ruling shows when it
 * has taken effect, so that one whose refund Stripe refuses can be made anew. Throws `dispute_not_open`, `forbidden` for an
 * address that is not in `ADMIN_EMAILS`, 422 for a share that is none, and what executing the ruling throws.
 */
export async function rule(ctx: Ctx<AdminActor>, id: Id, decision: Decision): Promise<DisputeView> {
  requireAdmin(ctx);
  const reasoning = requireReason(decision.reasoning, "reasoning");
  const workerShare = shareOf(decision);
  await untilSettled(async () => {
    const found = await loadCase(ctx.db, id);
    if (found === null) throw notFound();
    if (found.dispute.status !== "in_review") throw notOpen(found.dispute);
    requireDisputed(found, "admin");
    const decided = { reasoning, email: ctx.actor.email };
    const ruling = { disputeId: id, ruling: decision.ruling, workerShare, by: "admin", decided } as const;
    await resolve(ctx, found.job, ruling, recorded(ctx, found, { ...decision, reasoning }));
  });
  const after = await loadCase(ctx.db, id);
  if (after === null) throw notFound();
  return view(ctx.db, after.dispute);
}
