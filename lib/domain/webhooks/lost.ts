import type { AgentId, Id } from "@/lib/kernel/ids";
import { withoutTask, type LostWork } from "@/lib/platform/lost-tasks";
import { TASK } from "@/lib/platform/task-names";
import type { TaskRow } from "@/lib/platform/transact";
import { deliveryTask } from "./deliver";

/** Deliveries that were due and that nothing will attempt any more: their task was lost. */
export async function lostDeliveries({ db, before, limit }: LostWork): Promise<TaskRow[]> {
  const rows = await db.query<{ id: Id; agent_id: AgentId }>(
    "SELECT id, agent_id FROM webhook_deliveries WHERE status = 'pending' AND next_retry_at < $1 ORDER BY next_retry_at, id LIMIT $2",
    [before, limit],
    "overdue-deliveries",
  );
  const names = [TASK.deliverWebhook, TASK.deliverToFailing];
  const lost = new Set(
    await withoutTask(
      db,
      names,
      "delivery_id",
      rows.map(({ id }) => id),
    ),
  );
  return rows.filter(({ id }) => lost.has(id)).map((delivery) => deliveryTask(delivery));
}
