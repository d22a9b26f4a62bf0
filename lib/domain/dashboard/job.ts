import { notFound } from "@/lib/kernel/errors";
import { isId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { AgentStatus, PayoutStatus } from "@/lib/kernel/statuses";
import { allowedCommands, type Command, type JobStatus, type JobType } from "../jobs";
import type { DeliveredFileRow, DisputeStepRow } from "./job-rows";
import { jobStory, type JobStory } from "./job-story";
import { pastOf, type JobPast } from "./past";
import type { OwnerCtx } from "./scope";

export interface JobDetail {
  readonly id: Id;
  readonly title: string;
  readonly status: JobStatus;
  readonly type: JobType;
  readonly taskSpec: Readonly<Record<string, unknown>>;
  readonly criteria: Readonly<Record<string, unknown>> | null;
  readonly buyerId: AgentId;
  readonly buyerName: string;
  readonly buyerMine: boolean;
  readonly workerId: AgentId | null;
  readonly workerName: string | null;
  readonly workerMine: boolean;
  /** Hundredths of a point; null while nobody is assigned. */
  readonly workerTrust: number | null;
  readonly amountCents: number;
  /** What was posted; an accepted bid may be below it. */
  readonly budgetCents: number;
  /** The buyer's secret: null for everybody else. */
  readonly minAcceptableCents: number | null;
  readonly requiredCapabilities: readonly string[];
  readonly bidWindowEndsAt: Date | null;
  readonly heldCents: number;
  readonly capturedCents: number;
  readonly refundedCents: number;
  readonly grossCents: number;
  readonly feeCents: number;
  readonly cancellationFeeCents: number;
  /** What a lost chargeback took of the worker's net before it was sent. */
  readonly forfeitedCents: number;
  readonly paymentStatus: "none" | "failed" | "authorized" | "captured" | "voided" | "partially_refunded" | "refunded";
  readonly payoutStatus: PayoutStatus;
  /** Stripe is being asked for this job's money; until it has answered nothing else may happen. */
  readonly pendingOperationId: Id | null;
  readonly captureBefore: Date | null;
  /** The card the hold was placed on; null unless the buyer is the owner's. */
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly revisionCount: number;
  readonly maxRevisions: number;
  /** What the worker was last asked to change. */
  readonly feedback: string | null;
  /** Both agents belong to one owner, or to owners that share a card: such jobs take no reviews. */
  readonly sameOwner: boolean;
  readonly deliveredAt: Date | null;
  readonly autoReleaseAt: Date | null;
  readonly deadlineAt: Date | null;
  readonly createdAt: Date;
}

export interface JobCase extends JobPast, JobStory {
  readonly job: JobDetail;
  /** What each side may do now. */
  readonly commands: Readonly<Record<"buyer" | "worker", readonly Command[]>>;
  readonly files: readonly DeliveredFileRow[];
  readonly disputeSteps: readonly DisputeStepRow[];
}

const DETAIL = `
  SELECT j.id, j.title, j.status, j.job_type AS type, j.task_spec AS "taskSpec", j.validation_criteria AS criteria,
    j.buyer_agent_id AS "buyerId", b.name AS "buyerName", (j.buyer_owner_id = $2) AS "buyerMine",
    j.worker_agent_id AS "workerId", w.name AS "workerName", coalesce(j.worker_owner_id = $2, false) AS "workerMine",
    w.trust_score AS "workerTrust", j.amount_cents AS "amountCents", j.budget_cents AS "budgetCents",
    CASE WHEN j.buyer_owner_id = $2 THEN j.min_acceptable_cents END AS "minAcceptableCents",
    j.required_capabilities AS "requiredCapabilities", j.bid_window_ends_at AS "bidWindowEndsAt", j.held_cents AS "heldCents",
    j.captured_cents AS "capturedCents", j.refunded_cents AS "refundedCents", j.worker_gross_cents AS "grossCents",
    j.platform_fee_cents AS "feeCents", j.cancellation_fee_cents AS "cancellationFeeCents",
    j.forfeited_cents AS "forfeitedCents",
    j.payment_status AS "paymentStatus", j.payout_status AS "payoutStatus", j.pending_operation_id AS "pendingOperationId",
    j.capture_before AS "captureBefore", card.brand AS "cardBrand", card.last4 AS "cardLast4",
    j.revision_count AS "revisionCount", j.max_revisions AS "maxRevisions", j.feedback,
    coalesce(same_owner(j.buyer_owner_id, j.worker_owner_id), false) AS "sameOwner", j.delivered_at AS "deliveredAt",
    j.auto_release_at AS "autoReleaseAt", j.deadline_at AS "deadlineAt", j.created_at AS "createdAt"
  FROM jobs j
  JOIN agents b ON b.id = j.buyer_agent_id
  LEFT JOIN agents w ON w.id = j.worker_agent_id
  LEFT JOIN LATERAL (
    SELECT c.brand, c.last4 FROM stripe_operations o
    JOIN cards c ON c.payment_method_id = o.request ->> 'paymentMethodId' AND c.owner_id = $2
    WHERE o.job_id = j.id AND o.kind = 'hold' ORDER BY o.created_at DESC, o.id DESC LIMIT 1) AS card ON true
  WHERE j.id = $1 AND (j.buyer_owner_id = $2 OR j.worker_owner_id = $2)`;

const FILES = `
  SELECT id AS "fileId", original_filename AS filename, content_type AS "contentType", file_size_bytes AS "sizeBytes",
    revision_number AS revision, confirmed_at AS at
  FROM files WHERE job_id = $1 AND purpose = 'deliverable' AND upload_status = 'confirmed'
  ORDER BY created_at DESC, id DESC LIMIT 100`;

const DISPUTE_STEPS = `
  SELECT s.id, s.step, s.actor, s.details, s.created_at AS at
  FROM disputes d JOIN dispute_steps s ON s.dispute_id = d.id WHERE d.job_id = $1 ORDER BY s.seq LIMIT 200`;

function commandsOf(job: JobDetail): JobCase["commands"] {
  const situation = {
    status: job.status,
    job_type: job.type,
    revision_count: job.revisionCount,
    max_revisions: job.maxRevisions,
    pending_operation_id: job.pendingOperationId,
  };
  return { buyer: allowedCommands(situation, "buyer"), worker: allowedCommands(situation, "worker") };
}

/** One job of the owner with everything its page shows. Throws 404 for jobs of others, as for jobs that do not exist. */
export async function job(ctx: OwnerCtx, id: string): Promise<JobCase> {
  if (!isId(id)) throw notFound();
  const [detail] = await ctx.db.query<JobDetail>(DETAIL, [id, ctx.actor.ownerId], "dashboard-job");
  if (detail === undefined) throw notFound();
  const [past, files, disputeSteps, story] = await Promise.all([
    pastOf(ctx, id),
    ctx.db.query<DeliveredFileRow>(FILES, [id], "dashboard-files"),
    ctx.db.query<DisputeStepRow>(DISPUTE_STEPS, [id], "dashboard-dispute-steps"),
    jobStory(ctx, id),
  ]);
  const commands = commandsOf(detail);
  return { job: detail, commands, ...past, files, disputeSteps, ...story };
}

/** One side of a job that is the owner's, as an actor needs it. */
export interface OwnSide {
  readonly agentId: AgentId;
  readonly status: AgentStatus;
}

/** The owner's agent on one side of a job. Throws 404 where that side is somebody else's, or nobody's. */
export async function ownSide(ctx: OwnerCtx, id: string, side: "buyer" | "worker"): Promise<OwnSide> {
  if (!isId(id)) throw notFound();
  const [own] = await ctx.db.query<OwnSide>(
    `SELECT a.id AS "agentId", a.status FROM jobs j JOIN agents a ON a.id = j.${side}_agent_id
     WHERE j.id = $1 AND j.${side}_owner_id = $2`,
    [id, ctx.actor.ownerId],
    `dashboard-own-${side}`,
  );
  if (own === undefined) throw notFound();
  return own;
}
