import type { BiddingView } from "@/components/jobs/types";
import type { JobDetail } from "@/lib/domain/dashboard";

type Biddable = Pick<JobDetail, "status" | "type" | "bidWindowEndsAt">;

/** How it stands with the bids on a job; null where there are none to come or to be answered. Pure. */
export function biddingOf(job: Biddable, bids: number | null, now: Date): BiddingView | null {
  if (job.status !== "pending_payment" || job.type !== "open") return null;
  return { open: job.bidWindowEndsAt !== null && job.bidWindowEndsAt > now, bids };
}
