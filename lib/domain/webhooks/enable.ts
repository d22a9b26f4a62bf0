import { notFound, Refusal } from "@/lib/kernel/errors";
import type { AgentId } from "@/lib/kernel/ids";
import { audited, requireAdmin } from "@/lib/platform/admin";
import type { AdminActor, Ctx } from "@/lib/platform/context";
import { merge, transact, untilSettled, update } from "@/lib/platform/transact";

interface Endpoint {
  readonly webhook_url: string;
  readonly webhook_failing_since: Date | null;
  readonly webhook_disabled_at: Date | null;
}

/**
 * An operator has events sent again to an endpoint that was switched off; it has the whole time to recover anew. Throws
 * `forbidden`, 404, and `nothing_to_retry` where it is not switched off.
 */
export async function enableEndpoint(ctx: Ctx<AdminActor>, agentId: AgentId): Promise<void> {
  requireAdmin(ctx);
  await untilSettled(async () => {
    const [endpoint] = await ctx.db.query<Endpoint>(
      "SELECT webhook_url, webhook_failing_since, webhook_disabled_at FROM agents WHERE id = $1 AND status <> 'deleted'",
      [agentId],
      "endpoint",
    );
    if (endpoint === undefined) throw notFound();
    const { webhook_disabled_at, webhook_failing_since, webhook_url: url } = endpoint;
    if (webhook_disabled_at === null) throw new Refusal("nothing_to_retry", { message: "It is switched on already." });
    const on = { webhook_disabled_at: null, webhook_failing_since: null };
    const details = { url, failing_since: webhook_failing_since, disabled_at: webhook_disabled_at };
    await transact(
      ctx,
      merge(
        { updates: [update("agents", { id: agentId, webhook_disabled_at }, on)] },
        audited(ctx, { action: "webhook.enable", subjectType: "agent", subjectId: agentId, details }),
      ),
    );
  });
}
