import type { Id } from "@/lib/kernel/ids";
import type { AgentActor, Ctx } from "@/lib/platform/context";
import { transact, untilSettled, update } from "@/lib/platform/transact";
import { event } from "./catalogue";
import { deliveryTask } from "./attempt";
import { loadDelivery, type Delivery } from "./log";

/**
 * Sends an event again, now: the same event id in the same delivery, whatever became of it. Where the endpoint was disabled a
 * 2xx enables it. Throws 404 for deliveries of others.
 */
export async function redeliver(ctx: Ctx<AgentActor>, id: Id): Promise<Delivery> {
  await untilSettled(async () => {
    const { agent_id, status, attempts } = await loadDelivery(ctx, id);
    await transact(ctx, {
      updates: [
        update(
          "webhook_deliveries",
          { id, status, attempts },
          { status: "pending", next_retry_at: ctx.now, delivered_at: null, asked: true },
        ),
      ],
      tasks: [deliveryTask(agent_id)],
    });
  });
  return loadDelivery(ctx, id);
}

/** Sends the caller's endpoint a `webhook.ping` as any other event, so that it shows in the log. */
export async function sendTestEvent(ctx: Ctx<AgentActor>): Promise<{ readonly eventId: Id; readonly deliveryId: Id }> {
  const { agentId } = ctx.actor;
  const ping = event(ctx.now, "webhook.ping", agentId, { agent_id: agentId });
  await transact(ctx, { events: [ping] });
  return { eventId: ping.id, deliveryId: ping.delivery_id };
}
