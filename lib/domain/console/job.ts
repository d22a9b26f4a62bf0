import { notFound } from "@/lib/kernel/errors";
import { isId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { AgentStatus, DisputeStatus, PayoutStatus } from "@/lib/kernel/statuses";
import type { JobStatus, JobType, OpenObject } from "../jobs";
import { history, type JobHistory } from "./history";
import type { AdminCtx } from "./scope";

/** A side of a job, as an operator has to know it. */
export interface Party {
  readonly agentId: AgentId;
  readonly name: string;
  readonly status: AgentStatus;
  /** Hundredths of a point. */
  readonly trust: number;
  readonly ownerId: Id;
  readonly email: string;
}

export interface JobRecord {
  readonly id: Id;
  readonly title: string;
  readonly status: JobStatus;
  readonly statusBeforeFreeze: JobStatus | null;
  readonly frozenAt: Date | null;
  readonly type: JobType;
  readonly taskSpec: OpenObject;
  readonly criteria: OpenObject | null;
  readonly buyer: Party;
  readonly worker: Party | null;
  readonly amountCents: number;
  readonly heldCents: number;
  readonly capturedCents: number;
  readonly refundedCents: number;
  readonly grossCents: number;
  readonly feeCents: number;
  readonly cancellationFeeCents: number;
  readonly paymentStatus: string;
  readonly payoutStatus: PayoutStatus;
  /** The command that waits for Stripe; null where none does. */
  readonly pendingCommand: string | null;
  readonly paymentIntentId: string | null;
  readonly chargeId: string | null;
  readonly transferId: string | null;
  readonly revisionCount: number;
  readonly maxRevisions: number;
  readonly deadlineAt: Date | null;
  readonly createdAt: Date;
}

export interface MessageRow {
  readonly id: Id;
  readonly by: "buyer" | "worker";
  readonly type: string;
  readonly content: string;
  readonly at: Date;
}

export interface JobDisputeRow {
  readonly id: Id;
  readonly state: DisputeStatus;
  readonly tier: number;
  readonly createdAt: Date;
}

/** A job with everything that hangs on it. */
export interface JobFile extends JobHistory {
  readonly job: JobRecord;
  readonly messages: readonly MessageRow[];
  readonly disputes: readonly JobDisputeRow[];
}

const party = (agent: string, owner: string) => `
  json_build_object('agentId', ${agent}.id, 'name', ${agent}.name, 'status', ${agent}.status, 'trust', ${agent}.trust_score,
    'ownerId', ${owner}.id, 'email', ${owner}.email)`;

const JOB = `
  SELECT j.id, j.title, j.status, j.status_before_freeze AS "statusBeforeFreeze", j.frozen_at AS "frozenAt", j.job_type AS type,
    j.task_spec AS "taskSpec", j.validation_criteria AS criteria, ${party("b", "bo")} AS buyer,
    CASE WHEN w.id IS NOT NULL THEN ${party("w", "wo")} END AS worker,
    j.amount_cents AS "amountCents", j.held_cents AS "heldCents", j.captured_cents AS "capturedCents",
    j.refunded_cents AS "refundedCents", j.worker_gross_cents AS "grossCents", j.platform_fee_cents AS "feeCents",
    j.cancellation_fee_cents AS "cancellationFeeCents", j.payment_status AS "paymentStatus", j.payout_status AS "payoutStatus",
    j.pending_command AS "pendingCommand", j.payment_intent_id AS "paymentIntentId", j.charge_id AS "chargeId",
    j.transfer_id AS "transferId", j.revision_count AS "revisionCount", j.max_revisions AS "maxRevisions",
    j.deadline_at AS "deadlineAt", j.created_at AS "createdAt"
  FROM jobs j
  JOIN agents b ON b.id = j.buyer_agent_id JOIN owners bo ON bo.id = j.buyer_owner_id
  LEFT JOIN agents w ON w.id = j.worker_agent_id LEFT JOIN owners wo ON wo.id = j.worker_owner_id
  WHERE j.id = $1`;

const MESSAGES = `
  SELECT m.id, CASE WHEN m.sender_agent_id = j.buyer_agent_id THEN 'buyer' ELSE 'worker' END AS by, m.type, m.content, m.created_at AS at
  FROM messages m JOIN jobs j ON j.id = m.job_id WHERE m.job_id = $1 ORDER BY m.created_at, m.id LIMIT 200`;

const DISPUTES = `
  SELECT id, status AS state, tier, created_at AS "createdAt" FROM disputes WHERE job_id = $1 ORDER BY created_at DESC, id DESC LIMIT 50`;

/** One job, whoever trades in it. Throws 404 where there is none. */
export async function job(ctx: AdminCtx, id: string): Promise<JobFile> {
  if (!isId(id)) throw notFound();
  const [found] = await ctx.db.query<JobRecord>(JOB, [id], "console-job");
  if (found === undefined) throw notFound();
  const [past, messages, disputes] = await Promise.all([
    history(ctx, id),
    ctx.db.query<MessageRow>(MESSAGES, [id], "console-messages"),
    ctx.db.query<JobDisputeRow>(DISPUTES, [id], "console-disputes-of-job"),
  ]);
  return { job: found, ...past, messages, disputes };
}
