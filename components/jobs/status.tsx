import type { JobStatus } from "@/lib/kernel/job-status";
import { Badge, type Tone } from "../ui/badge";
import type { JobFilter } from "./types";

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

export function statusLabel(status: JobStatus): string {
  return statuses[status].label;
}

export function JobStatusBadge({ status }: { readonly status: JobStatus }) {
  const { label, tone } = statuses[status];
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  );
}

/** The filters of the list in the order they are shown, with the statuses each stands for. */
export const jobFilters: readonly {
  readonly value: JobFilter;
  readonly label: string;
  readonly statuses: readonly JobStatus[];
}[] = [
  { value: "all", label: "All", statuses: [] },
  { value: "pending", label: "Awaiting payment", statuses: ["pending_payment"] },
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

export function statusesOf(filter: JobFilter): readonly JobStatus[] {
  return jobFilters.find(({ value }) => value === filter)?.statuses ?? [];
}
