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
  return untilSettled(async () => {
    const delivery = await loadDelivery(ctx, id);
    const { agent_id, status, attempts } = delivery;
    const again = { status: "pending", next_retry_at: ctx.now } as const;
    await transact(ctx, {
      updates: [update("webhook_deliveries", { id, status, attempts }, { ...again, delivered_at: null, asked: true })],
      tasks: [deliveryTask(agent_id)],
    });
    // Not read back: the attempt may be over before the answer is.
    return { ...delivery, ...again };
  });
}

/** Sends the caller's endpoint a `webhook.ping` as any other event, so that it shows in the log. */
export async function sendTestEvent(ctx: Ctx<AgentActor>): Promise<{ readonly eventId: Id; readonly deliveryId: Id }> {
  const { agentId } = ctx.actor;
  const ping = event(ctx.now, "webhook.ping", agentId, { agent_id: agentId });
  await transact(ctx, { events: [ping] });
  return { eventId: ping.id, deliveryId: ping.delivery_id };
}
