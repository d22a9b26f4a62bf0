import { addDays, earliest, latest } from "@/lib/kernel/clock";
import type { Command } from "./lifecycle";
import type { Job } from "./types";

/** Days after the bidding window in which a bid may still be accepted (decisions 4). */
const UNPAID_DAYS = 7;

/** What time itself does to a job next. */
export interface Timer {
  readonly at: Date;
  readonly command: Extract<
    Command,
    "expire" | "expire_unpaid" | "cancel_stale" | "miss_deadline" | "dispute_deadline" | "auto_release"
  >;
}

type Timed = Pick<
  Job,
  | "status"
  | "job_type"
  | "deadline_at"
  | "capture_before"
  | "bid_window_ends_at"
  | "auto_release_at"
  | "timer_not_before"
>;

/** The one timer a job has in its state, or null. What Stripe has refused to it waits for another try. Pure. */
export function nextTimer(job: Timed): Timer | null {
  const timer = timerOf(job);
  return timer === null ? null : { ...timer, at: latest(timer.at, job.timer_not_before) };
}

/** What time does in a job's state, and when (decisions 4: frozen jobs have no timer). */
function timerOf(job: Timed): Timer | null {
  switch (job.status) {
    case "pending_payment":
      if (job.job_type !== "open" || job.bid_window_ends_at === null) return null;
      return { at: addDays(job.bid_window_ends_at, UNPAID_DAYS), command: "expire_unpaid" };
    case "funded":
      if (job.deadline_at === null) return null;
      return { at: earliest(job.deadline_at, job.capture_before), command: "expire" };
    case "accepted":
      return job.deadline_at === null ? null : { at: job.deadline_at, command: "cancel_stale" };
    case "in_progress":
      return job.deadline_at === null ? null : { at: job.deadline_at, command: "miss_deadline" };
    case "revision_requested":
      return job.deadline_at === null ? null : { at: job.deadline_at, command: "dispute_deadline" };
    case "delivered":
      return job.auto_release_at === null ? null : { at: job.auto_release_at, command: "auto_release" };
    case "validating":
    case "completed":
    case "disputed":
    case "cancelled":
    case "refunded":
    case "frozen":
      return null;
  }
}
