import { z } from "zod";
import { storable } from "@/lib/kernel/text";
import type { ArbitrationRequest, JudgeRequest, Ruling, Verdict } from "@/lib/ports/models";
import { askForObject, unavailable, type NamedModel } from "./ask";
import { arbitrationQuestion, judgeQuestion } from "./prompt";

const MAX_REASONING = 4_000;

// Bounds are applied to the answer, not asked of the model: structured output knows no minimum and maximum.
const verdictSchema = z.object({ passed: z.boolean(), confidence: z.number(), reasoning: z.string() });
const rulingSchema = z.object({
  ruling: z.enum(["buyer_wins", "worker_wins", "split"]),
  worker_share: z.number().nullable(),
  confidence: z.number(),
  reasoning: z.string(),
});

export async function judge(model: NamedModel, request: JudgeRequest): Promise<Verdict> {
  const { output, ...answer } = await askForObject(model, judgeQuestion(request), verdictSchema);
  return {
    ...answer,
    passed: output.passed,
    confidence: clampConfidence(output.confidence),
    reasoning: storable(output.reasoning, MAX_REASONING),
  };
}

export async function arbitrate(model: NamedModel, request: ArbitrationRequest): Promise<Ruling> {
  const { output, ...answer } = await askForObject(model, arbitrationQuestion(request), rulingSchema);
  const share = output.ruling === "split" ? workerShare(output.worker_share) : null;
  if (output.ruling === "split" && share === null)
    throw unavailable(model.provider, new Error("a split without a share"));
  return {
    ...answer,
    ruling: output.ruling,
    confidence: clampConfidence(output.confidence),
    reasoning: storable(output.reasoning, MAX_REASONING),
    workerShare: share,
  };
}

function clampConfidence(confidence: number): number {
  return Math.min(1, Math.max(0, confidence));
}

/** Four decimals, strictly between 0 and 1 (decisions 8); null where the model named no such share. */
function workerShare(share: number | null): number | null {
  const rounded = Math.round((share ?? 0) * 10_000) / 10_000;
  return rounded > 0 && rounded < 1 ? rounded : null;
}
