import { addHours } from "@/lib/kernel/clock";
import { notFound, Refusal } from "@/lib/kernel/errors";
import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import { CURRENCY, type Cents } from "@/lib/kernel/money";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { Conflict, insert, merge, transact, type Change } from "@/lib/platform/transact";
import { requireUsable } from "../criteria";
import { loadOperation, plan } from "../escrow";
import { tierLimits } from "../trust";
import { drive, guardRefusal } from "./ask";
import { holdRequest, spending, type PayingCard } from "./money";
import { firstTimer } from "./move";
import { loadJob } from "./store";
import type { JobFacts, JobType } from "./types";

/** A job as a buyer posts it (reference 002, POST /v1/jobs). */
export interface Posting {
  readonly title: string;
  readonly taskSpec: Readonly<Record<string, unknown>>;
  readonly amount: Cents;
  readonly jobType: JobType;
  readonly workerAgentId: AgentId | null;
  readonly requiredCapabilities: readonly string[];
  readonly bidWindowHours: number;
  readonly minAcceptable: Cents | null;
  readonly deadlineHours: number;
  readonly validationCriteria: Readonly<Record<string, unknown>> | null;
  readonly autoAcceptRule: Readonly<Record<string, unknown>> | null;
  readonly maxRevisions: number;
}

interface PartiesRow {
  buyer_owner_id: Id;
  customer_id: string | null;
  payment_method_id: string | null;
  worker_owner_id: Id | null;
  worker_status: string | null;
  worker_trust: number | null;
  worker_jobs: number;
  worker_account_id: string | null;
  worker_ready: boolean;
}

async function loadParties(ctx: Ctx<AgentActor>, workerAgentId: AgentId | null): Promise<PartiesRow> {
  const [row] = await ctx.db.query<PartiesRow>(
    `SELECT o.id AS buyer_owner_id, o.stripe_customer_id AS customer_id,
       (SELECT c.payment_method_id FROM cards c WHERE c.owner_id = o.id AND c.is_default) AS payment_method_id,
       w.owner_id AS worker_owner_id, w.status AS worker_status, w.trust_score AS worker_trust,
       (SELECT count(*) FROM jobs j WHERE j.worker_agent_id = w.id
          AND j.status IN ('accepted', 'in_progress', 'delivered', 'validating', 'revision_requested', 'disputed')) AS worker_jobs,
       a.stripe_account_id AS worker_account_id, coalesce(a.is_ready, false) AS worker_ready
     FROM owners o LEFT JOIN agents w ON w.id = $2 LEFT JOIN connect_accounts a ON a.owner_id = w.owner_id
     WHERE o.id = $1`,
    [ctx.actor.ownerId, workerAgentId],
    "posting-parties",
  );
  if (row === undefined) throw notFound();
  return row;
}

function requireWorker(ctx: Ctx<AgentActor>, posting: Posting, parties: PartiesRow): void {
  if (posting.workerAgentId === null) return;
  if (posting.workerAgentId === ctx.actor.agentId) throw new Refusal("hiring_yourself", { param: "worker_agent_id" });
  if (parties.worker_status !== "active" || parties.worker_trust === null) {
    throw new Refusal("worker_unavailable", { param: "worker_agent_id" });
  }
  const { maxAmount, maxConcurrent } = tierLimits(parties.worker_trust);
  if (posting.amount > maxAmount || parties.worker_jobs >= maxConcurrent) {
    throw new Refusal("tier_limit_exceeded", {
      details: { max_amount: maxAmount / 100, max_concurrent_jobs: maxConcurrent },
    });
  }
}

function requireCard(parties: PartiesRow): PayingCard {
  if (parties.customer_id === null || parties.payment_method_id === null) throw new Refusal("payment_method_required");
  return { customerId: parties.customer_id, paymentMethodId: parties.payment_method_id };
}

/** The columns every job starts with. */
function newJob(ctx: Ctx<AgentActor>, posting: Posting, parties: PartiesRow) {
  const open = posting.jobType === "open";
  return {
    id: ctx.resourceId,
    buyer_agent_id: ctx.actor.agentId,
    buyer_owner_id: parties.buyer_owner_id,
    worker_agent_id: posting.workerAgentId,
    worker_owner_id: parties.worker_owner_id,
    title: posting.title,
    task_spec: { ...posting.taskSpec },
    job_type: posting.jobType,
    status: "pending_payment",
    currency: CURRENCY,
    amount_cents: posting.amount,
    budget_cents: posting.amount,
    min_acceptable_cents: posting.minAcceptable,
    required_capabilities: posting.requiredCapabilities,
    bid_window_ends_at: open ? addHours(ctx.now, posting.bidWindowHours) : null,
    deadline_hours: posting.deadlineHours,
    deadline_at: open ? null : addHours(ctx.now, posting.deadlineHours),
    validation_criteria: posting.validationCriteria === null ? null : { ...posting.validationCriteria },
    auto_accept_rule: posting.autoAcceptRule === null ? null : { ...posting.autoAcceptRule },
    max_revisions: posting.maxRevisions,
    created_at: ctx.now,
    updated_at: ctx.now,
  } as const;
}

/** What the table fills in by itself, so that the job is known without reading it back. */
const DEFAULTS = {
  status_before_freeze: null,
  frozen_at: null,
  revision_count: 0,
  failed_validations: 0,
  revision_number: 1,
  delivery_seq: 0,
  feedback: null,
  delivered_at: null,
  auto_release_at: null,
  payment_status: "none",
  held_cents: 0,
  captured_cents: 0,
  refunded_cents: 0,
  worker_gross_cents: 0,
  platform_fee_cents: 0,
  cancellation_fee_cents: 0,
  forfeited_cents: 0,
  payment_intent_id: null,
  charge_id: null,
  capture_before: null,
  spend_month: null,
  payout_status: "none",
  transfer_id: null,
  pending_operation_id: null,
  pending_command: null,
  cancel_reason: null,
  timer_at: null,
  timer_not_before: null,
  version: 0,
  accepted_at: null,
  started_at: null,
  completed_at: null,
  closed_at: null,
} as const;

function posted(ctx: Ctx<AgentActor>, job: JobFacts): Change {
  const transition = {
    id: newId(ctx.now),
    job_id: job.id,
    from_status: null,
    to_status: "pending_payment",
    actor: "buyer",
    actor_agent_id: job.buyer_agent_id,
    reason: null,
    created_at: ctx.now,
  };
  return { inserts: [insert("transitions", transition)] };
}

/**
 * The request was tried again under its Idempotency-Key after the first try stored the job: go on where that one stopped. The form's
 * id comes from a browser: where it names somebody else's job, the posting gets an id of its own, and nothing tells that this one is taken.
 */
async function resume(ctx: Ctx<AgentActor>, posting: Posting): Promise<JobFacts> {
  const job = await loadJob(ctx.db, ctx.resourceId);
  if (job?.buyer_agent_id !== ctx.actor.agentId) return create({ ...ctx, resourceId: newId(ctx.now) }, posting);
  const waiting = job.pending_operation_id === null ? null : await loadOperation(ctx, job.pending_operation_id);
  return waiting === null ? job : drive(ctx, waiting, job);
}

/**
 * Posts a job. A direct one is funded at once from the owner's default card; an open one takes bids and holds nothing yet.
 * Refuses with `payment_method_required`, `monthly_limit_exceeded`, `tier_limit_exceeded`, `worker_unavailable`, `hiring_yourself`,
 * then, as it costs most, for criteria that cannot be used (422, or `rate_limited` where too many wait to have theirs read);
 * with `payment_failed` the job is stored as `pending_payment` and POST /v1/jobs/:id/fund tries again (decisions 4).
 */
export async function create(ctx: Ctx<AgentActor>, posting: Posting): Promise<JobFacts> {
  const parties = await loadParties(ctx, posting.workerAgentId);
  requireWorker(ctx, posting, parties);
  const card = requireCard(parties);
  await requireUsable(parties.buyer_owner_id, posting.validationCriteria);
  const row = newJob(ctx, posting, parties);
  const job: JobFacts = {
    ...DEFAULTS,
    ...row,
    worker_trust: parties.worker_trust,
    worker_account_id: parties.worker_account_id,
    worker_ready: parties.worker_ready,
    open_dispute_id: null,
    open_dispute_status: null,
    dispute_review_deadline: null,
    dispute_sla_due_at: null,
  };
  try {
    return posting.jobType === "open" ? await postOpen(ctx, job, row) : await postDirect(ctx, job, row, card);
  } catch (error) {
    if (error instanceof Conflict && error.what === "jobs_pkey") return resume(ctx, posting);
    throw guardRefusal(error);
  }
}

async function postOpen(ctx: Ctx<AgentActor>, job: JobFacts, row: object): Promise<JobFacts> {
  const timer = firstTimer(job);
  const announce: Change = {
    tasks: [
      { task: TASK.announceJob, payload: { job_id: job.id } },
      { task: TASK.embed, payload: {} },
    ],
  };
  const stored: Change = { inserts: [insert("jobs", { ...row, timer_at: timer.at })] };
  await transact(ctx, merge(stored, posted(ctx, job), timer.change, announce));
  return { ...job, timer_at: timer.at };
}

async function postDirect(ctx: Ctx<AgentActor>, job: JobFacts, row: object, card: PayingCard): Promise<JobFacts> {
  const amount = job.amount_cents as Cents;
  const { operation, change } = plan(ctx, {
    request: holdRequest(job, card, amount),
    jobId: job.id,
    ownerId: job.buyer_owner_id,
    agentId: job.buyer_agent_id,
    amount,
    command: "create",
  });
  const month = spending(ctx, job, amount);
  const waiting = { pending_operation_id: operation.id, pending_command: "create", spend_month: month.month };
  const stored: Change = { inserts: [insert("jobs", { ...row, ...waiting })] };
  await transact(ctx, merge(stored, posted(ctx, job), change, month.change));
  return drive(ctx, operation, { ...job, ...waiting });
}
