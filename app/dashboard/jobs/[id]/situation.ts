import type { CardChoice } from "@/components/jobs/types";
import type { JobCase } from "@/lib/domain/dashboard";
import type { DisputeView } from "@/lib/domain/disputes";

/** All that decides what the owner can do with a job now. */
export interface Situation {
  readonly found: JobCase;
  readonly dispute: DisputeView | null;
  readonly cards: readonly CardChoice[];
  readonly now: Date;
}
