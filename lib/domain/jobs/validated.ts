import { newId, type Id } from "@/lib/kernel/ids";
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

/** To both; what only the buyer is told comes on top for the buyer. */
function tellBoth(
  ctx: Ctx,
  job: JobFacts,
  finding: Extract<Finding, { confidence: number }>,
  autoApproved: boolean,
): Change {
  const shared = { job_id: job.id, confidence: finding.confidence, reasoning: finding.reasoning };
  const worker = job.worker_agent_id === null ? [] : [job.worker_agent_id];
  return finding.outcome === "passed"
    ? {
        events: [
          event(
            ctx.now,
            "job.validation_passed",
            job.buyer_agent_id,
            { ...shared, auto_approved: autoApproved },
            job.id,
          ),
          ...worker.map((agent) => event(ctx.now, "job.validation_passed", agent, shared, job.id)),
        ],
      }
    : {
        events: [
          event(
            ctx.now,
            "job.validation_failed",
            job.buyer_agent_id,
            { ...shared, consensus: finding.consensus },
            job.id,
          ),
          ...worker.map((agent) => event(ctx.now, "job.validation_failed", agent, shared, job.id)),
        ],
      };
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

function passed(ctx: Ctx, job: JobFacts, finding: Extract<Finding, { confidence: number }>): Change {
  const auto = autoAccepts(job, finding.confidence);
  const next = auto ? complete(ctx, job, "system", "auto_accept_rule").change : delivered(ctx, job, { release: true });
  return merge(next, record(ctx, job, finding, auto), tellBoth(ctx, job, finding, auto));
}

function failed(ctx: Ctx, job: JobFacts, finding: Extract<Finding, { confidence: number }>): Change {
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
  return merge(next, record(ctx, job, finding, false), tellBoth(ctx, job, finding, false));
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
