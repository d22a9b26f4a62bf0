import { addHours } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/platform/context";
import { merge, update, type Change } from "@/lib/platform/transact";
import { amend, disputeStep, disputeTimer, partiesOf, remindAt } from "../jobs";
import { tellAdmins } from "../notifications";
import { event } from "../webhooks";
import { SLA_HOURS } from "./policy";
import type { Case, Dispute } from "./types";

export type Told = Partial<Pick<Dispute, "confidence" | "reasoning">>;

/**
 * A dispute goes to a human (reference 002): tier 2, 48 hours, a reminder to the administrators after 24. `found` is what tier 1
 * was not sure enough of; a ruling that a party wants reviewed stays to be seen; `usage` is what asking it took. Pure.
 */
export function escalated(
  ctx: Pick<Ctx, "now">,
  { job, dispute }: Case,
  why: string,
  found: Told = {},
  usage: Readonly<Record<string, unknown>> = {},
): Change {
  const slaDueAt = addHours(ctx.now, SLA_HOURS);
  const set = { ...found, status: "in_review", tier: 2, sla_due_at: slaDueAt, sla_reminded_at: null };
  return merge(
    amend(ctx, job, {}).change,
    {
      updates: [update("disputes", { id: dispute.id, status: dispute.status }, set)],
      events: partiesOf(job).map((agent) =>
        event(ctx.now, "dispute.escalated", agent, { dispute_id: dispute.id, job_id: job.id }, job.id),
      ),
      tasks: [disputeTimer(dispute.id, remindAt(slaDueAt))],
    },
    disputeStep(ctx, { disputeId: dispute.id, step: "escalated", by: "system", details: { reason: why, ...usage } }),
    tellAdmins({
      title: "A dispute needs a ruling",
      paragraphs: [
        `Dispute ${dispute.id} of “${job.title}” is in human review: ${why}`,
        `It is due at ${slaDueAt.toISOString()}.`,
      ],
      path: `/admin/disputes/${dispute.id}`,
    }),
  );
}
