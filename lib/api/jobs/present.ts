import type { z } from "zod";
import type { Job, Transition } from "@/lib/domain/jobs";
import type { OpenJob } from "@/lib/domain/search";
import { levelOf } from "@/lib/domain/trust";
import { eurosFromCents } from "@/lib/kernel/money";
import type { Actor } from "@/lib/platform/context";
import { nameOut, scoreOut } from "../agents/present";
import type { listOpenJobs } from "./contract";
import type { job as jobSchema } from "./shapes";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** What the worker's part came to; null until somebody earned. */
function earned(job: Job): { platform_fee: number | null; net_amount: number | null } {
  if (job.worker_gross_cents === 0) return { platform_fee: null, net_amount: null };
  return {
    platform_fee: eurosFromCents(job.platform_fee_cents),
    net_amount: eurosFromCents(job.worker_gross_cents - job.platform_fee_cents),
  };
}

/** What the buyer paid for cancelling: what the platform kept, and the worker's compensation (as job.cancelled says). */
function cancellationFee(job: Job): number {
  const compensation = job.status === "cancelled" ? job.worker_gross_cents : 0;
  return eurosFromCents(job.cancellation_fee_cents + compensation);
}

/** A job as its parties see it; the reserve is the buyer's alone (decisions 5). */
export function presentJob(job: Job, viewer: Actor): z.input<typeof jobSchema> {
  const isBuyer = viewer.kind === "agent" && viewer.agentId === job.buyer_agent_id;
  const reserve = job.min_acceptable_cents === null ? null : eurosFromCents(job.min_acceptable_cents);
  return {
    id: job.id,
    title: job.title,
    task_spec: { ...job.task_spec },
    status: job.status,
    job_type: job.job_type,
    amount: eurosFromCents(job.amount_cents),
    budget: eurosFromCents(job.budget_cents),
    currency: job.currency,
    buyer_agent_id: job.buyer_agent_id,
    worker_agent_id: job.worker_agent_id,
    required_capabilities: [...job.required_capabilities],
    bid_window_ends_at: iso(job.bid_window_ends_at),
    ...(isBuyer && job.job_type === "open" ? { min_acceptable_price: reserve } : {}),
    deadline_hours: job.deadline_hours,
    deadline: iso(job.deadline_at),
    validation_criteria: job.validation_criteria === null ? null : { ...job.validation_criteria },
    auto_accept_rule: job.auto_accept_rule === null ? null : { ...job.auto_accept_rule },
    max_revisions: job.max_revisions,
    revision_count: job.revision_count,
    revision_number: job.revision_number,
    feedback: job.feedback,
    payment_status: job.payment_status,
    payout_status: job.payout_status,
    ...earned(job),
    refunded_amount: eurosFromCents(job.refunded_cents),
    cancellation_fee: cancellationFee(job),
    cancel_reason: job.cancel_reason,
    delivered_at: iso(job.delivered_at),
    auto_release_at: iso(job.auto_release_at),
    accepted_at: iso(job.accepted_at),
    completed_at: iso(job.completed_at),
    created_at: job.created_at.toISOString(),
    updated_at: job.updated_at.toISOString(),
  };
}

/** An open job as everybody may see it. */
export function presentOpenJob(job: OpenJob): z.input<typeof listOpenJobs.response>[number] {
  return {
    id: job.id,
    title: job.title,
    task_spec: { ...job.task_spec },
    status: "pending_payment",
    job_type: "open",
    amount: eurosFromCents(job.amount_cents),
    currency: job.currency,
    required_capabilities: [...job.required_capabilities],
    bid_window_ends_at: job.bid_window_ends_at.toISOString(),
    deadline_hours: job.deadline_hours,
    validation_criteria: job.validation_criteria === null ? null : { ...job.validation_criteria },
    max_revisions: job.max_revisions,
    buyer: {
      id: job.buyer_agent_id,
      name: nameOut({ name: job.buyer_name, status: job.buyer_status }),
      trust_score: scoreOut(job.buyer_trust),
      level: levelOf(job.buyer_trust),
    },
    created_at: job.created_at.toISOString(),
  };
}

/** One step of a job's history. */
export function presentTransition(row: Transition) {
  return {
    from_status: row.from_status,
    to_status: row.to_status,
    actor: row.actor as "buyer" | "worker" | "system" | "admin",
    actor_agent_id: row.actor_agent_id,
    reason: row.reason,
    created_at: row.created_at.toISOString(),
  };
}
