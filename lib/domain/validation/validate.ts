import { z } from "zod";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import type { Task } from "@/lib/platform/tasks";
import type { JudgeRequest, Verdict } from "@/lib/ports/models";
import { ProviderUnavailable } from "@/lib/ports/payments";
import { checkCriteria, type CriterionFailure } from "../criteria";
import { deliverablesOf, readText } from "../deliverables";
import { applyFinding, loadJob, stillConcerns, type Finding, type JobFacts } from "../jobs";

/** Pass: every judge passes, and together they are at least this sure (decisions 8). */
const LEAST_CONFIDENCE = 0.8;
/** How much of a delivery the judges read: some 15,000 tokens. Longer ones are sampled (the guide on validation). */
const MAX_JUDGED_CHARACTERS = 60_000;

function consensusOf(verdicts: readonly Verdict[]): "agree" | "disagree" {
  return new Set(verdicts.map(({ passed }) => passed)).size <= 1 ? "agree" : "disagree";
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

/** Two verdicts as one finding. Pure. */
export function combine(verdicts: readonly Verdict[], validatorType: string): Finding {
  const confidence = rounded(verdicts.reduce((sum, verdict) => sum + verdict.confidence, 0) / verdicts.length);
  const passed = verdicts.every((verdict) => verdict.passed) && confidence >= LEAST_CONFIDENCE;
  return {
    outcome: passed ? "passed" : "failed",
    confidence,
    consensus: consensusOf(verdicts),
    reasoning: verdicts.map((verdict) => verdict.reasoning).join(" "),
    validatorType,
    verdicts,
  };
}

async function askJudges(ctx: Ctx, request: JudgeRequest): Promise<Finding> {
  const answers = await Promise.allSettled(ctx.models.judges.map((judge) => judge(request)));
  const verdicts = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  const broken = answers.find(
    (answer) => answer.status === "rejected" && !(answer.reason instanceof ProviderUnavailable),
  );
  if (broken?.status === "rejected") throw broken.reason;
  // Both must speak: one model alone is not the two-model validation the parties were promised.
  if (verdicts.length < ctx.models.judges.length) {
    return unavailable(ctx, "The validating models could not be reached.", verdicts);
  }
  return combine(verdicts, ctx.models.validatorType);
}

/** No verdict: the buyer decides (decisions 4). */
function unavailable(ctx: Ctx, reasoning: string, verdicts: readonly Verdict[] = []): Finding {
  return { outcome: "unavailable", reasoning, validatorType: ctx.models.validatorType, verdicts };
}

/** Criteria leave no doubt. */
function failedBy(failures: readonly CriterionFailure[]): Finding {
  return {
    outcome: "failed",
    confidence: 1,
    consensus: "agree",
    reasoning: failures.map(({ message }) => message).join(" "),
    validatorType: "criteria",
    verdicts: failures,
  };
}

async function judge(ctx: Ctx, job: JobFacts): Promise<Finding> {
  const files = await deliverablesOf(ctx, job.id, job.revision_number);
  const content = await readText(ctx, files, MAX_JUDGED_CHARACTERS);
  if (content === null) return unavailable(ctx, "The delivery has no text that can be validated.");
  const checked = await checkCriteria(job.validation_criteria, content.whole, content.complete);
  if ("undecided" in checked) return unavailable(ctx, checked.undecided);
  if (checked.failures.length > 0) return failedBy(checked.failures);
  return askJudges(ctx, {
    title: job.title,
    taskSpec: job.task_spec,
    criteria: job.validation_criteria,
    deliverable: content.sample,
    deliverableTruncated: content.sampled,
  });
}

/** Judges one delivery: criteria first, then two models (decisions 8). Does nothing when a newer one has come. */
export async function validate(ctx: Ctx, jobId: Id, deliverySeq: number): Promise<void> {
  const job = await loadJob(ctx.db, jobId);
  if (!stillConcerns(job, deliverySeq)) return;
  const [known] = await ctx.db.query(
    "SELECT 1 FROM validations WHERE job_id = $1 AND delivery_seq = $2",
    [jobId, deliverySeq],
    "validation-known",
  );
  if (known !== undefined) return;
  await applyFinding(ctx, jobId, deliverySeq, await judge(ctx, job));
}

const payloadSchema = z.object({ job_id: z.string(), delivery_seq: z.number() });

export const tasks: Readonly<Record<string, Task>> = {
  [TASK.validateDelivery]: (ctx, payload) => {
    const { job_id, delivery_seq } = payloadSchema.parse(payload);
    return validate(ctx, job_id, delivery_seq);
  },
};
