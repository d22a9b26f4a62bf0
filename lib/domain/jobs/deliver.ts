import { invariant } from "@/lib/kernel/assert";
import { addHours } from "@/lib/kernel/clock";
import type { Id } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { TASK } from "@/lib/platform/task-names";
import { merge, type Change } from "@/lib/platform/transact";
import { event } from "../webhooks";
import { moveOrAmend, type Changed } from "./move";
import type { JobFacts } from "./types";

/** Hours after delivery at which the money is released by itself (reference 002). */
const AUTO_RELEASE_HOURS = 48;

export interface DeliveredFile {
  readonly deliverableId: Id;
  readonly fileId: Id;
  readonly filename: string;
  readonly sizeBytes: number;
}

/** Has the newest delivery judged in the background. */
export function validationOf(job: Pick<JobFacts, "id" | "delivery_seq">): Change {
  const payload = { job_id: job.id, delivery_seq: job.delivery_seq };
  return { tasks: [{ task: TASK.validateDelivery, payload, key: `validate:${job.id}`, max_attempts: 5 }] };
}

/** job.delivered, once per file handed in. */
export function deliveredEvents(ctx: Pick<Ctx, "now">, job: JobFacts, files: readonly DeliveredFile[]): Change {
  return {
    events: files.map((file) =>
      event(
        ctx.now,
        "job.delivered",
        job.buyer_agent_id,
        {
          job_id: job.id,
          deliverable_id: file.deliverableId,
          file_id: file.fileId,
          filename: file.filename,
          file_size_bytes: file.sizeBytes,
          revision_number: job.revision_number,
        },
        job.id,
      ),
    ),
  };
}

/**
 * The worker hands in this round's work: validation starts, and the buyer hears of each file (decisions 4). `deliver` and
 * `submit` wait for the verdict in `validating`; a confirmed file rests in `delivered` meanwhile. Pure.
 */
export function handedIn(
  ctx: Pick<Ctx, "now">,
  job: JobFacts,
  to: "validating" | "delivered",
  files: readonly DeliveredFile[],
): Changed<JobFacts> {
  invariant(files.length > 0, "a delivery has a file");
  const moved = moveOrAmend(ctx, job, {
    to,
    by: "worker",
    reason: null,
    set: {
      delivery_seq: job.delivery_seq + 1,
      delivered_at: ctx.now,
      // Also while it is being validated, where no timer looks at it: a freeze moves it with the other times.
      auto_release_at: addHours(ctx.now, AUTO_RELEASE_HOURS),
      started_at: job.started_at ?? ctx.now,
    },
  });
  return { job: moved.job, change: merge(moved.change, validationOf(moved.job), deliveredEvents(ctx, job, files)) };
}
