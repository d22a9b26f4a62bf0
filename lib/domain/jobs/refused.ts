import { addHours } from "@/lib/kernel/clock";
import { newId } from "@/lib/kernel/ids";
import { formatEuros } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { insert, merge, type Change } from "@/lib/platform/transact";
import type { Refused } from "@/lib/ports/payments";
import type { Operation } from "../escrow";
import { tellAdmins } from "../notifications";
import { askedByTime } from "./lifecycle";
import { amend, type Changed } from "./move";
import type { Job, JobFacts } from "./types";

/** What Stripe refused is asked for again after this, until it holds: a final ruling's refund, and whatever time asks for. */
export const RETRY_REFUSED_HOURS = 24;

const WHAT = {
  refund: { title: "A refund was refused", done: "refund" },
  void: { title: "A hold was not released", done: "release the hold of" },
} as const;

/** What Stripe has refused to do with a job's money. */
export interface Refusing {
  readonly kind: keyof typeof WHAT;
  readonly operation: Operation;
  readonly outcome: Refused;
}

function recorded(ctx: Pick<Ctx, "now">, job: Job, { kind, operation, outcome }: Refusing): Change {
  const row = {
    id: newId(ctx.now),
    actor: "system",
    action: `${kind}.failed`,
    subject_type: "job",
    subject_id: job.id,
    details: { operation_id: operation.id, code: outcome.code, message: outcome.message },
    created_at: ctx.now,
  };
  return { inserts: [insert("audit_log", row)] };
}

function mailed(job: Job, { kind, operation, outcome }: Refusing): Change {
  const { title, done } = WHAT[kind];
  const amount = formatEuros(operation.amount_cents);
  const said = `Stripe refused to ${done} ${amount} of job ${job.id}: ${outcome.message}`;
  const again = `It is asked for again every ${RETRY_REFUSED_HOURS} hours; there will be no other mail about it.`;
  const paragraphs = askedByTime(operation.command) ? [said, again] : [said];
  return tellAdmins({ title, paragraphs, path: `/admin/jobs/${job.id}` });
}

/** refund.failed, and what is like it, goes to the administrators (decisions 6): by mail, and as an audit row for their console. */
export function adminsTold(ctx: Pick<Ctx, "now">, job: Job, refusing: Refusing): Change {
  return merge(recorded(ctx, job, refusing), mailed(job, refusing));
}

/**
 * The command that waited is over without effect. Where time itself had asked, it asks again a day later: each try leaves an audit
 * row, the first one a mail. Pure.
 */
export function backAfterRefusal(ctx: Pick<Ctx, "now">, job: JobFacts, refusing: Refusing): Changed<JobFacts> {
  const byTime = askedByTime(refusing.operation.command);
  const back = amend(ctx, job, {
    pending_operation_id: null,
    pending_command: null,
    ...(byTime ? { timer_not_before: addHours(ctx.now, RETRY_REFUSED_HOURS) } : {}),
  });
  const knownToAdmins = byTime && job.timer_not_before !== null;
  const told = knownToAdmins ? recorded(ctx, job, refusing) : adminsTold(ctx, job, refusing);
  return { job: back.job, change: merge(back.change, told) };
}
