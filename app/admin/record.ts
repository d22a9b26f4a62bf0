import { statusLabel } from "@/components/jobs/status";
import type {
  FilePreviewView,
  HappenedView,
  JobFactsView,
  JobRecordView,
  PartyView,
  ValidationView,
  VerdictView,
} from "@/components/admin/types";
import type {
  AdminCtx,
  FileRow,
  JobFile,
  JobRecord,
  MovementRow,
  Party,
  TransitionRow,
  ValidationRow,
} from "@/lib/domain/console";
import { previewsForReview, sizeText, type Shown } from "@/lib/domain/deliverables";
import { OPEN } from "@/lib/domain/jobs";
import type { Id } from "@/lib/kernel/ids";
import { judgeName } from "../judge";
import { eur, iso, isoOrNull, taskView } from "../view";
import { isolated } from "@/components/format/isolated";

/** How much of a text a page shows. */
const SHOWN_CHARACTERS = 32 * 1_024;
/** How many files of a round are previewed. */
const PREVIEWED = 10;

/** What is on record of a job, with the newest round's files as they can be shown. */
export async function recordOf(ctx: AdminCtx, file: JobFile): Promise<JobRecordView> {
  return {
    job: factsOf(file.job),
    deliverables: await deliverablesOf(ctx, file),
    validations: file.validations.map(validationOf),
    messages: file.messages.map(({ id, by, content, at }) => ({ id, by, content, at: iso(at) })),
    happened: happenedOf(file),
  };
}

async function deliverablesOf(ctx: AdminCtx, { job, files }: JobFile): Promise<FilePreviewView[]> {
  const delivered = files.filter(({ purpose }) => purpose === "deliverable");
  const newest = delivered.filter(({ revision }) => revision === delivered[0]?.revision).slice(0, PREVIEWED);
  return previewsOf(ctx, job.id, newest);
}

/** Files with what can be shown of them. */
export async function previewsOf(
  ctx: AdminCtx,
  jobId: Id,
  files: readonly Pick<FileRow, "id" | "filename" | "contentType" | "sizeBytes" | "at">[],
): Promise<FilePreviewView[]> {
  const shown = await previewsForReview(
    ctx,
    jobId,
    files.map(({ id }) => id),
  );
  return files.map((file) => ({
    id: file.id,
    filename: file.filename,
    about: `${sizeText(file.sizeBytes)}, ${file.contentType}`,
    at: iso(file.at),
    ...previewOf(file.contentType, shown.get(file.id)),
  }));
}

function previewOf(contentType: string, shown: Shown | undefined): Pick<FilePreviewView, "preview" | "note"> {
  if (shown === undefined) return { preview: null, note: "The file is no longer there." };
  if (shown.content === null) return { preview: null, note: shown.reason };
  if (contentType.startsWith("image/")) return { preview: { kind: "image", content: shown.content }, note: null };
  const content = shown.content.slice(0, SHOWN_CHARACTERS);
  const cut = shown.partial || content.length < shown.content.length;
  return { preview: { kind: "text", content }, note: cut ? "The beginning of the file." : null };
}

function partyOf(party: Party): PartyView {
  return { ...party, trust: String(party.trust / 100) };
}

function factsOf(job: JobRecord): JobFactsView {
  return {
    id: job.id,
    title: job.title,
    status: job.status,
    statusBeforeFreeze: job.statusBeforeFreeze,
    frozenAt: isoOrNull(job.frozenAt),
    task: taskView(job.taskSpec, job.criteria),
    buyer: partyOf(job.buyer),
    worker: job.worker === null ? null : partyOf(job.worker),
    amount: eur(job.amountCents),
    sums: sumsOf(job),
    pendingCommand: job.pendingCommand?.replaceAll("_", " ") ?? null,
    stripeIds: idsOf(job),
    revisions: `${job.revisionCount} of ${job.maxRevisions} used`,
    createdAt: iso(job.createdAt),
    deadlineAt: isoOrNull(job.deadlineAt),
    open: OPEN.includes(job.status),
  };
}

function sumsOf(job: JobRecord): JobFactsView["sums"] {
  const sums = [
    ["Price", job.amountCents],
    ["Put on hold", job.heldCents],
    ["Charged", job.capturedCents],
    ["Refunded", job.refundedCents],
    ["Worker's part", job.grossCents],
    ["Platform fee", job.feeCents],
    ["Kept at cancelling", job.cancellationFeeCents],
  ] as const;
  return sums
    .filter(([label, cents]) => cents > 0 || label === "Price")
    .map(([label, cents]) => ({ label, amount: eur(cents) }));
}

function idsOf({ paymentIntentId, chargeId, transferId }: JobRecord): JobFactsView["stripeIds"] {
  const ids = [
    ["Payment intent", paymentIntentId],
    ["Charge", chargeId],
    ["Transfer", transferId],
  ] as const;
  return ids.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

const percent = (confidence: number): string => `${Math.round(confidence * 100)}%`;

function validationOf(row: ValidationRow): ValidationView {
  const verdicts = row.verdicts.flatMap(verdictOf);
  const certain = verdicts.length === 0 ? row.reasoning : "";
  const judged = row.confidence === null ? "" : `${percent(row.confidence)} mean confidence`;
  return {
    id: row.id,
    revision: row.revision,
    outcome: row.outcome,
    summary: certain === "" ? `${judged}${row.consensus === "disagree" ? ", the judges disagree" : ""}` : certain,
    verdicts,
    at: iso(row.at),
  };
}

/** A stored verdict; one that does not have the shape is left out rather than guessed. */
function verdictOf(stored: unknown): VerdictView[] {
  if (typeof stored !== "object" || stored === null) return [];
  const { model, passed, confidence, reasoning } = stored as Readonly<Record<string, unknown>>;
  if (typeof passed !== "boolean") return [];
  return [
    {
      judge: typeof model === "string" ? judgeName(model) : "Judge",
      passed,
      confidence: typeof confidence === "number" ? percent(confidence) : "",
      reasoning: typeof reasoning === "string" ? reasoning : "",
    },
  ];
}

const actors: Record<TransitionRow["actor"], string> = {
  buyer: "By the buyer",
  worker: "By the worker",
  system: "Automatic",
  admin: "By an operator",
};

/** Who did something, as a line of what has happened says it. */
export const actorText = (actor: TransitionRow["actor"]): string => actors[actor];

/** States and money in one order, the newest first. */
function happenedOf({ transitions, movements }: JobFile): HappenedView[] {
  const both = [...transitions.map(transitionOf), ...movements.map(movementOf)];
  // Of one instant, what came last is on top.
  return both.toReversed().toSorted((a, b) => b.at.localeCompare(a.at));
}

function transitionOf(row: TransitionRow): HappenedView {
  const who = row.actorName === null ? actorText(row.actor) : `${actorText(row.actor)}, ${isolated(row.actorName)}`;
  return {
    id: row.id,
    title: statusLabel(row.toStatus),
    detail: row.reason === null ? who : `${who}: ${row.reason}`,
    amount: null,
    at: iso(row.at),
  };
}

/** The account whose line is the amount to show, by the kind of a ledger's transaction. */
const shownAccounts: Readonly<Record<string, string>> = {
  hold: "holds",
  void: "holds",
  capture: "escrow",
  settlement: "escrow",
  refund: "refunds_due",
  transfer: "payable",
};

function movementOf(row: MovementRow): HappenedView {
  const cents = row.lines[shownAccounts[row.kind] ?? "stripe_balance"] ?? 0;
  const title = row.kind.replaceAll("_", " ");
  return {
    id: row.id,
    title: `Ledger: ${title}`,
    detail: null,
    amount: eur(Math.abs(cents)),
    at: iso(row.at),
  };
}
