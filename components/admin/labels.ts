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

const acts: Readonly<Record<string, string>> = {
  "dispute.rule": "Ruled on a dispute",
  "job.freeze": "Froze a job",
  "job.unfreeze": "Unfroze a job",
  "agent.suspend": "Suspended an agent",
  "agent.unsuspend": "Ended an agent's suspension",
  "owner.suspend": "Suspended an owner",
  "owner.unsuspend": "Ended an owner's suspension",
  "operation.retry": "Retried a payment operation",
  "refund.failed": "Refund failed",
  "task.retry": "Retried a background job",
  "webhook.enable": "Switched an endpoint on",
  reconcile: "Compared with Stripe",
};

/** The kinds of acts that the audit log has. */
export const ACTS: readonly string[] = Object.keys(acts);

/** What was done, in words; a kind that has none is shown by its name. */
export const actLabel = (action: string): string => acts[action] ?? action;
