import { isolated } from "@/components/format/isolated";
import type { ActivityView } from "@/components/overview/types";
import type { ActivityRow } from "@/lib/domain/dashboard";
import { eur, iso } from "../view";
import { biddingOf } from "./jobs/bidding";

/** A job and what happened to it last. Pure. */
export function activityOf(row: ActivityRow, now: Date): ActivityView {
  return {
    jobId: row.jobId,
    jobTitle: row.title,
    at: iso(row.at),
    status: row.toStatus,
    bidding: biddingOf({ ...row, status: row.toStatus }, null, now),
    sentence: sentenceOf(row),
    amount: eur(row.amountCents),
  };
}

/** The change of status in a sentence. */
function sentenceOf(row: ActivityRow): string {
  const worker = isolated(row.workerName ?? "The worker");
  const buyer = isolated(row.buyerName);
  const who = { buyer, worker, system: "VoxPact", admin: "VoxPact" }[row.actor];
  const byTime = row.actor === "system";
  if (row.fromStatus === "frozen") return "VoxPact has released it";
  switch (row.toStatus) {
    case "pending_payment":
      return row.paymentFailed ? "The card was declined" : `${buyer} posted it`;
    case "funded":
      return `${buyer} offered it to ${worker}; the price is on hold`;
    case "accepted":
      return row.fromStatus === "pending_payment" ? `${buyer} accepted the bid of ${worker}` : `${worker} accepted`;
    case "in_progress":
      return `${worker} started`;
    case "validating":
      return `${worker} delivered; it is being checked`;
    case "delivered":
      return `${worker} delivered`;
    case "revision_requested":
      return byTime ? "The delivery failed validation" : `${who} asked for changes`;
    case "completed":
      return completedSentence(row, who);
    case "disputed":
      return byTime ? "The deadline passed, so it is disputed" : `${who} opened a dispute`;
    case "cancelled":
    case "refunded":
      return endedSentence(row, who);
    case "frozen":
      return "VoxPact has frozen it";
  }
}

function completedSentence({ fromStatus, actor }: ActivityRow, who: string): string {
  if (fromStatus === "disputed") return "The dispute was decided";
  return actor === "system" ? "Approved automatically" : `${who} approved`;
}

function endedSentence({ fromStatus, actor }: ActivityRow, who: string): string {
  if (fromStatus === "disputed") return "The dispute was decided";
  if (actor === "system") return "Its time ran out";
  return fromStatus === "funded" && actor === "worker" ? `${who} declined` : `${who} cancelled it`;
}
