import { invariant } from "@/lib/kernel/assert";
import { Refusal } from "@/lib/kernel/errors";
import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled } from "@/lib/platform/transact";
import { disputed, heldToStatus, loadJob, requireRule, roleOf } from "../jobs";
import { evidenceRows, requireFiles } from "./evidence";
import { loadDispute, view } from "./store";
import type { DisputeView, EvidenceItem } from "./types";

export interface Complaint {
  readonly reason: string;
  readonly evidence: readonly EvidenceItem[];
}

/** The dispute that an earlier try of this very request has opened, or null. */
async function openedBefore(ctx: Ctx<AgentActor>, jobId: Id): Promise<DisputeView | null> {
  const dispute = await loadDispute(ctx.db, ctx.resourceId);
  return dispute?.job_id === jobId ? view(ctx.db, dispute) : null;
}

/**
 * A party disputes a delivery (reference 002, decisions 8): the money stays held, the other party hears of it, and tier 1 judges in
 * the background. Throws `invalid_job_status` outside delivered and revision_requested, 422 for keys that are no file of the job.
 */
export async function open(ctx: Ctx<AgentActor>, jobId: Id, complaint: Complaint): Promise<DisputeView> {
  const held = heldToStatus();
  return untilSettled(async () => {
    const found = await loadJob(ctx.db, jobId);
    const again = found !== null && roleOf(found, ctx.actor) !== null ? await openedBefore(ctx, jobId) : null;
    if (again !== null) return again;
    const { job, role } = held(requireRule(found, "dispute", ctx.actor, ["buyer", "worker"]));
    invariant(role === "buyer" || role === "worker", "only parties open disputes");
    invariant(job.worker_agent_id !== null && job.worker_owner_id !== null, "what was delivered has a worker");
    await requireFiles(ctx, job.id, complaint.evidence);
    const assigned = { ...job, worker_agent_id: job.worker_agent_id, worker_owner_id: job.worker_owner_id };
    const moved = disputed(ctx, assigned, { disputeId: ctx.resourceId, by: role, reason: complaint.reason });
    await transact(ctx, merge(moved.change, evidenceRows(ctx, ctx.resourceId, role, complaint.evidence)));
    const dispute = await loadDispute(ctx.db, ctx.resourceId);
    if (dispute === null) throw new Refusal("internal_error");
    return view(ctx.db, dispute);
  });
}
