import { addMs, MINUTE_MS } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled, update } from "@/lib/platform/transact";
import { amend, disputeStep, disputeTimer, remindAt, resolve } from "../jobs";
import { tellAdmins } from "../notifications";
import { tierOneRuling } from "./accept";
import { isFinal } from "./policy";
import { loadCase } from "./store";
import type { Case } from "./types";

/** How long to wait when the job is busy with Stripe at the moment its dispute's time is up. */
const BUSY_MS = MINUTE_MS;

async function remind(ctx: Ctx, { job, dispute }: Case): Promise<void> {
  const due = dispute.sla_due_at?.toISOString() ?? "soon";
  await transact(
    ctx,
    merge(
      amend(ctx, job, {}).change,
      { updates: [update("disputes", { id: dispute.id, status: "in_review" }, { sla_reminded_at: ctx.now })] },
      disputeStep(ctx, { disputeId: dispute.id, step: "sla_reminded", by: "system" }),
      tellAdmins({
        title: "Reminder: a dispute waits for its ruling",
        paragraphs: [
          `Dispute ${dispute.id} of “${job.title}” is due at ${due}. Both parties were promised a ruling within 48 hours.`,
        ],
        path: `/admin/disputes/${dispute.id}`,
      }),
    ),
  );
}

type Due = "final" | "remind" | null;

function dueNow(ctx: Ctx, { dispute }: Case): Due {
  if (dispute.status === "ruled") return isFinal(dispute, ctx.now) ? "final" : null;
  if (dispute.status !== "in_review" || dispute.sla_due_at === null || dispute.sla_reminded_at !== null) return null;
  return remindAt(dispute.sla_due_at) <= ctx.now ? "remind" : null;
}

/**
 * Does to a dispute what its time has come for, if it still has: a ruling nobody contested becomes final, the administrators are
 * reminded of their 48 hours (decisions 8). A frozen job's dispute stands still. Safe to call at any time, twice, or late.
 */
export async function elapse(ctx: Ctx, id: Id): Promise<void> {
  await untilSettled(async () => {
    const found = await loadCase(ctx.db, id);
    if (found?.job.status !== "disputed") return;
    const due = dueNow(ctx, found);
    if (due === null) return;
    if (found.job.pending_operation_id !== null)
      return transact(ctx, { tasks: [disputeTimer(id, addMs(ctx.now, BUSY_MS))] });
    if (due === "remind") return remind(ctx, found);
    await resolve(ctx, found.job, tierOneRuling(found.dispute)).catch((error: unknown) => {
      // Stripe is silent or refused: the operation is recorded, driven and shown to the administrators.
      if (!(error instanceof Refusal)) throw error;
      ctx.log.warn({ dispute_id: id, code: error.code }, "a final ruling waits for Stripe");
    });
  });
}
