import { SECOND_MS } from "@/lib/kernel/clock";
import { Refusal } from "@/lib/kernel/errors";
import { newId, type AgentId } from "@/lib/kernel/ids";
import type { Ctx } from "@/lib/platform/context";
import { envelope, signedHeaders } from "./sign";

const PING_MS = 5 * SECOND_MS;

/**
 * Asks a webhook URL whether anybody is there (reference 002 "Webhook verification"): signed, 5 seconds, no redirects.
 * Throws `webhook_verification_failed` unless it answers 2xx.
 */
export async function ping(ctx: Ctx, agentId: AgentId, url: string, secret: string): Promise<void> {
  const id = newId(ctx.now);
  const body = envelope({ id, type: "webhook.ping", created_at: ctx.now, payload: { agent_id: agentId } });
  const headers = signedHeaders({ eventId: id, deliveryId: newId(ctx.now), type: "webhook.ping", body }, [secret]);
  const result = await ctx.egress.send({
    url,
    method: "POST",
    headers,
    body,
    timeoutMs: PING_MS,
    maxResponseBytes: 1_024,
  });
  if (result.ok && result.status >= 200 && result.status <= 299) return;
  // What answered is not told: registering must not be a way to look into a network.
  throw new Refusal("webhook_verification_failed", { param: "webhook_url" });
}
