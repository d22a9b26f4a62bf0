import { addMs, MINUTE_MS } from "@/lib/kernel/clock";
import type { Ctx } from "@/lib/platform/context";
import { forgetOldCounters } from "@/lib/platform/gate";
import { forgetOldAnswers } from "@/lib/platform/idempotency";
import type { LostWork } from "@/lib/platform/lost-tasks";
import { transact, type TaskRow } from "@/lib/platform/transact";
import { sweepUploads } from "./deliverables";
import { lostDisputes } from "./disputes";
import { lostOperations } from "./escrow";
import { lostEvents } from "./inbox";
import { dueJobs, elapse } from "./jobs";
import { lostMails } from "./notifications";
import { queueForgotten } from "./search";
import { lostValidations } from "./validation";
import { lostDeliveries } from "./webhooks";

/** How much one sweep takes on of each kind; the next one goes on. */
const BATCH = 200;
const OLD_ROWS = 5_000;
/** Work younger than this may be in the hands of whoever began it. */
const GRACE_MS = MINUTE_MS;

/** What may lose its task and has a row of its own to be found by. */
const LOST: Readonly<Record<string, (work: LostWork) => Promise<TaskRow[]>>> = {
  operations: lostOperations,
  stripe_events: lostEvents,
  validations: lostValidations,
  disputes: lostDisputes,
  mails: lostMails,
  webhook_deliveries: lostDeliveries,
};

/** One job that cannot be moved must not keep the others waiting. */
async function elapseDue(ctx: Ctx): Promise<number> {
  const ids = await dueJobs(ctx, BATCH);
  for (const id of ids) {
    await elapse(ctx, id).catch((error: unknown) => ctx.log.error({ err: error, job_id: id }, "a job's timer failed"));
  }
  return ids.length;
}

async function requeue(ctx: Ctx): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const before = addMs(ctx.now, -GRACE_MS);
  for (const [name, find] of Object.entries(LOST)) {
    const tasks = await find({ db: ctx.db, before, limit: BATCH });
    if (tasks.length > 0) {
      ctx.log.warn({ work: name, tasks: tasks.length }, "queued work whose task was lost");
      await transact(ctx, { tasks });
    }
    counts[name] = tasks.length;
  }
  return counts;
}

/**
 * Takes up what should have happened and has not, and drops what is over: jobs whose time has come, work whose task was lost,
 * old idempotency records and counters. Bounded, idempotent, and safe when two run at once or one is late. Returns how much
 * of each it found.
 */
export async function sweep(ctx: Ctx): Promise<Readonly<Record<string, number>>> {
  return {
    due_jobs: await elapseDue(ctx),
    ...(await requeue(ctx)),
    forgotten_embeddings: await queueForgotten(ctx),
    abandoned_uploads: await sweepUploads(ctx, BATCH),
    old_answers: await forgetOldAnswers(ctx, ctx.now, OLD_ROWS),
    old_counters: await forgetOldCounters(ctx, ctx.now, OLD_ROWS),
  };
}
