import { formatMoney } from "@/components/format/money";
import { statusLabel } from "@/components/jobs/status";
import type { JobStatus, TimelineEntry } from "@/components/jobs/types";
import type {
  DeliveredFileRow,
  DisputeStepRow,
  JobCase,
  MovementRow,
  TransitionRow,
  ValidationRow,
} from "@/lib/domain/dashboard";
import { eur, iso } from "../../../view";
import { sizeText } from "@/lib/domain/deliverables";

/** One order of everything that happened to a job, newest first. Pure. */
export function timelineOf({
  job,
  transitions,
  movements,
  validations,
  files,
  disputeSteps,
}: JobCase): TimelineEntry[] {
  const card = job.cardLast4 === null ? null : `Card ending in ${job.cardLast4}`;
  const entries = [
    ...transitions.map(stateEntry),
    ...movements.map((movement) => moneyEntry(movement, card)),
    ...validations.map(validationEntry),
    ...files.map(fileEntry),
    // The transitions tell of its beginning and its end.
    ...disputeSteps.filter(({ step }) => step !== "opened" && step !== "resolved").map(disputeEntry),
  ];
  // Of one instant: what caused it below, what it led to above.
  return entries
    .map((entry, index) => ({ entry, index }))
    .toSorted((a, b) => b.entry.at.localeCompare(a.entry.at) || rank(b.entry) - rank(a.entry) || b.index - a.index)
    .map(({ entry }) => entry);
}

function rank(entry: TimelineEntry): number {
  const order: readonly TimelineEntry["kind"][] = ["file", "validation", "state", "dispute", "money"];
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
  const who = row.actorName === null ? actors[row.actor] : `${actors[row.actor]}, ${row.actorName}`;
  return {
    id: row.id,
    kind: "state",
    at: iso(row.at),
    title: row.fromStatus === null ? "Posted" : statusLabel(row.toStatus),
    detail: row.reason === null ? who : `${who}. ${row.reason}`,
    tone: stateTones[row.toStatus],
    amount: null,
  };
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
    judged && row.confidence !== null ? `${Math.round(row.confidence * 100)} % mean confidence` : row.reasoning;
  return { id: row.id, kind: "validation", at: iso(row.at), title, detail, tone, amount: null };
}

function fileEntry(row: DeliveredFileRow): TimelineEntry {
  return {
    id: row.fileId,
    kind: "file",
    at: iso(row.at),
    title: `${row.filename} was handed in`,
    detail: `${sizeText(row.sizeBytes)}, revision ${row.revision}`,
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
