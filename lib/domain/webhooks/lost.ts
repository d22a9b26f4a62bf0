import type { AgentId } from "@/lib/kernel/ids";
import { withoutTask, type LostWork } from "@/lib/platform/lost-tasks";
import { TASK } from "@/lib/platform/task-names";
import type { TaskRow } from "@/lib/platform/transact";
import { deliveryTask } from "./attempt";

/** Receivers for which deliveries were due that nothing will attempt any more: their task was lost. */
export async function lostDeliveries({ db, before, limit }: LostWork): Promise<TaskRow[]> {
  const rows = await db.query<{ agent_id: AgentId }>(
    `SELECT DISTINCT agent_id FROM (
       SELECT agent_id FROM webhook_deliveries WHERE status = 'pending' AND next_retry_at < $1 ORDER BY next_retry_at, id LIMIT $2) AS overdue`,
    [before, limit],
    "overdue-receivers",
  );
  const names = [TASK.deliverWebhook, TASK.deliverToFailing];
  const lost = await withoutTask(
    db,
    names,
    "agent_id",
    rows.map(({ agent_id }) => agent_id),
    // The task of another retry says nothing of those that are overdue.
    { dueOnly: true },
  );
  return lost.map((agentId) => deliveryTask(agentId));
}
