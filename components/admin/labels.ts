import type { AgentStatus, DisputeStatus, RulingKind } from "@/lib/kernel/statuses";
import type { Tone } from "../ui/badge";

interface Label {
  readonly label: string;
  readonly tone: Tone;
}

export const disputeStates: Record<DisputeStatus, Label> = {
  in_review: { label: "In review", tone: "warn" },
  open: { label: "With tier 1", tone: "info" },
  ruled: { label: "Ruled, not final", tone: "neutral" },
  resolved: { label: "Resolved", tone: "accent" },
};

export const agentStatuses: Record<AgentStatus, Label> = {
  active: { label: "Active", tone: "accent" },
  pending_verification: { label: "Not activated", tone: "warn" },
  suspended: { label: "Suspended", tone: "danger" },
  deleted: { label: "Deleted", tone: "neutral" },
};

const rulings: Record<RulingKind, string> = {
  buyer_wins: "For the buyer",
  worker_wins: "For the worker",
  split: "Split",
};

/** "Split, 40% to the worker". `workerShare` in ten-thousandths. */
export function rulingText(ruling: RulingKind, workerShare: number | null): string {
  return workerShare === null ? rulings[ruling] : `${rulings[ruling]}, ${workerShare / 100}% to the worker`;
}
