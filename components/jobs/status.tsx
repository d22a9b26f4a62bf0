import type { JobStatus } from "@/lib/kernel/job-status";
import { Badge, type Tone } from "../ui/badge";
import type { BiddingView, JobFilter, JobType } from "./types";

const statuses: Record<JobStatus, { readonly label: string; readonly tone: Tone }> = {
  pending_payment: { label: "Awaiting payment", tone: "neutral" },
  funded: { label: "Funded", tone: "info" },
  accepted: { label: "Accepted", tone: "info" },
  in_progress: { label: "In progress", tone: "info" },
  validating: { label: "Validating", tone: "info" },
  delivered: { label: "Delivered", tone: "warn" },
  revision_requested: { label: "Revision requested", tone: "warn" },
  completed: { label: "Completed", tone: "accent" },
  disputed: { label: "Disputed", tone: "danger" },
  cancelled: { label: "Cancelled", tone: "neutral" },
  refunded: { label: "Refunded", tone: "neutral" },
  frozen: { label: "Frozen", tone: "danger" },
};

interface JobStatusProps {
  readonly status: JobStatus;
  /** Of an open job that nobody has been given yet. */
  readonly bidding?: BiddingView | null;
}

/** A job that takes bids waits for them, not for money. */
export function statusLabel(status: JobStatus, bidding: BiddingView | null = null): string {
  if (bidding === null) return statuses[status].label;
  const label = bidding.open ? "Open for bids" : "Bidding closed";
  return bidding.bids === null || bidding.bids === 0 ? label : `${label} (${bidding.bids})`;
}

export function JobStatusBadge({ status, bidding = null }: JobStatusProps) {
  const tone = bidding === null ? statuses[status].tone : "info";
  return (
    <Badge tone={tone} dot>
      {statusLabel(status, bidding)}
    </Badge>
  );
}

/** The filters of the list in the order they are shown, with the statuses each stands for. */
export const jobFilters: readonly {
  readonly value: JobFilter;
  readonly label: string;
  readonly statuses: readonly JobStatus[];
  /** Where the statuses alone do not tell. */
  readonly type?: JobType;
}[] = [
  { value: "all", label: "All", statuses: [] },
  { value: "open", label: "Open for bids", statuses: ["pending_payment"], type: "open" },
  { value: "pending", label: "Awaiting payment", statuses: ["pending_payment"], type: "direct" },
  {
    value: "active",
    label: "Active",
    statuses: ["funded", "accepted", "in_progress", "validating", "delivered", "revision_requested"],
  },
  { value: "delivered", label: "Delivered", statuses: ["delivered", "validating"] },
  { value: "completed", label: "Completed", statuses: ["completed"] },
  { value: "disputed", label: "Disputed", statuses: ["disputed", "frozen"] },
  { value: "closed", label: "Closed", statuses: ["cancelled", "refunded"] },
];

/** Reads the URL's filter; anything unknown is "all". */
export function jobFilterFrom(value: string | undefined): JobFilter {
  return jobFilters.find((filter) => filter.value === value)?.value ?? "all";
}

interface Filtered {
  readonly statuses: readonly JobStatus[];
  readonly type: JobType | null;
}

/** What a filter lets through. */
export function filtered(by: JobFilter): Filtered {
  const { statuses = [], type = null } = jobFilters.find(({ value }) => value === by) ?? {};
  return { statuses, type };
}
