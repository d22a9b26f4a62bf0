import { addHours } from "@/lib/kernel/clock";
import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { insert, merge, type Change, type TaskRow } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { move, type Changed } from "./move";
import type { AssignedJob, JobFacts, Role } from "./types";

/** What can happen in a dispute; each is one row of its history, for a job rests in `disputed` all the while. */
export type DisputeStep =
  | "opened"
  | "evidence_added"
  | "reopened"
  | "ruled"
  | "accepted"
  | "review_requested"
  | "escalated"
  | "sla_reminded"
  | "resolved"
  | "closed";

interface Step {
  readonly disputeId: Id;
  readonly step: DisputeStep;
  readonly by: Role;
  readonly agentId?: AgentId | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Records a step of a dispute. */
export function disputeStep(
  ctx: Pick<Ctx, "now">,
  { disputeId, step, by, agentId = null, details = {} }: Step,
): Change {
  const row = {
    id: newId(ctx.now),
    dispute_id: disputeId,
    step,
    actor: by,
    actor_agent_id: agentId,
    details,
    created_at: ctx.now,
  };
  return { inserts: [insert("dispute_steps", row)] };
}

/** A ruling must become final however long Stripe is away. */
const MAX_ATTEMPTS = 1_000;

/** The one clock of a dispute: the ruling that becomes final, or the reminder of the human review. A later one replaces it. */
export function disputeTimer(disputeId: Id, at: Date): TaskRow {
  return {
    task: TASK.disputeTimer,
    payload: { dispute_id: disputeId },
    run_at: at,
    key: disputeTimerKey(disputeId),
    max_attempts: MAX_ATTEMPTS,
  };
}

/** Hours before the end of a human review's 48 at which the administrators are reminded (decisions 8). */
export const REMIND_HOURS = 24;

export const remindAt = (slaDueAt: Date): Date => addHours(slaDueAt, -REMIND_HOURS);

export const disputeTimerKey = (disputeId: Id): string => `dispute:${disputeId}`;

/** Has tier 1 judge a dispute in the background. */
export function arbitrationOf(disputeId: Id): Change {
  return { tasks: [{ task: TASK.judgeDispute, payload: { dispute_id: disputeId }, key: `judge:${disputeId}` }] };
}

interface Opening {
  readonly disputeId: Id;
  readonly by: "buyer" | "worker" | "system";
  readonly reason: string;
}

/**
 * Moves a job into dispute: the money stays held, who did not open it hears of it (both, when time itself did), and tier 1
 * starts (decisions 4, 8). Pure.
 */
export function disputed(
  ctx: Pick<Ctx, "now">,
  job: AssignedJob,
  { disputeId, by, reason }: Opening,
): Changed<JobFacts> {
  const moved = move<JobFacts>(ctx, job, { to: "disputed", by, reason, set: { auto_release_at: null } });
  const agents = { buyer: job.buyer_agent_id, worker: job.worker_agent_id, system: null };
  const told = [job.buyer_agent_id, job.worker_agent_id].filter((agent) => agent !== agents[by]);
  const row = {
    id: disputeId,
    job_id: job.id,
    opened_by: by,
    opened_by_agent_id: agents[by],
    reason,
    status: "open",
    created_at: ctx.now,
  };
  const rest: Change = {
    inserts: [insert("disputes", row)],
    events: told.map((agent) =>
      event(ctx.now, "job.disputed", agent, { job_id: job.id, dispute_id: disputeId }, job.id),
    ),
  };
  const step = disputeStep(ctx, { disputeId, step: "opened", by, agentId: agents[by], details: { reason } });
  return { job: moved.job, change: merge(moved.change, rest, step, arbitrationOf(disputeId)) };
}
