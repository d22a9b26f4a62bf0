import type { Tone } from "../ui/badge";
import type { AgentStatus, DisputeState, Ruling } from "./types";

interface Label {
  readonly label: string;
  readonly tone: Tone;
}

export const disputeStates: Record<DisputeState, Label> = {
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

const rulings: Record<Ruling, string> = {
  buyer_wins: "For the buyer",
  worker_wins: "For the worker",
  split: "Split",
};

/** "Split, 40 % to the worker". `workerShare` in ten-thousandths. */
export function rulingText(ruling: Ruling, workerShare: number | null): string {
  return workerShare === null ? rulings[ruling] : `${rulings[ruling]}, ${workerShare / 100} % to the worker`;
}
