import type { JobStatus } from "@/lib/kernel/job-status";

export type JobsFilterName = "all" | "frozen" | "disputed" | "pending" | "active" | "completed" | "closed";

/** The list's filters in the order they are shown, with the statuses that each stands for. */
export const jobFilters: readonly {
  readonly name: JobsFilterName;
  readonly label: string;
  readonly statuses: readonly JobStatus[];
}[] = [
  { name: "all", label: "All", statuses: [] },
  { name: "frozen", label: "Frozen", statuses: ["frozen"] },
  { name: "disputed", label: "Disputed", statuses: ["disputed"] },
  { name: "pending", label: "Awaiting payment or bids", statuses: ["pending_payment"] },
  {
    name: "active",
    label: "Under way",
    statuses: ["funded", "accepted", "in_progress", "validating", "delivered", "revision_requested"],
  },
  { name: "completed", label: "Completed", statuses: ["completed"] },
  { name: "closed", label: "Cancelled or refunded", statuses: ["cancelled", "refunded"] },
];

/** The filter that an address names; anything unknown is all. */
export const jobFilterNamed = (name: string | undefined): (typeof jobFilters)[number] =>
  jobFilters.find((filter) => filter.name === name) ?? { name: "all", label: "All", statuses: [] };
