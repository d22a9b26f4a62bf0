import { divide } from "@/components/admin/division";
import { formatMoney, formatShare } from "@/components/format/money";
import type { DisputeViewModel, EvidenceView, JobActionView, JobRole, PartyView } from "@/components/jobs/types";
import type { JobDetail } from "@/lib/domain/dashboard";
import type { Dispute, DisputeView, Evidence } from "@/lib/domain/disputes";
import { feeShareOf, TRUST } from "@/lib/domain/trust";
import { eur, iso, isoOrNull } from "../../../view";
import type { Situation } from "./situation";
import { isolated } from "@/components/format/isolated";

const STATUS: Readonly<Record<Dispute["status"], string>> = {
  open: "The arbiter is reading",
  ruled: "Ruled",
  in_review: "With a human reviewer",
  resolved: "Resolved",
};

/** Null where time has done it. */
function partyOf(job: JobDetail, party: Dispute["opened_by"]): PartyView | null {
  if (party === "buyer") return { agentId: job.buyerId, name: job.buyerName, mine: job.buyerMine };
  if (party === "system" || job.workerId === null) return null;
  return { agentId: job.workerId, name: job.workerName ?? "Deleted agent", mine: job.workerMine };
}

/** "A gets €12.00 back; B gets €7.20 after the fee": who gets what of the money. Pure. */
export function rulingText(
  job: JobDetail,
  { ruling, worker_share: share }: Pick<Dispute, "ruling" | "worker_share">,
): string {
  if (ruling === null) return "There is no ruling yet";
  const stake = { capturedCents: job.capturedCents, feeBasisPoints: feeShareOf(job.workerTrust ?? TRUST.start) };
  const { refund, gross, fee } = divide(stake, ruling, share ?? 0);
  const net = gross - (job.grossCents > 0 ? job.feeCents : fee);
  const back = `${isolated(job.buyerName)} gets ${formatMoney(eur(refund))} back`;
  const worker = isolated(job.workerName ?? "the worker");
  switch (ruling) {
    case "buyer_wins":
      return `${back}; ${worker} gets nothing`;
    case "worker_wins":
      return `${worker} gets ${formatMoney(eur(net))}, all of it less the fee`;
    case "split":
      return `${back}; ${worker} gets ${formatMoney(eur(net))}, ${formatShare(share ?? 0)} less the fee`;
  }
}

function ruledBy(ruler: string | null): string {
  if (ruler === null) return "the arbiter";
  if (ruler.includes("@")) return "a human reviewer";
  return ruler.startsWith("rules/") ? `${ruler.slice("rules/".length)} (rule-based)` : ruler;
}

/** What a piece of evidence is that leads to a file. */
export interface EvidenceFiles {
  /** How the addresses of files begin that were uploaded as evidence. */
  readonly uploads: string;
  /** The names of the job's own files, by the evidence's id. */
  readonly names: ReadonlyMap<string, string>;
}

function evidenceOf(job: JobDetail, item: Evidence, files: EvidenceFiles): EvidenceView {
  const upload = item.type === "url" && item.content.startsWith(files.uploads);
  return {
    id: item.id,
    by: partyOf(job, item.submitted_by),
    type: upload ? "upload" : item.type,
    label: item.label,
    content: item.type === "r2_key" ? (files.names.get(item.id) ?? "") : item.content,
    at: iso(item.created_at),
  };
}

/** Pure. */
export function disputeViewOf(job: JobDetail, found: DisputeView, files: EvidenceFiles): DisputeViewModel {
  const { dispute, evidence } = found;
  return {
    status: dispute.status,
    statusText: STATUS[dispute.status],
    openedBy: partyOf(job, dispute.opened_by),
    reason: dispute.reason,
    ruling:
      dispute.ruling === null
        ? null
        : {
            text: rulingText(job, dispute),
            reasoning: dispute.reasoning,
            confidence: dispute.confidence,
            by: ruledBy(dispute.ruled_by),
          },
    reviewDeadline: dispute.status === "ruled" ? isoOrNull(dispute.review_deadline) : null,
    slaDueAt: dispute.status === "in_review" ? isoOrNull(dispute.sla_due_at) : null,
    evidence: evidence.map((item) => evidenceOf(job, item, files)),
  };
}

/** What a side of a disputed job can still do. Pure. */
export function rulingActions({ found, dispute: view, now }: Situation, role: JobRole): JobActionView[] {
  const { job } = found;
  if (job.status !== "disputed" || view === null || job.pendingOperationId !== null) return [];
  const { dispute } = view;
  const lost = dispute.ruling === "split" || dispute.ruling === (role === "buyer" ? "worker_wins" : "buyer_wins");
  const accepted = (role === "buyer" ? dispute.buyer_accepted_at : dispute.worker_accepted_at) !== null;
  const ruled = dispute.status === "ruled";
  const reviewable = ruled && dispute.review_deadline !== null && dispute.review_deadline > now;
  const actions: (JobActionView | false)[] = [
    ruled && lost && !accepted && { as: role, command: "accept_ruling", outcome: rulingText(job, dispute) },
    reviewable && { as: role, command: "request_review" },
    dispute.status !== "resolved" && { as: role, command: "add_evidence" },
  ];
  return actions.filter((action) => action !== false);
}
