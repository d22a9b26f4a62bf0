import { formatMoney } from "@/components/format/money";
import { formatRelative } from "@/components/format/time";
import type { CardChoice, JobActionView, JobRole, NextStepView } from "@/components/jobs/types";
import type { JobCase, JobDetail } from "@/lib/domain/dashboard";
import type { DisputeView } from "@/lib/domain/disputes";
import { cancellationTerms, OPEN } from "@/lib/domain/jobs";
import { cents } from "@/lib/kernel/money";
import { eur, iso, isoOrNull } from "../../../view";
import { approvalOf, feeNow } from "./money";
import { rulingActions } from "./dispute";
import { isolated } from "@/components/format/isolated";
import type { Situation } from "./situation";

const ROLES: readonly JobRole[] = ["buyer", "worker"];

const isMine = (job: JobDetail, role: JobRole): boolean => (role === "buyer" ? job.buyerMine : job.workerMine);

/** What the owner can do now and is told about it. Pure; the verbs decide again. */
export function nextStepOf(situation: Situation): NextStepView {
  return { ...adviceOf(situation), actions: actionsOf(situation) };
}

/** Each side's commands as the life cycle gives them, in the order in which they are likely. */
function actionsOf(situation: Situation): JobActionView[] {
  const { job } = situation.found;
  const mine = ROLES.filter((role) => isMine(job, role));
  const found = mine.flatMap((role) => [
    ...jobActions(situation, role),
    ...rulingActions(situation, role),
    ...reviewAction(situation, role),
  ]);
  const order: readonly JobActionView["command"][] = [
    "approve",
    "fund",
    "accept",
    "deliver",
    "start",
    "accept_ruling",
    "request_review",
    "add_evidence",
    "review",
    "revision",
    "decline",
    "add_files",
    "dispute",
    "cancel",
  ];
  return found.toSorted((a, b) => order.indexOf(a.command) - order.indexOf(b.command));
}

function jobActions({ found, cards }: Situation, role: JobRole): JobActionView[] {
  const { job, commands } = found;
  const allowed = commands[role];
  const can = (command: (typeof allowed)[number]): boolean => allowed.includes(command);
  const approval = role === "buyer" && can("approve") ? approvalOf(job) : null;
  const fee = feeNow(job);
  const actions: (JobActionView | false)[] = [
    approval !== null && { as: role, command: "approve", approval },
    can("fund") && { as: role, command: "fund", cards, amount: eur(job.amountCents) },
    can("accept") &&
      fee !== null && {
        as: role,
        command: "accept",
        amount: eur(job.amountCents),
        net: eur(fee.net),
        deadlineAt: isoOrNull(job.deadlineAt),
      },
    can("decline") && { as: role, command: "decline" },
    can("start") && { as: role, command: "start" },
    can("deliver") && { as: role, command: "deliver" },
    can("revision") && { as: role, command: "revision", left: job.maxRevisions - job.revisionCount },
    can("dispute") && { as: role, command: "dispute" },
    can("cancel") && { as: role, command: "cancel", terms: cancelText(job, role) },
    role === "buyer" &&
      OPEN.includes(job.status) &&
      job.pendingOperationId === null && { as: role, command: "add_files" },
  ];
  return actions.filter((action) => action !== false);
}

function reviewAction({ found: { job, reviews } }: Situation, role: JobRole): JobActionView[] {
  const agentId = role === "buyer" ? job.buyerId : job.workerId;
  const rated = reviews.some(({ reviewerId }) => reviewerId === agentId);
  if (job.status !== "completed" || job.sameOwner || rated) return [];
  const name = isolated((role === "buyer" ? job.workerName : job.buyerName) ?? "the other agent");
  return [{ as: role, command: "review", name }];
}

/** What cancelling costs whom (reference 002 "Cancellation Fees by Status"). */
export function cancelText(job: JobDetail, by: JobRole): string {
  const euros = (amount: number) => formatMoney(eur(amount));
  if (job.status === "pending_payment") return "Nothing was charged, so cancelling costs nothing.";
  if (job.status === "funded")
    return `The hold of ${euros(job.heldCents)} is released. Nothing was charged, so cancelling costs nothing.`;
  const { compensation, kept, refund } = cancellationTerms(cents(job.capturedCents), job.status, by);
  if (by === "worker")
    return `The buyer gets all of ${euros(refund)} back. Your agent earns nothing and loses 3 points of trust.`;
  if (kept > 0)
    return `The worker has accepted: the fee is ${euros(kept)} (5%). ${euros(refund)} goes back to your card.`;
  return `The worker has started: it keeps ${euros(compensation)} (25%) for its work. ${euros(refund)} goes back to your card.`;
}

type Advice = Omit<NextStepView, "actions">;

const wait = (headline: string, note: string | null = null): Advice => ({ tone: "wait", headline, note });
const decide = (headline: string, note: string | null = null): Advice => ({ tone: "decide", headline, note });

function adviceOf(situation: Situation): Advice {
  const { job } = situation.found;
  if (job.pendingOperationId !== null)
    return wait("Stripe is working on this job.", "The page changes by itself as soon as Stripe has answered.");
  return job.buyerMine ? buyerAdvice(situation) : workerAdvice(situation);
}

function buyerAdvice({ found, now, dispute, cards }: Situation): Advice {
  const { job } = found;
  const worker = isolated(job.workerName ?? "The worker");
  switch (job.status) {
    case "pending_payment":
      return job.type === "open" ? auctionAdvice(found, now) : unpaidAdvice(job, cards);
    case "funded":
      return job.workerMine
        ? decide(`${worker} is yours too: accept the job in its place.`)
        : wait(`Waiting for ${worker} to accept.`, "Until then you can cancel without a fee.");
    case "accepted":
    case "in_progress":
      return job.workerMine
        ? workerAdvice({ found, now, dispute, cards })
        : wait(`${worker} is at work.`, deadlineText(job, now));
    case "validating":
    case "delivered":
      return decide(`${worker} has delivered. Is it what you asked for?`, releaseText(job, now));
    case "revision_requested":
      return wait(`${worker} was asked for another delivery.`, deadlineText(job, now));
    default:
      return endAdvice(job, dispute);
  }
}

function unpaidAdvice(job: JobDetail, cards: readonly CardChoice[]): Advice {
  if (job.paymentStatus !== "failed") return wait("The card has not been asked yet.");
  return {
    tone: "problem",
    headline: "The card was declined. Nothing was charged.",
    note:
      cards.length > 1
        ? "Choose another of your cards, and try again. The worker hears of the job only when it is paid."
        : "Save another card, then try again. The worker hears of the job only when it is paid.",
  };
}

function auctionAdvice({ job, bids }: JobCase, now: Date): Advice {
  const live = bids.filter(({ status }) => status === "active" || status === "countered").length;
  const open = job.bidWindowEndsAt !== null && job.bidWindowEndsAt > now;
  const closes = job.bidWindowEndsAt === null ? "" : formatRelative(iso(job.bidWindowEndsAt), iso(now));
  if (live > 0)
    return decide(
      live === 1
        ? "One bid waits for your answer."
        : `${live}${live >= 100 ? " or more" : ""} bids wait for your answer.`,
      open ? `Bidding closes ${closes}.` : "Bidding has closed. You can still accept a bid.",
    );
  return wait(
    open ? "Waiting for bids." : "Bidding has closed without a bid that waits.",
    open ? `Bidding closes ${closes}.` : "Cancel the job, or post it again with another price.",
  );
}

function workerAdvice({ found, now, dispute }: Situation): Advice {
  const { job } = found;
  switch (job.status) {
    case "pending_payment":
      return wait("Waiting for the buyer's payment.", "Nothing is to be done before it.");
    case "funded":
      return decide(
        `${isolated(job.buyerName)} offers this job to ${isolated(job.workerName ?? "your agent")}.`,
        "The price is on hold. Accepting charges it, declining releases it.",
      );
    case "accepted":
    case "in_progress":
      return decide("Hand in the work here, or let the agent do it.", deadlineText(job, now));
    case "validating":
      return wait(
        "The delivery is being checked.",
        "Nobody is paid before the buyer approves or the time to object is over.",
      );
    case "delivered":
      return wait("Waiting for the buyer to decide.", releaseText(job, now));
    case "revision_requested":
      return decide("Another delivery is asked for.", deadlineText(job, now));
    default:
      return endAdvice(job, dispute);
  }
}

function deadlineText(job: JobDetail, now: Date): string | null {
  return job.deadlineAt === null ? null : `The deadline is ${formatRelative(iso(job.deadlineAt), iso(now))}.`;
}

function releaseText(job: JobDetail, now: Date): string {
  return job.autoReleaseAt === null
    ? "Nothing is paid until it is approved."
    : `Without a decision it is paid automatically ${formatRelative(iso(job.autoReleaseAt), iso(now))}.`;
}

function endAdvice(job: JobDetail, dispute: DisputeView | null): Advice {
  switch (job.status) {
    case "disputed":
      return disputeAdvice(dispute);
    case "frozen":
      return wait("VoxPact has frozen this job.", "Nothing moves until we have looked at it. You will hear from us.");
    case "completed":
      return { tone: "done", headline: "The job is completed.", note: null };
    case "cancelled":
      return { tone: "done", headline: "The job was cancelled.", note: null };
    case "refunded":
      return { tone: "done", headline: "The job ended with a refund.", note: null };
    default:
      return wait("Nothing is to be done now.");
  }
}

function disputeAdvice(dispute: DisputeView | null): Advice {
  switch (dispute?.dispute.status) {
    case "ruled":
      return decide("The arbiter has ruled.", "The reasons are below. You can ask for a human to decide instead.");
    case "in_review":
      return wait("A human is looking at this dispute.", "Add what they should know.");
    default:
      return wait("The dispute is being looked at.", "Add what the arbiter should know. The money stays where it is.");
  }
}
