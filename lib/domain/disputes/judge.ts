import { addDays } from "@/lib/kernel/clock";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled, update, type Change } from "@/lib/platform/transact";
import type { ArbitrationRequest, Ruling } from "@/lib/ports/models";
import { ProviderUnavailable } from "@/lib/ports/payments";
import { amend, disputeStep, disputeTimer, partiesOf } from "../jobs";
import { event } from "../webhooks";
import { arbitrationRequest } from "./arbitration";
import { escalated } from "./escalate";
import { LEAST_CONFIDENCE, REVIEW_DAYS } from "./policy";
import { listEvidence, loadCase } from "./store";
import type { Case } from "./types";

/** The arbiter's ruling, or null when no model gives one. */
async function arbitrate(ctx: Ctx, request: ArbitrationRequest): Promise<Ruling | null> {
  try {
    return await ctx.models.arbitrate(request);
  } catch (error) {
    if (!(error instanceof ProviderUnavailable) || error.provider !== "llm") throw error;
    ctx.log.warn({ reason: error.message.slice(0, 300) }, "no model arbitrates");
    return null;
  }
}

/** Which model spoke, and what that took. */
const usageOf = ({ model, inputTokens, outputTokens, costMicroUsd }: Ruling) => ({
  model,
  input_tokens: inputTokens,
  output_tokens: outputTokens,
  cost_micro_usd: costMicroUsd,
});

/** Tier 1 is sure: the ruling stands, and becomes final in 7 days unless a party asks for a human. Pure. */
function ruled(ctx: Ctx, { job, dispute }: Case, ruling: Ruling): Change {
  const reviewDeadline = addDays(ctx.now, REVIEW_DAYS);
  const share = ruling.workerShare === null ? null : Math.round(ruling.workerShare * 10_000);
  const payload = {
    dispute_id: dispute.id,
    job_id: job.id,
    ruling: ruling.ruling,
    confidence: ruling.confidence,
    review_deadline: reviewDeadline.toISOString(),
  };
  const set = {
    status: "ruled",
    ruling: ruling.ruling,
    worker_share: share,
    confidence: ruling.confidence,
    reasoning: ruling.reasoning,
    ruled_by: ruling.model,
    ruled_at: ctx.now,
    review_deadline: reviewDeadline,
  };
  return merge(
    amend(ctx, job, {}).change,
    {
      updates: [update("disputes", { id: dispute.id, status: "open" }, set)],
      events: partiesOf(job).map((agent) => event(ctx.now, "dispute.ruled", agent, payload, job.id)),
      tasks: [disputeTimer(dispute.id, reviewDeadline)],
    },
    disputeStep(ctx, {
      disputeId: dispute.id,
      step: "ruled",
      by: "system",
      details: { ruling: ruling.ruling, worker_share: share, ...usageOf(ruling) },
    }),
  );
}

function outcome(ctx: Ctx, found: Case, ruling: Ruling | null): Change {
  if (ruling === null) return escalated(ctx, found, "no model could arbitrate.");
  if (ruling.confidence >= LEAST_CONFIDENCE) return ruled(ctx, found, ruling);
  // What an unsure model leans to would only prejudice whoever rules: its confidence and its reasons are enough.
  const { confidence, reasoning } = ruling;
  const why = `tier 1 was only ${Math.round(confidence * 100)} % sure.`;
  return escalated(ctx, found, why, { confidence, reasoning }, usageOf(ruling));
}

const awaitsJudgement = ({ job, dispute }: Case): boolean =>
  dispute.status === "open" && dispute.tier === 1 && job.status === "disputed";

/**
 * Tier 1 (decisions 8): a model without tools rules on both parties' evidence. Sure enough, the ruling stands; otherwise, or without a
 * model, a human gets it. Evidence that came while the model was thinking makes it think again. Safe to run twice.
 */
export async function judge(ctx: Ctx, id: Id): Promise<void> {
  const first = await loadCase(ctx.db, id);
  if (first === null || !awaitsJudgement(first)) return;
  const read = (await listEvidence(ctx.db, id)).length;
  const ruling = await arbitrate(ctx, await arbitrationRequest(ctx, first));
  const overtaken = await untilSettled(async () => {
    const found = await loadCase(ctx.db, id);
    if (found === null || !awaitsJudgement(found)) return false;
    if ((await listEvidence(ctx.db, id)).length !== read) return true;
    await transact(ctx, outcome(ctx, found, ruling));
    return false;
  });
  if (overtaken) await judge(ctx, id);
}
