import { formatMoney } from "@/components/format/money";
import type { DisputeViewModel, JobActionView, JobRole } from "@/components/jobs/types";
import type { JobDetail } from "@/lib/domain/dashboard";
import type { Dispute, DisputeView } from "@/lib/domain/disputes";
import { eur, iso, isoOrNull } from "../../../view";
import type { Situation } from "./situation";
import { isolated } from "@/components/format/isolated";

/** Ten-thousandths, as a share is stored, in one hundredth. */
const PER_CENT = 100;

const STATUS: Readonly<Record<Dispute["status"], string>> = {
  open: "The arbiter is reading",
  ruled: "Ruled",
  in_review: "With a human reviewer",
  resolved: "Resolved",
};

const partyName = (job: JobDetail, party: Dispute["opened_by"]): string => {
  if (party === "system") return "VoxPact, as the deadline passed";
  return party === "buyer" ? job.buyerName : (job.workerName ?? "the worker");
};

/** "The buyer gets its money back", with the parts of a split. Pure. */
export function rulingText(
  job: JobDetail,
  { ruling, worker_share: share }: Pick<Dispute, "ruling" | "worker_share">,
): string {
  switch (ruling) {
    case "buyer_wins":
      return `${isolated(job.buyerName)} gets ${formatMoney(eur(job.capturedCents))} back`;
    case "worker_wins":
      return `${isolated(job.workerName ?? "The worker")} is paid in full, less the fee`;
    case "split":
      return `${(share ?? 0) / PER_CENT}% goes to ${isolated(job.workerName ?? "the worker")}, the rest back to ${isolated(job.buyerName)}`;
    case null:
      return "There is no ruling yet";
  }
}

function ruledBy(ruler: string | null): string {
  if (ruler === null) return "the arbiter";
  if (ruler.includes("@")) return "a human reviewer";
  return ruler.startsWith("rules/") ? `${ruler.slice("rules/".length)} (rule-based)` : ruler;
}

/** Pure. */
export function disputeViewOf(job: JobDetail, found: DisputeView): DisputeViewModel {
  const { dispute, evidence } = found;
  return {
    status: dispute.status,
    statusText: STATUS[dispute.status],
    openedBy: partyName(job, dispute.opened_by),
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
    evidence: evidence.map((item) => ({
      id: item.id,
      by: partyName(job, item.submitted_by),
      type: item.type,
      label: item.label,
      content: item.content,
      at: iso(item.created_at),
    })),
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
