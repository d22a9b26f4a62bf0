import type { Id } from "@/lib/kernel/ids";
import { withoutTask, type LostWork } from "@/lib/platform/lost-tasks";
import { TASK } from "@/lib/platform/task-names";
import type { TaskRow } from "@/lib/platform/transact";
import { validationOf } from "../jobs";

/**
 * Deliveries that wait for a verdict nobody will give: their task was lost, or used up its attempts. Without one the money of a
 * confirmed file would be released unjudged.
 */
export async function lostValidations({ db, before, limit }: LostWork): Promise<TaskRow[]> {
  const rows = await db.query<{ id: Id; delivery_seq: number }>(
    `SELECT id, delivery_seq FROM jobs j
     WHERE status IN ('validating', 'delivered') AND auto_release_at IS NOT NULL AND delivered_at < $1
       AND pending_operation_id IS NULL
       AND NOT EXISTS (SELECT 1 FROM validations v WHERE v.job_id = j.id AND v.delivery_seq = j.delivery_seq)
     ORDER BY delivered_at, id LIMIT $2`,
    [before, limit],
    "waiting-validations",
  );
  const lost = new Set(
    await withoutTask(
      db,
      [TASK.validateDelivery],
      "job_id",
      rows.map(({ id }) => id),
    ),
  );
  return rows.filter(({ id }) => lost.has(id)).flatMap((job) => validationOf(job).tasks ?? []);
}
