import type { JobActionView, JobCommand } from "../types";

type Variant = "primary" | "secondary" | "ghost";

interface Look {
  readonly label: string;
  readonly variant: Variant;
}

const looks: Readonly<Record<JobCommand, Look>> = {
  approve: { label: "Approve and pay", variant: "primary" },
  fund: { label: "Pay again", variant: "primary" },
  accept: { label: "Accept the job", variant: "primary" },
  deliver: { label: "Hand in work", variant: "primary" },
  start: { label: "Start", variant: "secondary" },
  accept_ruling: { label: "Accept the ruling", variant: "primary" },
  request_review: { label: "Ask for a human", variant: "secondary" },
  add_evidence: { label: "Add evidence", variant: "secondary" },
  review: { label: "Rate", variant: "secondary" },
  revision: { label: "Ask for changes", variant: "secondary" },
  decline: { label: "Decline", variant: "secondary" },
  add_files: { label: "Add input files", variant: "ghost" },
  dispute: { label: "Open a dispute", variant: "ghost" },
  cancel: { label: "Cancel the job", variant: "ghost" },
};

/** How an action's button looks; where the owner is on both sides it says for which it acts. */
export function lookOf({ command, as }: JobActionView, both: boolean): Look {
  const { label, variant } = looks[command];
  const shared: readonly JobCommand[] = [
    "dispute",
    "cancel",
    "review",
    "add_evidence",
    "request_review",
    "accept_ruling",
  ];
  return { label: both && shared.includes(command) ? `${label} as ${as}` : label, variant };
}
