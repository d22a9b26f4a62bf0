import { addHours } from "@/lib/kernel/clock";
import type { Id } from "@/lib/kernel/ids";
import { withoutTask, type LostWork } from "@/lib/platform/lost-tasks";
import { TASK } from "@/lib/platform/task-names";
import type { TaskRow } from "@/lib/platform/transact";
import { arbitrationOf, disputeTimer, REMIND_HOURS } from "../jobs";

interface Waiting {
  readonly id: Id;
  readonly status: "open" | "ruled" | "in_review";
}

/** Disputes that nobody judged, or whose time has come, and that nothing will take up any more: their task was lost. */
export async function lostDisputes({ db, before, limit }: LostWork): Promise<TaskRow[]> {
  const rows = await db.query<Waiting>(
    `SELECT d.id, d.status FROM disputes d JOIN jobs j ON j.id = d.job_id
     WHERE d.status <> 'resolved' AND j.status = 'disputed' AND j.pending_operation_id IS NULL AND (
       (d.status = 'open' AND d.created_at < $1) OR (d.status = 'ruled' AND d.review_deadline < $1)
       OR (d.status = 'in_review' AND d.sla_reminded_at IS NULL AND d.sla_due_at < $2))
     ORDER BY d.created_at, d.id LIMIT $3`,
    [before, addHours(before, REMIND_HOURS), limit],
    "waiting-disputes",
  );
  const names = [TASK.judgeDispute, TASK.disputeTimer];
  const lost = new Set(
    await withoutTask(
      db,
      names,
      "dispute_id",
      rows.map(({ id }) => id),
    ),
  );
  const tasksOf = ({ id, status }: Waiting): readonly TaskRow[] =>
    status === "open" ? (arbitrationOf(id).tasks ?? []) : [disputeTimer(id, before)];
  return rows.filter(({ id }) => lost.has(id)).flatMap(tasksOf);
}
