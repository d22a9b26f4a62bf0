import type { Id } from "@/lib/kernel/ids";
import { cents } from "@/lib/kernel/money";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled, type Change } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { ask } from "./ask";
import { closeBids } from "./bids-of-job";
import { intentGivenUp } from "./intent-given-up";
import { intentRequest, refundRequest } from "./money";
import { move } from "./move";
import { heldToStatus, requireRule } from "./policy";
import { loadJob } from "./store";
import { cancellationTerms } from "./terms";
import type { JobFacts } from "./types";

/** A card was tried and refused: its payment intent is voided, and the buyer told so. */
function refusedPayment(ctx: Ctx<AgentActor>, job: JobFacts): Change {
  if (job.payment_intent_id === null) return {};
  const payload = { job_id: job.id, payment_intent_id: job.payment_intent_id };
  const told = { events: [event(ctx.now, "payment.canceled", job.buyer_agent_id, payload, job.id)] };
  return merge(intentGivenUp(ctx, job), told);
}

/** Nothing is held yet: the job ends at once. */
async function cancelUnpaid(ctx: Ctx<AgentActor>, job: JobFacts, reason: string | null): Promise<JobFacts> {
  const closed = move(ctx, job, { to: "cancelled", by: "buyer", reason, set: { cancel_reason: reason } });
  const worker = job.worker_agent_id;
  const payload = { job_id: job.id, reason, refunded_to: "buyer" as const, cancellation_fee: 0 };
  const told = worker === null ? {} : { events: [event(ctx.now, "job.cancelled", worker, payload, job.id)] };
  const bids = job.job_type === "open" ? await closeBids(ctx, job, "rejected") : {};
  await transact(ctx, merge(closed.change, told, bids, refusedPayment(ctx, job)));
  return closed.job;
}

/**
 * Cancels a job. The buyer pays 5 % once it is accepted and 25 % to the worker once it is in progress; the worker's own
 * cancellation refunds in full and costs trust (reference 002 "Cancellation Fees by Status", decisions 4). What it costs is what
 * it cost when it was asked for: throws `invalid_job_status` where another call was faster.
 */
export async function cancel(ctx: Ctx<AgentActor>, id: Id, reason: string | null): Promise<JobFacts> {
  const held = heldToStatus();
  return untilSettled(async () => {
    const found = await loadJob(ctx.db, id);
    const { job, role, rule } = held(requireRule(found, "cancel", ctx.actor, ["buyer", "worker"]));
    if (rule.ask === undefined) return cancelUnpaid(ctx, job, reason);
    if (rule.ask === "void") {
      return ask(ctx, job, {
        request: intentRequest(job, "void"),
        amount: cents(job.held_cents),
        command: "cancel",
        context: { reason },
      });
    }
    const { refund } = cancellationTerms(cents(job.captured_cents), job.status, role);
    return ask(ctx, job, {
      request: refundRequest(job, refund),
      amount: refund,
      command: role === "worker" ? "cancel_worker" : "cancel",
      context: { reason },
    });
  });
}
