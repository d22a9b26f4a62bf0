import { Refusal } from "@/lib/kernel/errors";
import { cents, subtract } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { merge, transact, type Change } from "@/lib/platform/transact";
import { ask } from "./ask";
import { ruleFor } from "./lifecycle";
import { refundRequest } from "./money";
import { wrongStatus } from "./policy";
import { grossUnder, rulingTakesEffect, type FinalRuling } from "./resolution";
import type { JobFacts } from "./types";

/**
 * Executes a final ruling on a disputed job (decisions 4, 8): what goes back to the buyer is asked of Stripe first; without a
 * refund the ruling takes effect at once. `extra` is written with the decision. Throws `invalid_job_status`,
 * `operation_in_progress`, `payment_failed` when Stripe refuses the refund, `payment_provider_unavailable` while it is silent.
 */
export async function resolve(ctx: Ctx, job: JobFacts, ruling: FinalRuling, extra: Change = {}): Promise<JobFacts> {
  if (job.pending_operation_id !== null) throw new Refusal("operation_in_progress", { retryAfterSeconds: 2 });
  if (ruleFor(job, "resolve", ruling.by) === null) throw wrongStatus(job, ruling.by);
  const captured = cents(job.captured_cents);
  const back = subtract(captured, grossUnder(ruling, captured));
  if (back === 0) {
    const done = rulingTakesEffect(ctx, job, ruling, null);
    // The job's row is locked first, as everywhere; the history tells the decision before its effect.
    await transact(ctx, {
      ...merge(done.change, extra),
      inserts: [...(extra.inserts ?? []), ...(done.change.inserts ?? [])],
    });
    return done.job;
  }
  return ask(ctx, job, {
    request: refundRequest(job, back),
    amount: back,
    command: "resolve",
    context: { ...ruling },
    extra,
  });
}
