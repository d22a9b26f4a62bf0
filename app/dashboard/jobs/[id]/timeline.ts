import { isolated } from "@/components/format/isolated";
import { formatMoney } from "@/components/format/money";
import { statusLabel } from "@/components/jobs/status";
import type { TimelineEntry } from "@/components/jobs/types";
import { beginning } from "@/lib/kernel/text";
import type { JobStatus } from "@/lib/kernel/job-status";
import type {
  AttemptRow,
  BidRow,
  DeliveredFileRow,
  DisputeStepRow,
  JobCase,
  JobDetail,
  JobStory,
  MessageRow,
  MovementRow,
  ReviewRow,
  TransitionRow,
  ValidationRow,
} from "@/lib/domain/dashboard";
import { eur, iso } from "../../../view";
import { sizeText } from "@/lib/domain/deliverables";

/** What is told of a job: its story as far as the reader may know it. */
export type Told = Pick<JobCase, "transitions" | "movements" | "validations" | "files" | "disputeSteps"> &
  Partial<JobStory> & { readonly job: Pick<JobDetail, "cardLast4"> };

/** One order of everything that happened to a job, newest first. Pure. */
export function timelineOf({
  messages = [],
  bids = [],
  reviews = [],
  attempts = [],
  inputs = [],
  ...found
}: Told): TimelineEntry[] {
  const { job } = found;
  const card = job.cardLast4 === null ? null : `Card ending in ${job.cardLast4}`;
  const entries = [
    ...found.transitions.map(stateEntry),
    ...found.movements.map((movement) => moneyEntry(movement, card)),
    ...found.validations.map(validationEntry),
    ...found.files.map(deliveredEntry),
    ...inputs.map(inputEntry),
    // The transitions tell of its beginning and its end.
    ...found.disputeSteps.filter(({ step }) => step !== "opened" && step !== "resolved").map(disputeEntry),
    ...messages.map(messageEntry),
    ...bids.flatMap(bidEntries),
    ...reviews.map(reviewEntry),
    ...attempts.map(attemptEntry),
  ];
  // Newest first. Of what happened at one instant the cause stands below its consequences: ordered by kind, then as found.
  return entries
    .map((entry, index) => ({ entry, index }))
    .toSorted((a, b) => b.entry.at.localeCompare(a.entry.at) || rank(b.entry) - rank(a.entry) || b.index - a.index)
    .map(({ entry }) => entry);
}

function rank(entry: TimelineEntry): number {
  const order: readonly TimelineEntry["kind"][] = [
    "message",
    "bid",
    "file",
    "validation",
    "state",
    "dispute",
    "money",
    "review",
    "webhook",
  ];
  return order.indexOf(entry.kind);
}

const stateTones: Record<JobStatus, TimelineEntry["tone"]> = {
  pending_payment: "neutral",
  funded: "info",
  accepted: "info",
  in_progress: "info",
  validating: "info",
  delivered: "warn",
  revision_requested: "warn",
  completed: "accent",
  disputed: "danger",
  cancelled: "neutral",
  refunded: "neutral",
  frozen: "danger",
};

const actors: Record<TransitionRow["actor"], string> = {
  buyer: "By the buyer",
  worker: "By the worker",
  system: "Automatic",
  admin: "By VoxPact",
};

function stateEntry(row: TransitionRow): TimelineEntry {
  const who = row.actorName === null ? actors[row.actor] : `${actors[row.actor]}, ${isolated(row.actorName)}`;
  return {
    id: row.id,
    kind: "state",
    at: iso(row.at),
    title: row.fromStatus === null ? "Posted" : statusLabel(row.toStatus),
    detail: row.reason === null ? who : `${who}. ${reasonText(row.reason)}`,
    tone: stateTones[row.toStatus],
    amount: null,
  };
}

/** A ruling's name as words; all other reasons are words already. */
function reasonText(reason: string): string {
  return reason.replace(/^dispute: ([a-z_]+)/, (_, ruling: string) => `Ruling: ${ruling.replaceAll("_", " ")}`);
}

interface MovementText {
  readonly title: string;
  /** The account whose line is the amount to show. */
  readonly account: string;
  readonly detail: string | null;
}

function movementText(kind: string, card: string | null): MovementText {
  switch (kind) {
    case "hold":
      return { title: "Put on hold", account: "holds", detail: card };
    case "void":
      return { title: "Hold released", account: "holds", detail: "Nothing was charged." };
    case "capture":
      return { title: "Card charged", account: "escrow", detail: "Held by Stripe." };
    case "settlement":
      return { title: "Settled", account: "escrow", detail: null };
    case "refund":
      return { title: "Refunded to the card", account: "refunds_due", detail: null };
    case "transfer":
      return { title: "Sent to the worker", account: "payable", detail: "To the worker's Stripe account." };
    case "transfer_reversal":
      return { title: "Payout taken back", account: "stripe_balance", detail: null };
    case "chargeback":
      return { title: "Charge reversed by the bank", account: "stripe_balance", detail: null };
    default:
      return { title: kind.replaceAll("_", " "), account: "stripe_balance", detail: null };
  }
}

function moneyEntry(row: MovementRow, card: string | null): TimelineEntry {
  const { title, account, detail } = movementText(row.kind, card);
  return {
    id: row.id,
    kind: "money",
    at: iso(row.at),
    title,
    detail: row.kind === "settlement" ? partsText(row.lines) : detail,
    tone: row.kind === "transfer" ? "accent" : row.kind === "chargeback" ? "danger" : "neutral",
    amount: eur(Math.abs(row.lines[account] ?? 0)),
  };
}

function partsText(lines: MovementRow["lines"]): string {
  const euros = (cents: number) => formatMoney(eur(cents));
  const parts = [
    ["to the worker", lines.payable],
    ["back to the buyer", lines.refunds_due],
    ["platform fee", lines.platform_fees],
  ] as const;
  return parts.flatMap(([what, cents = 0]) => (cents === 0 ? [] : [`${euros(-cents)} ${what}`])).join(", ");
}

const outcomes: Record<ValidationRow["outcome"], { readonly title: string; readonly tone: TimelineEntry["tone"] }> = {
  passed: { title: "Validation passed", tone: "accent" },
  failed: { title: "Validation failed", tone: "danger" },
  unavailable: { title: "Validation not available", tone: "warn" },
};

function validationEntry(row: ValidationRow): TimelineEntry {
  const { title, tone } = outcomes[row.outcome];
  const judged = row.validatorType !== "criteria";
  const detail =
    judged && row.confidence !== null ? `${Math.round(row.confidence * 100)}% mean confidence` : row.reasoning;
  return { id: row.id, kind: "validation", at: iso(row.at), title, detail, tone, amount: null };
}

function deliveredEntry(row: DeliveredFileRow): TimelineEntry {
  return fileEntry(row, "was handed in", `${sizeText(row.sizeBytes)}, revision ${row.revision}`);
}

function inputEntry(row: DeliveredFileRow): TimelineEntry {
  return fileEntry(row, "was given to work on", sizeText(row.sizeBytes));
}

function fileEntry(row: DeliveredFileRow, what: string, detail: string): TimelineEntry {
  return {
    id: row.fileId,
    kind: "file",
    at: iso(row.at),
    title: `${row.filename} ${what}`,
    detail,
    tone: "neutral",
    amount: null,
  };
}

const disputeTitles: Readonly<Record<string, string>> = {
  evidence_added: "Evidence was added",
  reopened: "The ruling was set aside to hear the other party",
  ruled: "The arbiter ruled",
  accepted: "The ruling was accepted",
  review_requested: "A human review was asked for",
  escalated: "The dispute went to a human",
  sla_reminded: "The reviewers were reminded",
  closed: "The dispute ended with the payment",
};

function disputeEntry(row: DisputeStepRow): TimelineEntry {
  const ruling = typeof row.details.ruling === "string" ? `. ${row.details.ruling.replaceAll("_", " ")}` : "";
  return {
    id: row.id,
    kind: "dispute",
    at: iso(row.at),
    title: disputeTitles[row.step] ?? row.step.replaceAll("_", " "),
    detail: `${actors[row.actor]}${ruling}`,
    tone: row.step === "escalated" ? "warn" : "neutral",
    amount: null,
  };
}

/** A message is read in full in the conversation. */
const EXCERPT = 160;

function excerpt(text: string): string {
  return text.length > EXCERPT ? `${beginning(text, EXCERPT).trimEnd()}…` : text;
}

function messageEntry(row: MessageRow): TimelineEntry {
  return {
    id: row.id,
    kind: "message",
    at: iso(row.at),
    title: `${isolated(row.senderName)} wrote`,
    detail: row.filename === null ? excerpt(row.content) : `${excerpt(row.content)}\n${row.filename}`,
    tone: "neutral",
    amount: null,
  };
}

const bidEnds: Partial<Record<BidRow["status"], string>> = {
  countered: "got a counter-offer",
  rejected: "was turned down",
  withdrawn: "took its bid back",
  expired: "was not answered in time",
};

/** The bid, and how it stands now; that it was accepted is a change of the job's status. */
function bidEntries(row: BidRow): TimelineEntry[] {
  const shared = { kind: "bid", detail: null } as const;
  const placed: TimelineEntry = {
    ...shared,
    id: row.id,
    at: iso(row.at),
    title: `${isolated(row.agentName)} bid`,
    tone: "info",
    amount: eur(row.priceCents),
  };
  const end = bidEnds[row.status];
  if (end === undefined) return [placed];
  const amount = row.status === "countered" && row.counterCents !== null ? eur(row.counterCents) : null;
  return [
    placed,
    {
      ...shared,
      id: `${row.id}/${row.status}`,
      at: iso(row.updatedAt),
      title: `${isolated(row.agentName)} ${end}`,
      tone: "neutral",
      amount,
    },
  ];
}

function reviewEntry(row: ReviewRow): TimelineEntry {
  return {
    id: row.id,
    kind: "review",
    at: iso(row.at),
    title: `${isolated(row.reviewerName)} gave ${row.rating} of 5 stars`,
    detail: row.comment,
    tone: "accent",
    amount: null,
  };
}

function attemptEntry(row: AttemptRow): TimelineEntry {
  const arrived = row.responseCode !== null && row.responseCode >= 200 && row.responseCode < 300;
  const answer = row.responseCode === null ? (row.error ?? "no answer") : `answered ${row.responseCode}`;
  const again = row.nextRetryAt === null ? "" : ", tried again later";
  return {
    id: row.id,
    kind: "webhook",
    at: iso(row.at),
    title: `${row.event} ${arrived ? "delivered" : "not delivered"} to ${isolated(row.agentName)}`,
    detail: `Attempt ${row.attempt}, ${answer} after ${row.durationMs} ms${again}`,
    tone: arrived ? "neutral" : "warn",
    amount: null,
  };
}
