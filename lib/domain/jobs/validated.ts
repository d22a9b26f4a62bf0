import { newId, type AgentId, type Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { insert, merge, transact, untilSettled, type Change } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { complete } from "./complete";
import { move, moveOrAmend } from "./move";
import { extendedDeadline } from "./request-revision";
import { loadJob } from "./store";
import type { JobFacts } from "./types";

/** What validation found, for one delivery of a job. */
export type Finding =
  | {
      readonly outcome: "passed" | "failed";
      readonly confidence: number;
      readonly consensus: "agree" | "disagree";
      readonly reasoning: string;
      readonly validatorType: string;
      readonly verdicts: readonly object[];
    }
  | {
      readonly outcome: "unavailable";
      readonly reasoning: string;
      readonly validatorType: string;
      /** Of the judges that did speak: they were paid for. */
      readonly verdicts: readonly object[];
    };

/** After the third failure the buyer decides (decisions 4). */
const MAX_FAILURES = 3;

function record(ctx: Ctx, job: JobFacts, finding: Finding, autoApproved: boolean): Change {
  const scored = finding.outcome === "unavailable" ? null : finding;
  return {
    inserts: [
      insert("validations", {
        id: newId(ctx.now),
        job_id: job.id,
        revision_number: job.revision_number,
        delivery_seq: job.delivery_seq,
        outcome: finding.outcome,
        confidence: scored?.confidence ?? null,
        consensus: scored?.consensus ?? null,
        reasoning: finding.reasoning,
        validator_type: finding.validatorType,
        verdicts: finding.verdicts,
        auto_approved: autoApproved,
        created_at: ctx.now,
      }),
    ],
  };
}

type Scored = Extract<Finding, { confidence: number }>;

/** To both; what only the buyer is told comes on top for the buyer. */
function tellPassed(ctx: Ctx, job: JobFacts, { confidence, reasoning }: Scored, autoApproved: boolean): Change {
  const tell = (agent: AgentId, more: { auto_approved?: boolean } = {}) =>
    event(ctx.now, "job.validation_passed", agent, { job_id: job.id, confidence, reasoning, ...more }, job.id);
  const worker = job.worker_agent_id === null ? [] : [tell(job.worker_agent_id)];
  return { events: [tell(job.buyer_agent_id, { auto_approved: autoApproved }), ...worker] };
}

/** The event is the same for each failure; after the last one the buyer's owner must act (decisions 4). */
const YOU_DECIDE = {
  title: "You must decide",
  message:
    "The delivery failed validation for the last time. Approve it, ask for a revision or open a dispute; nothing releases the money until then.",
  mail: "decisions",
} as const;

/** To both, in the same way. */
function tellFailed(ctx: Ctx, job: JobFacts, finding: Scored, last: boolean): Change {
  const { confidence, reasoning, consensus } = finding;
  const shared = { job_id: job.id, confidence, reasoning };
  const type = "job.validation_failed";
  const toBuyer = { ...shared, consensus };
  const worker = job.worker_agent_id === null ? [] : [event(ctx.now, type, job.worker_agent_id, shared, job.id)];
  const notice = last ? YOU_DECIDE : undefined;
  return { events: [event(ctx.now, type, job.buyer_agent_id, toBuyer, job.id, notice), ...worker] };
}

/** `delivered`, with what is left of the 48 h to decide (counted from the delivery, not from the verdict) or without an end. */
function delivered(
  ctx: Ctx,
  job: JobFacts,
  options: { readonly release: boolean; readonly set?: { failed_validations: number } },
): Change {
  return moveOrAmend(ctx, job, {
    to: "delivered",
    by: "system",
    reason: null,
    set: { auto_release_at: options.release ? job.auto_release_at : null, ...options.set },
  }).change;
}

function autoAccepts(job: JobFacts, confidence: number): boolean {
  const least = job.auto_accept_rule?.min_confidence;
  return typeof least === "number" && confidence >= least;
}

function passed(ctx: Ctx, job: JobFacts, finding: Scored): Change {
  const auto = autoAccepts(job, finding.confidence);
  const next = auto ? complete(ctx, job, "system", "auto_accept_rule").change : delivered(ctx, job, { release: true });
  return merge(next, record(ctx, job, finding, auto), tellPassed(ctx, job, finding, auto));
}

function failed(ctx: Ctx, job: JobFacts, finding: Scored): Change {
  // A revision that the buyer asked for may fail again; the count stays where it is.
  const failures = Math.min(MAX_FAILURES, job.failed_validations + 1);
  const last = failures >= MAX_FAILURES;
  const next = last
    ? delivered(ctx, job, { release: false, set: { failed_validations: failures } })
    : move(ctx, job, {
        to: "revision_requested",
        by: "system",
        reason: finding.reasoning,
        set: {
          failed_validations: failures,
          revision_number: job.revision_number + 1,
          feedback: finding.reasoning,
          deadline_at: extendedDeadline(ctx.now, job),
          auto_release_at: null,
        },
      }).change;
  return merge(next, record(ctx, job, finding, false), tellFailed(ctx, job, finding, last));
}

function unavailable(ctx: Ctx, job: JobFacts, finding: Finding): Change {
  const told: Change = {
    events: [
      event(
        ctx.now,
        "job.validation_unavailable",
        job.buyer_agent_id,
        { job_id: job.id, reason: finding.reasoning },
        job.id,
      ),
    ],
  };
  return merge(delivered(ctx, job, { release: false }), record(ctx, job, finding, false), told);
}

/** Whether a finding still concerns the job: the delivery it judged is the newest and nobody has acted on it. */
export function stillConcerns(job: JobFacts | null, deliverySeq: number): job is JobFacts {
  return (
    job !== null && job.delivery_seq === deliverySeq && (job.status === "validating" || job.status === "delivered")
  );
}

/**
 * Applies what validation found (decisions 4): passed rests in `delivered` (or completes by `auto_accept_rule`), failed goes
 * back to the worker, the third failure and no verdict at all leave the decision to the buyer. Overtaken findings are dropped.
 */
export async function applyFinding(ctx: Ctx, id: Id, deliverySeq: number, finding: Finding): Promise<void> {
  await untilSettled(async () => {
    const job = await loadJob(ctx.db, id);
    if (!stillConcerns(job, deliverySeq)) return;
    switch (finding.outcome) {
      case "passed":
        return transact(ctx, passed(ctx, job, finding));
      case "failed":
        return transact(ctx, failed(ctx, job, finding));
      case "unavailable":
        return transact(ctx, unavailable(ctx, job, finding));
    }
  });
}
