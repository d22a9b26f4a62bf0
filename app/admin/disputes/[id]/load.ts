import type {
  CaseView,
  EvidenceView,
  FilePreviewView,
  HappenedView,
  RulingView,
  StakeView,
} from "@/components/admin/types";
import { rulingText } from "@/components/admin/labels";
import * as admin from "@/lib/domain/console";
import { feeShareOf, levelOf, TRUST } from "@/lib/domain/trust";
import { judgeName } from "../../../judge";
import { iso, isoOrNull } from "../../../view";
import { slaOf } from "../../load-reviews";
import { orNotFound } from "../../../or-not-found";
import { adminContext } from "../../operator";
import { actorText, previewsOf, recordOf } from "../../record";
import { isolated } from "@/components/format/isolated";

export async function loadCase(id: string): Promise<CaseView> {
  const ctx = await adminContext();
  const found = await orNotFound(admin.disputeCase(ctx, id));
  const { dispute, job } = found;
  const record = await recordOf(ctx, found);
  return {
    ...record,
    now: iso(ctx.now),
    id: dispute.id,
    state: dispute.state,
    tier: dispute.tier,
    openedBy: openedBy(found),
    reason: dispute.reason,
    createdAt: iso(dispute.createdAt),
    resolvedAt: isoOrNull(dispute.resolvedAt),
    sla: dispute.state === "in_review" ? slaOf({ ...dispute, frozenAt: job.frozenAt }, ctx.now) : null,
    found: rulingOf(dispute),
    evidence: await evidenceOf(ctx, found, record.deliverables),
    steps: found.steps.map(stepOf).toReversed(),
    stake: stakeOf(job),
    closed: closedBecause(found),
  };
}

function openedBy({ dispute, job }: admin.DisputeCase): string {
  switch (dispute.openedBy) {
    case "buyer":
      return `Opened by the buyer, ${isolated(job.buyer.name)}.`;
    case "worker":
      return `Opened by the worker, ${isolated(job.worker?.name ?? "who is gone")}.`;
    case "system":
      return "Opened automatically, when the deadline of a revision had passed.";
  }
}

function rulingOf(dispute: admin.DisputeRecord): RulingView | null {
  const { ruling, confidence, reasoning } = dispute;
  if (ruling === null && reasoning === null) return null;
  return {
    ruling,
    workerShare: dispute.workerShare,
    confidence: confidence === null ? null : `${Math.round(confidence * 100)}%`,
    reasoning,
    by: dispute.ruledBy === null ? null : judgeName(dispute.ruledBy),
    at: isoOrNull(dispute.ruledAt),
  };
}

async function evidenceOf(
  ctx: admin.AdminCtx,
  { job, evidence }: admin.DisputeCase,
  deliverables: readonly FilePreviewView[],
): Promise<EvidenceView[]> {
  const named = evidence.flatMap(({ fileId, filename, contentType, sizeBytes, at }) =>
    fileId === null || filename === null || contentType === null || sizeBytes === null
      ? []
      : [{ id: fileId, filename, contentType, sizeBytes, at }],
  );
  const others = named.filter(({ id }) => !deliverables.some((file) => file.id === id));
  const previews = await previewsOf(ctx, job.id, others);
  return evidence.map((item) => ({
    id: item.id,
    by: item.by,
    type: item.type === "r2_key" ? "file" : item.type,
    label: item.label,
    sameAs: deliverables.find((file) => isSame(item, file))?.filename ?? null,
    content: item.type === "r2_key" ? "" : item.content,
    file: previews.find((file) => file.id === item.fileId) ?? null,
    at: iso(item.at),
  }));
}

/** Whether a piece of evidence is a deliverable, or has the words of one that is shown in full. */
function isSame({ type, content, fileId }: admin.EvidenceRow, { id, preview, note }: FilePreviewView): boolean {
  if (type !== "text") return fileId === id;
  return preview?.kind === "text" && note === null && preview.content.trim() === content.trim();
}

const stepTitles: Readonly<Record<string, string>> = {
  opened: "Opened",
  evidence_added: "Evidence was added",
  reopened: "The ruling was set aside to hear the other party",
  ruled: "Tier 1 ruled",
  accepted: "The ruling was accepted",
  review_requested: "A human review was asked for",
  escalated: "It went to a human",
  sla_reminded: "The operators were reminded",
  resolved: "Resolved",
  closed: "It ended with the payment",
};

function stepOf({ id, step, actor, details, at }: admin.StepRow): HappenedView {
  return {
    id,
    title: stepTitles[step] ?? step.replaceAll("_", " "),
    detail: [actorText(actor), ...detailOf(details)].join(": "),
    amount: null,
    at: iso(at),
  };
}

function detailOf({ ruling, worker_share: share, reason }: admin.StepRow["details"]): string[] {
  if (ruling === "buyer_wins" || ruling === "worker_wins" || ruling === "split")
    return [rulingText(ruling, typeof share === "number" ? share : null)];
  return typeof reason === "string" ? [reason] : [];
}

function stakeOf(job: admin.JobRecord): StakeView {
  const trust = job.worker?.trust ?? TRUST.start;
  return {
    capturedCents: job.capturedCents,
    feeBasisPoints: feeShareOf(trust),
    tier: levelOf(trust),
    buyerName: job.buyer.name,
    workerName: job.worker?.name ?? "the worker",
  };
}

/** Why nobody can rule now; null where an operator can. */
function closedBecause({ dispute, job }: admin.DisputeCase): string | null {
  switch (dispute.state) {
    case "open":
      return "Tier 1 has not ruled yet. An operator rules once a party asks for a review, or tier 1 is not sure.";
    case "ruled":
      return "Tier 1 has ruled. It becomes final automatically unless a party asks for a human.";
    case "resolved":
      return "It ended without a ruling.";
    case "in_review":
      break;
  }
  if (job.status === "frozen") return "The job is frozen, and its time stands still. Unfreeze it to rule.";
  if (job.pendingCommand !== null) return "A ruling waits for Stripe's answer. It takes effect automatically.";
  return job.status === "disputed" ? null : "The job is no longer in dispute.";
}
