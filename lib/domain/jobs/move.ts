import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { insert, update, type Change, type TaskRow } from "@/lib/platform/transact";
import { CLOSED } from "./lifecycle";
import { nextTimer } from "./timers";
import type { Job, JobStatus, Role } from "./types";

export type JobColumns = Partial<Omit<Job, "id" | "version" | "status" | "updated_at" | "timer_at">>;

const timerKey = (jobId: Id): string => `timer:${jobId}`;

/** Has time look at a job. A later one replaces it. */
export const timerTask = (jobId: Id, at: Date): TaskRow => ({
  task: TASK.jobTimer,
  payload: { job_id: jobId },
  run_at: at,
  key: timerKey(jobId),
});

/** Sets the timer of the state a job comes into, and takes away the one of the state it leaves. */
function timed(before: Job | null, after: Job): { readonly at: Date | null; readonly change: Change } {
  const at = nextTimer(after)?.at ?? null;
  if ((before?.timer_at?.getTime() ?? null) === (at?.getTime() ?? null)) return { at, change: {} };
  const change: Change = at === null ? { unqueue: [timerKey(after.id)] } : { tasks: [timerTask(after.id, at)] };
  return { at, change };
}

/** A change of a job, and the job as it is once the change is committed. */
export interface Changed<J extends Job> {
  readonly change: Change;
  readonly job: J;
}

/** Changes columns of a job without moving it; compare-and-set on its version. */
export function amend<J extends Job>(ctx: Pick<Ctx, "now">, job: J, set: JobColumns): Changed<J> {
  const timer = timed(job, { ...job, ...set });
  const written = { ...set, timer_at: timer.at, updated_at: ctx.now, version: job.version + 1 };
  return {
    job: { ...job, ...written },
    change: { ...timer.change, updates: [update("jobs", { id: job.id, version: job.version }, written)] },
  };
}

/**
 * Holds the job's row, as it was read, for what is written beside it: nothing about the job changes, and guards count
 * what others have committed before.
 */
export function pinned(job: Job): Change {
  return { updates: [update("jobs", { id: job.id, version: job.version }, { version: job.version })] };
}

export interface Move {
  readonly to: JobStatus;
  readonly by: Role;
  readonly reason: string | null;
  readonly set?: JobColumns;
}

/** Moves a job to another state: the row by compare-and-set, its timer, and the transition that records it. */
export function move<J extends Job>(ctx: Pick<Ctx, "now">, job: J, { to, by, reason, set = {} }: Move): Changed<J> {
  const closed = CLOSED.includes(to) ? { closed_at: ctx.now } : {};
  // What Stripe refused to the timer of one state says nothing of the next one's.
  const entered = { ...set, status: to, timer_not_before: null };
  const timer = timed(job, { ...job, ...entered });
  const written = { ...entered, ...closed, timer_at: timer.at, updated_at: ctx.now, version: job.version + 1 };
  const after: J = { ...job, ...written };
  const agentOf: Record<Role, AgentId | null> = {
    buyer: job.buyer_agent_id,
    worker: after.worker_agent_id,
    system: null,
    admin: null,
  };
  const transition = {
    id: newId(ctx.now),
    job_id: job.id,
    from_status: job.status,
    to_status: to,
    actor: by,
    actor_agent_id: agentOf[by],
    reason,
    created_at: ctx.now,
  };
  return {
    job: after,
    change: {
      ...timer.change,
      updates: [update("jobs", { id: job.id, version: job.version }, written)],
      inserts: [insert("transitions", transition)],
    },
  };
}

/** Moves a job, or only changes its columns where it already is in that state: no transition leads from a state to itself. */
export function moveOrAmend<J extends Job>(ctx: Pick<Ctx, "now">, job: J, target: Move): Changed<J> {
  return job.status === target.to ? amend(ctx, job, target.set ?? {}) : move(ctx, job, target);
}

/** The timer of a job that is being created. */
export function firstTimer(job: Job): { readonly at: Date | null; readonly change: Change } {
  return timed(null, job);
}
