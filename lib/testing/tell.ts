import { queue } from "../composition";
import { event } from "../domain/webhooks";
import type { AgentId } from "../kernel/ids";
import { appNow } from "../platform/context";
import { transact } from "../platform/transact";

/**
 * Tells each of these agents one event, all in one transaction, marked so that it can be told from others: a webhook.ping
 * whose `agent_id` is the mark. Returns when it was committed, in the process's monotonic milliseconds.
 */
export async function tell(agentIds: AgentId | readonly AgentId[], mark: string): Promise<number> {
  const { deps } = queue();
  const now = await appNow(deps);
  const events = [agentIds].flat().map((id) => event(now, "webhook.ping", id, { agent_id: mark }));
  await transact({ db: deps.db, now }, { events });
  return performance.now();
}
