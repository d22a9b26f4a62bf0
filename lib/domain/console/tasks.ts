import { notFound, Refusal } from "@/lib/kernel/errors";
import { beginning } from "@/lib/kernel/text";
import { audited, requireAdmin } from "@/lib/platform/admin";
import {
  countTasks,
  lockTask,
  runTaskNow,
  troubledTasks,
  type TaskCount,
  type TroubledTask,
} from "@/lib/platform/task-report";
import { transact } from "@/lib/platform/transact";
import type { AdminCtx } from "./scope";

/** How the background work stands: what is queued by task, and what has failed, with its error. */
export async function backgroundWork(
  ctx: AdminCtx,
  limit: number,
): Promise<{ readonly counts: readonly TaskCount[]; readonly troubled: readonly TroubledTask[] }> {
  const [counts, troubled] = await Promise.all([countTasks(ctx.db), troubledTasks(ctx.db, limit)]);
  return { counts, troubled };
}

/** How much of an error the audit row keeps. */
const KEPT_ERROR = 500;

/**
 * An operator lets a failed task run now, with all its attempts before it again. Throws `forbidden`, 404 where it is done, and
 * `nothing_to_retry` while it runs, or before it was tried at all.
 */
export async function retryTask(ctx: AdminCtx, id: number): Promise<void> {
  requireAdmin(ctx);
  if (!Number.isSafeInteger(id)) throw notFound();
  await ctx.db.transaction(async (sql) => {
    const task = await lockTask(sql, id);
    if (task === null) throw notFound();
    if (task.running) throw new Refusal("nothing_to_retry", { message: "It runs at this moment." });
    if (task.attempts === 0) throw new Refusal("nothing_to_retry", { message: "It is about to run already." });
    await runTaskNow(sql, id);
    const { task: name, payload, attempts, lastError } = task;
    const details = { task: name, payload, attempts, error: beginning(lastError, KEPT_ERROR) };
    const audit = audited(ctx, { action: "task.retry", subjectType: "task", subjectId: String(id), details });
    await transact({ db: sql, now: ctx.now }, audit);
  });
}
