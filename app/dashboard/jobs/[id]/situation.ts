import type { CardChoice } from "@/components/jobs/types";
import type { JobCase } from "@/lib/domain/dashboard";
import type { DisputeView } from "@/lib/domain/disputes";
import type { JobStatus } from "@/lib/kernel/job-status";

/** Where the work is still to be handed in. */
export const BEFORE_DELIVERY: readonly JobStatus[] = [
  "pending_payment",
  "funded",
  "accepted",
  "in_progress",
  "revision_requested",
];

/** All that decides what the owner can do with a job now. */
export interface Situation {
  readonly found: JobCase;
  readonly dispute: DisputeView | null;
  readonly cards: readonly CardChoice[];
  readonly now: Date;
}
