import { formatEuros } from "@/lib/kernel/money";
import type { Ctx } from "@/lib/platform/context";
import { insert, merge, transact, untilSettled, update, type Change } from "@/lib/platform/transact";
import type { PaymentEvent } from "@/lib/ports/payments";
import { askedAgain, unsentTransfer, type Operation } from "../escrow";
import { amend, CLOSED, frozen, loadJob, thawed, type JobFacts } from "../jobs";
import { tellAdmins } from "../notifications";
import { lostAfterwards, lostWhileOpen, payoutUnderWay } from "./lost";
import { stageOf, type Stage } from "./stage";
import { frozenByChargeback, jobOfCharge, loadChargeback, otherOpen, type ChargebackRow } from "./store";

export type ChargebackEvent = Extract<PaymentEvent, { kind: "chargeback" }>;
type Decided = Exclude<Stage, "inquiry">;

/** What a chargeback is about: its job, what is known of it, and the job's payout where nobody has begun to send it. */
interface Subject {
  readonly job: JobFacts;
  readonly known: ChargebackRow | null;
  readonly unsent: Operation | null;
}

function notice(event: ChargebackEvent, title: string, about: string): Change {
  const facts = `Stripe dispute ${event.stripeDisputeId}, charge ${event.chargeId}, ${formatEuros(event.amount)}.`;
  return tellAdmins({ title, paragraphs: [about, facts], path: `/admin/jobs?q=${event.chargeId}` });
}

/** The row, first or again: events come in any order, so the first one heard of may be the last. */
function recorded(
  ctx: Ctx,
  event: ChargebackEvent,
  job: JobFacts,
  known: ChargebackRow | null,
  status: Decided,
): Change {
  const closed = status === "open" ? {} : { closed_at: ctx.now };
  if (known !== null)
    return {
      updates: [
        update("chargebacks", { stripe_dispute_id: known.stripe_dispute_id, status: "open" }, { status, ...closed }),
      ],
    };
  const row = {
    stripe_dispute_id: event.stripeDisputeId,
    job_id: job.id,
    amount_cents: event.amount,
    status,
    created_at: ctx.now,
    ...closed,
  };
  return { inserts: [insert("chargebacks", row)] };
}

function opened(ctx: Ctx, event: ChargebackEvent, job: JobFacts): Change {
  const stops = !CLOSED.includes(job.status) && job.status !== "frozen";
  const change = stops
    ? frozen(ctx, job, "system", "The buyer's bank disputes the payment.")
    : amend(ctx, job, {}).change;
  const about = stops ? "The job is frozen until the bank has decided." : `The job is ${job.status}.`;
  return merge(change, notice(event, "A payment is disputed at the bank", `Job ${job.id}, “${job.title}”. ${about}`));
}

/**
 * The last of a job's open chargebacks to be won lets it go on, whichever of them froze it: an administrator's own freeze stays. A
 * payout that waited for the bank goes on as well.
 */
async function won(ctx: Ctx, event: ChargebackEvent, { job, unsent }: Subject): Promise<Change> {
  const goesOn = (await frozenByChargeback(ctx.db, job)) && !(await otherOpen(ctx.db, job.id, event.stripeDisputeId));
  const change = goesOn ? thawed(ctx, job, "system", "The bank decided for us.") : amend(ctx, job, {}).change;
  return merge(
    change,
    unsent === null ? {} : askedAgain(unsent),
    notice(event, "A chargeback was won", `Job ${job.id}, “${job.title}”${goesOn ? ", goes on where it stood" : ""}.`),
  );
}

function lost(ctx: Ctx, event: ChargebackEvent, { job, unsent }: Subject): Change {
  const { amount, stripeDisputeId } = event;
  const loss = CLOSED.includes(job.status)
    ? lostAfterwards(ctx, job, { amount, stripeDisputeId, unsent })
    : lostWhileOpen(ctx, job, amount);
  return merge(loss.change, notice(event, "A chargeback was lost", `Job ${job.id}, “${job.title}”. ${loss.told}`));
}

async function consequence(ctx: Ctx, event: ChargebackEvent, subject: Subject, stage: Decided): Promise<Change> {
  switch (stage) {
    case "open":
      return opened(ctx, event, subject.job);
    case "won":
      return won(ctx, event, subject);
    case "lost":
      return lost(ctx, event, subject);
  }
}

/** Whether the event must wait: for the command that Stripe is asked for, or for what becomes of a payout that may have left. */
function mustWait({ job, unsent }: Subject, stage: Decided): boolean {
  return job.pending_operation_id !== null || (stage === "lost" && payoutUnderWay(job) && unsent === null);
}

/**
 * What Stripe says about a chargeback (decisions 6): an open job freezes, ends refunded if it is lost, goes on if it is won; a closed
 * job keeps its status and the loss is booked. Any order, any number of times. "later": the job waits for another answer of Stripe's.
 */
export async function chargebackReported(ctx: Ctx, event: ChargebackEvent): Promise<"done" | "later"> {
  const stage = stageOf(event.status);
  const jobId = await jobOfCharge(ctx.db, event.chargeId, event.paymentIntentId);
  if (stage === "inquiry" || jobId === null) {
    const first = event.type === "charge.dispute.created";
    const about =
      jobId === null
        ? "The payment belongs to no job."
        : `Job ${jobId}. No money has been taken so far: answer the bank's question.`;
    if (first) await transact(ctx, notice(event, "A bank asks about a payment", about));
    return "done";
  }
  return untilSettled(async () => {
    // The job first: every consequence changes its version, so what is read after it is not older.
    const job = await loadJob(ctx.db, jobId);
    const known = await loadChargeback(ctx.db, event.stripeDisputeId);
    if (job === null || (known !== null && (known.status !== "open" || stage === "open"))) return "done";
    const subject = { job, known, unsent: payoutUnderWay(job) ? await unsentTransfer(ctx.db, job.id) : null };
    if (mustWait(subject, stage)) return "later";
    const change = await consequence(ctx, event, subject, stage);
    await transact(ctx, merge(change, recorded(ctx, event, job, known, stage)));
    return "done";
  });
}
